package finality.sandbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** So many a second and client, counted per second of the clock. */
final class RateLimit {
  private record Second(long epoch, int count) {}

  private final Map<String, Second> counts = new HashMap<>();

  /** @param perSecond 0 for no limit */
  synchronized boolean allows(String client, int perSecond, Instant now) {
    if (perSecond == 0) return true;
    long second = now.getEpochSecond();
    return counts.merge(client, new Second(second, 1), (old, one) -> old.epoch == second ? new Second(second, old.count + 1) : one).count <= perSecond;
  }
}
