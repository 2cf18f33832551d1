package finality.settlement;

import finality.screening.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What screening stopped, counted by its code after the commit that stopped it: {@code screening_refusals_total{code}}. */
@Component
class ScreeningMetrics implements ChangeListener {
  private final Map<String, Counter> refusals;

  ScreeningMetrics(MeterRegistry meters) {
    refusals = Stream.of(Verdict.BLOCKED_PARTY, Verdict.LIMIT_EXCEEDED, Verdict.NEEDS_APPROVAL).collect(Collectors.toMap(Function.identity(), code ->
        Counter.builder("screening_refusals_total").tag("code", code).description("Payments of this node that screening let fail or hold since it started").register(meters)));
  }

  @Override public void changed(Change change) {
    var refusal = refusals.get(change.cause());
    if (refusal != null && (change.to() == State.FAILED || change.to() == State.HELD)) refusal.increment();
  }
}
