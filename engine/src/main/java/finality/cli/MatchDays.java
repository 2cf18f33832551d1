package finality.cli;

import finality.calendar.BusinessDays;
import finality.calendar.Centres;
import finality.calendar.UnknownDay;
import finality.calendar.WrongCalendar;
import finality.matching.Item;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The business days of a comparison: those that were asked for, else those of the centre where the one currency of all items settles, else Monday to Friday.
 *
 * @param days {@code null}: Monday to Friday
 */
record MatchDays(String name, @Nullable BusinessDays days) implements finality.matching.BusinessDays {
  private static final String WEEKDAYS = "weekdays";
  private static final MatchDays MONDAY_TO_FRIDAY = new MatchDays(WEEKDAYS, null);

  /** @throws Stop 64 for a calendar that there is none of, 65 when the one that was asked for does not know a day of the items */
  static MatchDays of(Words words, List<List<Item>> sides, LocalDate asOf, PrintStream err) {
    var centres = Calendars.centres(words);
    if (words.has("--calendar")) {
      var asked = words.value("--calendar");
      if (asked.equalsIgnoreCase(WEEKDAYS)) return MONDAY_TO_FRIDAY;
      var days = joint(centres, asked.toUpperCase(Locale.ROOT));
      if (unknown(days, sides, asOf) instanceof UnknownDay why) throw Stop.unreadable(why.getMessage() + " Or count Monday to Friday: --calendar weekdays.");
      return new MatchDays(days.name(), days);
    }
    var currency = currency(sides);
    var centre = centres.all().stream().filter(c -> c.currency().equals(currency)).findFirst().orElse(null);
    if (centre == null) return MONDAY_TO_FRIDAY;
    if (unknown(centre.days(), sides, asOf) instanceof UnknownDay why) {
      err.println(why.getMessage() + " Without it Monday to Friday are counted as business days.");
      return MONDAY_TO_FRIDAY;
    }
    return new MatchDays(centre.code(), centre.days());
  }

  /** The one of all items; empty when there are several, or none. */
  private static String currency(List<List<Item>> sides) {
    var found = "";
    for (var side : sides) {
      for (var item : side) {
        var code = item.amount().asset().code();
        if (!found.isEmpty() && !found.equals(code)) return "";
        found = code;
      }
    }
    return found;
  }

  private static BusinessDays joint(Centres centres, String names) {
    try {
      return BusinessDays.joint(Arrays.stream(names.split("\\+")).map(name -> centres.of(name).days()).toList());
    } catch (WrongCalendar wrong) {
      throw new Stop(Stop.USAGE, wrong.getMessage());
    }
  }

  /** Why the calendar cannot count between all days that the comparison may ask about; {@code null} when it can. */
  private static @Nullable UnknownDay unknown(BusinessDays days, List<List<Item>> sides, LocalDate asOf) {
    var first = asOf;
    var last = asOf;
    for (var side : sides) {
      for (var item : side) {
        if (item.valueDate().isBefore(first)) first = item.valueDate();
        if (item.valueDate().isAfter(last)) last = item.valueDate();
      }
    }
    try {
      days.count(first, last);
      return null;
    } catch (UnknownDay unknown) {
      return unknown;
    }
  }

  @Override public int between(LocalDate from, LocalDate to) { return days == null ? finality.matching.BusinessDays.WEEKDAYS.between(from, to) : days.count(from, to); }
}
