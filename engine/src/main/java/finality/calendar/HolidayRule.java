package finality.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.regex.Pattern;

/** When a holiday comes round. */
sealed interface HolidayRule {
  LocalDate in(int year);

  /** @param move what becomes of it on a weekend */
  record Fixed(MonthDay day, Move move) implements HolidayRule {
    @Override public LocalDate in(int year) { return day.atYear(year); }
  }

  /** Days from the western Easter Sunday. */
  record Easter(int days) implements HolidayRule {
    @Override public LocalDate in(int year) { return easter(year).plusDays(days); }
  }

  /** @param n 1 for the month's first, -1 for its last */
  record Nth(int n, DayOfWeek weekday, int month) implements HolidayRule {
    @Override public LocalDate in(int year) { return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, weekday)); }
  }

  enum Move {
    /** Falls away on a weekend. */
    NONE,
    /** On a Sunday the Monday after is closed; on a Saturday nothing is (Federal Reserve). */
    SUNDAY,
    /** On a weekend the next weekday that is no holiday itself is closed as well (Banking and Financial Dealings Act 1971). */
    WEEKEND
  }

  /** The day that is closed in place of one on a weekend; the day itself when there is none. */
  default LocalDate substitute(LocalDate day, Set<LocalDate> taken) {
    if (!(this instanceof Fixed fixed)) return day;
    return switch (fixed.move) {
      case NONE -> day;
      case SUNDAY -> day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
      case WEEKEND -> {
        var next = day;
        if (day.getDayOfWeek().getValue() < 6) yield day;
        while (next.getDayOfWeek().getValue() >= 6 || taken.contains(next)) next = next.plusDays(1);
        yield next;
      }
    };
  }

  Pattern FIXED = Pattern.compile("([0-9]{2}-[0-9]{2})( sunday>monday| weekend>weekday|)");
  Pattern EASTER = Pattern.compile("easter([+-][0-9]{1,2})");
  Pattern NTH = Pattern.compile("(1st|2nd|3rd|4th|last) ([A-Z]+DAY) ([0-9]{2})");

  /** @throws DateTimeException or IllegalArgumentException when it is no rule */
  static HolidayRule parse(String text) {
    var fixed = FIXED.matcher(text);
    if (fixed.matches()) {
      var move = switch (fixed.group(2).strip()) { case "sunday>monday" -> Move.SUNDAY; case "weekend>weekday" -> Move.WEEKEND; default -> Move.NONE; };
      return new Fixed(MonthDay.parse("--" + fixed.group(1)), move);
    }
    var easter = EASTER.matcher(text);
    if (easter.matches()) return new Easter(Integer.parseInt(easter.group(1)));
    var nth = NTH.matcher(text);
    if (nth.matches()) {
      int n = nth.group(1).equals("last") ? -1 : nth.group(1).charAt(0) - '0';
      return new Nth(n, DayOfWeek.valueOf(nth.group(2)), Integer.parseInt(nth.group(3)));
    }
    throw new IllegalArgumentException("\"" + text + "\" is no rule; expected 12-25, 01-01 sunday>monday, 12-26 weekend>weekday, easter-2, 3rd MONDAY 01 or last MONDAY 05");
  }

  /** Easter Sunday of the Gregorian calendar, by the algorithm published anonymously in Nature, 1876 (Meeus, Astronomical Algorithms, chapter 8). */
  static LocalDate easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return LocalDate.of(year, n / 31, n % 31 + 1);
  }
}
