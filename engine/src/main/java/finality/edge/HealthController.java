package finality.edge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Live: the process answers. Ready: it is started, not draining, and everything it needs is there. A balancer asks {@code ready},
 * a supervisor that restarts asks {@code live}: a database that is away is no reason to restart.
 */
@RestController
final class HealthController {
  private static final Duration FRESH = Duration.ofMillis(500);   // however many ask

  private final List<HealthCheck> checks;
  private final ApplicationAvailability availability;
  private final Clock clock;
  private @Nullable View last;
  private Instant lastAt = Instant.EPOCH;

  HealthController(List<HealthCheck> checks, ApplicationAvailability availability, Clock clock) {
    this.checks = checks;
    this.availability = availability;
    this.clock = clock;
  }

  record Check(String status, @Nullable String problem) {}

  record View(String status, boolean ready, Map<String, Check> checks) {}

  @Open
  @GetMapping({"/health", "/health/ready"})
  Reply ready() {
    var view = view();
    return Reply.of(view.ready ? 200 : 503, Answers.json(view)).with("Content-Type", "application/json");
  }

  @Open
  @GetMapping("/health/live")
  Map<String, String> live() { return Map.of("status", "up"); }

  private synchronized View view() {
    var now = clock.instant();
    if (last != null && now.isBefore(lastAt.plus(FRESH))) return last;
    var found = new LinkedHashMap<String, Check>();
    boolean accepting = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    found.put("start", accepting ? new Check("up", null) : new Check("down", "starting, or stopping and taking nothing new"));
    boolean ready = accepting;
    for (var check : checks) {
      var problem = check.problem();
      found.put(check.name(), problem.map(why -> new Check("down", why)).orElse(new Check("up", null)));
      ready &= problem.isEmpty() || !check.decidesReadiness();
    }
    last = new View(ready ? "up" : "down", ready, found);
    lastAt = now;
    return last;
  }
}
