package finality.calendar;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One time at which a rail listens. Of a release, which is a moment, opening and close are the same instant.
 *
 * @param schedule its name
 * @param date the business date it belongs to, in the schedule's zone
 * @param cutOff what arrives before it goes with this window; what arrives exactly then, with the next
 */
public record Window(String schedule, LocalDate date, Instant opens, Instant cutOff, Instant closes) {
  public boolean isRelease() { return opens.equals(closes); }

  public boolean takes(Instant received) { return received.isBefore(cutOff); }

  /** When what was received then leaves, if this window takes it: at once when it is open, else when it opens. */
  public Instant leaves(Instant received) { return received.isAfter(opens) ? received : opens; }
}
