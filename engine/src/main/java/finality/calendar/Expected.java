package finality.calendar;

import java.time.LocalDate;

/**
 * A holiday that the law names and nobody has announced yet. Its days are computed; the moon may be seen a day sooner or later, and whoever announces it may move it within the week.
 *
 * @param first its first day as computed
 * @param last its last day as computed
 * @param from the first weekday that may be closed because of it
 * @param until the last such weekday
 * @param source key of the law in the centre's data file
 */
public record Expected(String name, LocalDate first, LocalDate last, LocalDate from, LocalDate until, String source) {
  /** Whether nobody can say of that weekday if it is open. A day of the weekend in between is closed in any case. */
  boolean mayClose(LocalDate weekday) { return !weekday.isBefore(from) && !weekday.isAfter(until); }

  /** Such as {@code Eid Al Fitr is expected from 2027-03-09 to 2027-03-11 and is not announced}. */
  @Override public String toString() { return name + " is expected " + (first.equals(last) ? "on " + first : "from " + first + " to " + last) + " and is not announced"; }
}
