package finality.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until the test moves it on. */
final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;

  SettableClock(Instant start) { now = new AtomicReference<>(start); }

  void advance(Duration by) { now.updateAndGet(at -> at.plus(by)); }

  void to(Instant at) { now.updateAndGet(before -> at.isAfter(before) ? at : before); }

  @Override public Instant instant() { return now.get(); }

  @Override public ZoneId getZone() { return ZoneOffset.UTC; }

  @Override public Clock withZone(ZoneId zone) { throw new UnsupportedOperationException("UTC only"); }
}
