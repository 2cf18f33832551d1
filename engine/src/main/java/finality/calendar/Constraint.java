package finality.calendar;

import java.time.Instant;

/**
 * One thing that keeps an instruction waiting.
 *
 * @param until when it stops doing so
 * @param why a sentence for a person
 */
public record Constraint(Kind kind, Instant until, String why) {
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
