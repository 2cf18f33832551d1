package finality.rail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How each connection is doing, as gauges that are read when they are asked for. */
@Component
final class RailMetrics {
  RailMetrics(MeterRegistry meters, Connections connections) {
    for (var rail : connections.all()) {
      gauge(meters, rail, "rail_connection_up", "1: calls are answered. 0: the last ones were not, or there are no credentials yet",
          health -> health.up() ? 1 : 0);
      gauge(meters, rail, "rail_orders_in_flight", "Orders at the bank or waiting for its answer, of this node", Health::inFlight);
      gauge(meters, rail, "rail_orders_room", "Orders that could start at once, of this node", Health::room);
    }
  }

  private static void gauge(MeterRegistry meters, Rail rail, String name, String says, ToDoubleFunction<Health> figure) {
    Gauge.builder(name, rail, it -> figure.applyAsDouble(it.health())).description(says)
        .tag("rail", rail.profile().rail()).tag("connection", rail.profile().connection()).register(meters);
  }
}
