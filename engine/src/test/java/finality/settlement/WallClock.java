package finality.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, or as far from it as the test says. */
final class WallClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  /** @param seconds below zero: behind */
  void isAhead(double seconds) { ahead = Duration.ofMillis(Math.round(seconds * 1000)); }

  @Override public Instant instant() { return Clock.systemUTC().instant().plus(ahead); }

  @Override public ZoneId getZone() { return ZoneOffset.UTC; }

  @Override public Clock withZone(ZoneId zone) { throw new UnsupportedOperationException("UTC only"); }
}
