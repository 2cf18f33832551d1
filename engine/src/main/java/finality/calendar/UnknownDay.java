package finality.calendar;

import java.time.LocalDate;

/** A day was asked for, directly or on the way to an answer, that lies outside the years a calendar is known for, or of which nobody can say yet whether it is open. */
public final class UnknownDay extends RuntimeException {
  public UnknownDay(String calendar, LocalDate day, int firstYear, int lastYear) {
    super("The calendar " + calendar + " is known from " + firstYear + " to " + lastYear + ", and " + day
        + " is needed. Lay a newer list of its holidays over it (docs/calendar.md).");
  }

  /** @param why it is undecided, such as {@code Eid Al Fitr is expected on … and is not announced} */
  UnknownDay(String calendar, LocalDate day, String why) {
    super("Whether " + calendar + " is open on " + day + " is not known: " + why + ". Lay your list of its holidays over it with --centre FILE (docs/calendar.md).");
  }
}
