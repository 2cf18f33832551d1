package finality.settlement;

import finality.edge.HealthCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shows how this node's clock stands to the database's. One that is wrong keeps the node from sending, not from accepting. */
@Component
final class ClockHealth implements HealthCheck {
  private final ClockWatch clocks;

  ClockHealth(SettlementEngine engine, MeterRegistry meters) {
    clocks = engine.clocks();
    Gauge.builder("clock_ahead_seconds", clocks, it -> it.ahead().map(ahead -> ahead.toNanos() / 1e9).orElse(Double.NaN))
        .description("This node's clock minus the database's; beyond " + ClockWatch.MOST.toSeconds() + " either way the node sends nothing").register(meters);
  }

  @Override public String name() { return "clock"; }

  @Override public Optional<String> problem() { return clocks.problem(); }

  @Override public boolean decidesReadiness() { return false; }
}
