package finality.calendar;

import java.time.LocalDate;

/** A day was asked for, directly or on the way to an answer, that lies outside the years a calendar is known for. */
public final class UnknownDay extends RuntimeException {
  public UnknownDay(String calendar, LocalDate day, int firstYear, int lastYear) {
    super("The calendar " + calendar + " is known from " + firstYear + " to " + lastYear + ", and " + day
        + " is needed. Lay a newer list of its holidays over it (docs/calendar.md).");
  }
}
