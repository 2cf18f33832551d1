package finality.calendar;

/** Data of a calendar or of windows that cannot be read; the message says where and what is expected. */
public final class WrongCalendar extends IllegalArgumentException {
  public WrongCalendar(String why) { super(why); }
}
