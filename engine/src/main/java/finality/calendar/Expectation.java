package finality.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.chrono.HijrahChronology;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * When the law has a holiday come round that is certain only when it is announced.
 *
 * @param lunar whether month and day are of the Islamic calendar
 * @param days how many it lasts
 * @param source key of the law
 */
record Expectation(boolean lunar, int month, int day, int days, String name, String source) {
  private static final Pattern WHEN = Pattern.compile("(hijri )?([0-9]{2})-([0-9]{2})(?: ([2-9]) days)?");
  private static final int SHORTEST_MONTH = 29;
  /** A month begins when its crescent is seen: as computed, or a day before or after. Of the holidays announced from 2022 to 2026 none was further off. */
  private static final int MOON = 1;

  static Expectation parse(String when, String name, String source) {
    var match = WHEN.matcher(when);
    if (!match.matches()) throw new IllegalArgumentException("\"" + when + "\" says not when; expected 12-02, 12-02 2 days, hijri 10-01 or hijri 10-01 3 days");
    int month = Integer.parseInt(match.group(2));
    int day = Integer.parseInt(match.group(3));
    boolean lunar = match.group(1) != null;
    if (!lunar) MonthDay.of(month, day);
    else if (month < 1 || month > 12 || day < 1 || day > SHORTEST_MONTH) throw new DateTimeException("\"" + when + "\": the Islamic calendar has that day not in every year");
    return new Expectation(lunar, month, day, match.group(4) == null ? 1 : Integer.parseInt(match.group(4)), name, source);
  }

  /** Those that may close a day of these years, in order: one of the year before or after may be moved into them. */
  List<Expected> in(int firstYear, int lastYear, Set<DayOfWeek> weekend) {
    var years = lunar ? IntStream.rangeClosed(hijri(firstYear - 1), hijri(lastYear + 2)) : IntStream.rangeClosed(firstYear - 1, lastYear + 1);
    return years.mapToObj(year -> expected(year, weekend)).filter(e -> e.until().getYear() >= firstYear && e.from().getYear() <= lastYear).sorted(Comparator.comparing(Expected::first)).toList();
  }

  private static int hijri(int year) { return HijrahChronology.INSTANCE.date(LocalDate.of(year, 1, 1)).get(ChronoField.YEAR); }

  /** Java's Islamic calendar is Umm al-Qura, which the Gulf's sightings follow most closely. */
  private Expected expected(int year, Set<DayOfWeek> weekend) {
    var first = lunar ? LocalDate.from(HijrahChronology.INSTANCE.date(year, month, day)) : MonthDay.of(month, day).atYear(year);
    var last = first.plusDays(days - 1);
    int slack = lunar ? MOON : 0;
    return new Expected(name, first, last, edge(first.minusDays(slack), weekend, -1), edge(last.plusDays(slack), weekend, 1), source);
  }

  /**
   * How far the announced day may lie from one of the days it may fall on: to the end of that working week, and from the weekend to the working day beside it.
   * That covers the day before the first of a month too, which is a holiday where the month before has thirty days.
   */
  private static LocalDate edge(LocalDate possible, Set<DayOfWeek> weekend, int step) {
    var day = possible;
    if (weekend.contains(day.getDayOfWeek())) {
      while (weekend.contains(day.getDayOfWeek())) day = day.plusDays(step);
    } else {
      while (!weekend.contains(day.plusDays(step).getDayOfWeek())) day = day.plusDays(step);
    }
    return day;
  }
}
