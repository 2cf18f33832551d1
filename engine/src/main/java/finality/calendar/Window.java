package finality.calendar;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One time at which a rail listens. Of a release, which is a moment, opening and close are the same instant.
 *
 * @param schedule its name
 * @param date the business date it belongs to, in the schedule's zone
 * @param takesUntil what arrives before it goes with this window; what arrives exactly then, with the next. The cut-off less the lead
 * @param cutOff as the rail's operator publishes it; of a release, the release
 */
public record Window(String schedule, LocalDate date, Instant opens, Instant takesUntil, Instant cutOff, Instant closes) {
  public boolean isRelease() { return opens.equals(closes); }

  public boolean takes(Instant received) { return received.isBefore(takesUntil); }

  /** When what was received then leaves, if this window takes it: at once when it is open, else when it opens. */
  public Instant leaves(Instant received) { return received.isAfter(opens) ? received : opens; }
}
