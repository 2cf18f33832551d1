package finality.rail.message.fin;

import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementLine;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an MT942 has and an MT940 has not: the time (13D), from which amount on bookings are told (34F), and its own sums (90C, 90D), which are held against the lines. */
final class Interim {
  private static final Pattern TIME = Pattern.compile("([0-9]{6})([0-9]{2})([0-9]{2})(?:([+-])([0-9]{2})([0-9]{2}))?\\s*");
  private static final Pattern FLOOR = Pattern.compile("([A-Z]{3})([CD])?([0-9.,]+)\\s*");
  private static final Pattern SUM = Pattern.compile("([0-9]{1,5})([A-Z]{3})([0-9.,]+)\\s*");

  /** Lines that are only announced (EC, ED) some banks count and others do not. */
  private static final class Tally {
    private long booked;
    private long all;
    private BigDecimal bookedSum = BigDecimal.ZERO;
    private BigDecimal sum = BigDecimal.ZERO;

    void add(StatementLine line) {
      all++;
      sum = sum.add(line.amount());
      if (!line.booked()) return;
      booked++;
      bookedSum = bookedSum.add(line.amount());
    }
  }

  private final MessageListener listener;
  private final Figures figures;
  private final Tally credits = new Tally();
  private final Tally debits = new Tally();
  private @Nullable OffsetDateTime created;
  private @Nullable String currency;

  Interim(MessageListener listener) {
    this.listener = listener;
    this.figures = Figures.ofStatement(listener);
  }

  @Nullable OffsetDateTime created() { return created; }

  /** The floor limit's, which stands ahead of the lines. */
  @Nullable String currency() { return currency; }

  void add(StatementLine line) { (line.direction() == Direction.CREDIT ? credits : debits).add(line); }

  void field(Field field) {
    switch (field.tag()) {
      case "13D", "13" -> time(field);
      case "34F" -> floor(field);
      case "90C" -> sum(field, credits, "credits");
      case "90D" -> sum(field, debits, "debits");
      default -> throw new IllegalArgumentException("no field of an MT942 alone: " + field.tag());
    }
  }

  private void time(Field field) {
    var match = TIME.matcher(field.first());
    var date = match.matches() ? figures.date(match.group(1), field.position()) : null;
    if (date == null) {
      listener.found(Finding.warning(field.position(), "unreadable_time", "\"" + Finding.shortened(field.first()) + "\" is not a time; expected one such as 2611231530+0100."));
      return;
    }
    try {
      var time = LocalTime.of(Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
      int hours = match.group(4) == null ? 0 : Integer.parseInt(match.group(4) + match.group(5));
      int minutes = match.group(4) == null ? 0 : Integer.parseInt(match.group(4) + match.group(6));
      created = OffsetDateTime.of(date, time, ZoneOffset.ofHoursMinutes(hours, minutes));
      if (match.group(4) == null) listener.found(Finding.warning(field.position(), "missing_zone", "The time \"" + field.first() + "\" names no zone; it was taken as UTC."));
    } catch (DateTimeException _) {
      listener.found(Finding.warning(field.position(), "unreadable_time", "There is no time \"" + field.first() + "\"."));
    }
  }

  private void floor(Field field) {
    var match = FLOOR.matcher(field.first());
    var limit = match.matches() ? figures.amount(match.group(3).matches("[0-9]+") ? match.group(3) + "," : match.group(3), field.position()) : null;
    if (limit == null) {
      listener.found(Finding.warning(field.position(), "unreadable_amount", "\"" + Finding.shortened(field.first()) + "\" is not a floor limit; expected one such as EURD100,."));
      return;
    }
    currency = match.group(1);
    if (limit.signum() > 0) {
      var which = match.group(2) == null ? "Bookings" : match.group(2).equals("C") ? "Credits" : "Debits";
      listener.found(Finding.note(field.position(), "floor_limit", which + " below " + limit.toPlainString() + " " + currency + " are not in this report."));
    }
  }

  private void sum(Field field, Tally tally, String what) {
    var match = SUM.matcher(field.first());
    var sum = match.matches() ? figures.amount(match.group(3), field.position()) : null;
    if (sum == null) {
      listener.found(Finding.warning(field.position(), "unreadable_amount", "\"" + Finding.shortened(field.first()) + "\" is not a sum; expected one such as 3EUR150,."));
      return;
    }
    long count = Long.parseLong(match.group(1));
    if (count != tally.booked && count != tally.all)
      listener.found(Finding.error(field.position(), "wrong_count", "The report says that it has " + count + " " + what + ", there are " + tally.booked + ". It is not whole."));
    if (sum.compareTo(tally.bookedSum) != 0 && sum.compareTo(tally.sum) != 0)
      listener.found(Finding.error(field.position(), "wrong_sum", "The report says that its " + what + " add up to " + sum.toPlainString() + ", they add up to " + tally.bookedSum.toPlainString() + ": " + sum.subtract(tally.bookedSum).abs().toPlainString() + " differ."));
  }
}
