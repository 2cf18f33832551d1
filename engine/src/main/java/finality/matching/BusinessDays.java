package finality.matching;

import java.time.LocalDate;

/** Counts business days. The calendars of the trade implement it; {@link #WEEKDAYS} knows no holiday. */
@FunctionalInterface
public interface BusinessDays {
  BusinessDays WEEKDAYS = (from, to) -> weekdaysBefore(to) - weekdaysBefore(from);

  /** Steps from business day to business day; negative when {@code to} is earlier. A day off counts as the next business day. */
  int between(LocalDate from, LocalDate to);

  private static int weekdaysBefore(LocalDate day) {
    long sinceMonday = day.toEpochDay() + 3;   // day 0 was a Thursday
    return Math.toIntExact(Math.floorDiv(sinceMonday, 7) * 5 + Math.min(Math.floorMod(sinceMonday, 7), 5));
  }
}
