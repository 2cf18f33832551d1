package finality.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** What becomes of a date that falls on a closed day. The names are those of the trade: ISDA 2021 definitions, section 2.3; FpML {@code BusinessDayConventionEnum}. */
public enum Convention {
  /** Stays where it is. */
  NONE,
  FOLLOWING,
  /** Following, but never into the next month: the period must not grow by it. */
  MODIFIED_FOLLOWING,
  /** Following, but neither into the next month nor past its 15th: for instruments that run by half months. */
  MODIFIED_FOLLOWING_BIMONTHLY,
  PRECEDING,
  /** Preceding, but never into the month before. */
  MODIFIED_PRECEDING,
  /** A Sunday or Monday follows, every other day precedes: whichever is nearer over a weekend. */
  NEAREST;

  /** @throws UnknownDay when the calendar is not known that far */
  public LocalDate adjust(LocalDate day, BusinessDays calendar) {
    return switch (this) {
      case NONE -> day;
      case FOLLOWING -> calendar.nextOrSame(day);
      case PRECEDING -> calendar.previousOrSame(day);
      case MODIFIED_FOLLOWING -> {
        var next = calendar.nextOrSame(day);
        yield next.getMonth() == day.getMonth() ? next : calendar.previousOrSame(day);
      }
      case MODIFIED_FOLLOWING_BIMONTHLY -> {
        var next = calendar.nextOrSame(day);
        boolean past = day.getDayOfMonth() <= 15 && next.getDayOfMonth() > 15;
        yield next.getMonth() == day.getMonth() && !past ? next : calendar.previousOrSame(day);
      }
      case MODIFIED_PRECEDING -> {
        var previous = calendar.previousOrSame(day);
        yield previous.getMonth() == day.getMonth() ? previous : calendar.nextOrSame(day);
      }
      case NEAREST -> {
        if (calendar.isOpen(day)) yield day;
        boolean follows = day.getDayOfWeek() == DayOfWeek.SUNDAY || day.getDayOfWeek() == DayOfWeek.MONDAY;
        yield follows ? calendar.next(day) : calendar.previous(day);
      }
    };
  }
}
