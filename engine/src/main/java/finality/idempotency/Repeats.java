package finality.idempotency;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what this node answered to keys it knew: {@code idempotency_replays_total} and {@code idempotency_conflicts_total}. */
@Component
public class Repeats {
  private final Counter replays;
  private final Counter conflicts;

  Repeats(MeterRegistry meters) {
    replays = Counter.builder("idempotency_replays_total").description("Calls answered from what their key did before").register(meters);
    conflicts = Counter.builder("idempotency_conflicts_total").description("Calls refused because their key was used for another").register(meters);
  }

  public void replayed() { replays.increment(); }

  public void conflicted() { conflicts.increment(); }
}
