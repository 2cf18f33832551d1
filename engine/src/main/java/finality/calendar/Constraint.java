package finality.calendar;

import java.time.Instant;

/**
 * One thing that keeps an instruction waiting.
 *
 * @param since when it begins to do so: a cut-off, a day's beginning, the arrival
 * @param until when it stops
 * @param why in words for a person, without the two instants
 */
public record Constraint(Kind kind, Instant since, Instant until, String why) {
  public enum Kind {
    /** It leaves at once. */
    NOTHING,
    /** It was asked for a later date. */
    REQUESTED_DATE,
    /** It arrived before the cut-off, but not long enough before. */
    LEAD_TIME,
    CUT_OFF,
    /** Weekend, holiday, or no day of this schedule. */
    CLOSED_DAY,
    OPENING,
    RELEASE
  }
}
