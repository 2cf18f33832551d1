package finality.rail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.rail.Gate.Entry.Pass;
import finality.rail.Gate.Entry.Shut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a connection lets through, and when it stops. */
class GateTest {
  private static final Duration NOW = Duration.ZERO;

  @Test void aFullGateLetsNoOrderInAndStillLetsQuestionsThrough() throws InterruptedException {
    var gate = new Gate(profile(8, 0), 10, Duration.ofSeconds(5));
    var inside = new ArrayList<Pass>();
    for (int i = 0; i < 7; i++) inside.add((Pass) gate.enter(NOW));
    assertThat(gate.enter(NOW)).as("the eighth place is for questions").isEqualTo(new Shut("no_turn", null));
    assertThat(gate.health()).isEqualTo(new Health(Health.State.UP, 7, 0, null));
    assertThat(gate.ask(NOW, () -> "answer", "no turn")).isEqualTo("answer");
    inside.forEach(Pass::close);
    assertThat(gate.health()).isEqualTo(new Health(Health.State.UP, 0, 7, null));
  }

  @Test void questionsNeverTakeMoreThanTheirShare() throws InterruptedException {
    var gate = new Gate(profile(8, 0), 10, Duration.ofSeconds(5));
    var inner = new AtomicInteger();
    gate.ask(NOW, () -> gate.ask(NOW, inner::incrementAndGet, -1) == -1 ? inner.decrementAndGet() : 0, 0);
    assertThat(inner).as("the second one found no place").hasValue(-1);
  }

  @Test void aConnectionForOneIsShared() throws InterruptedException {
    var gate = new Gate(profile(1, 0), 10, Duration.ofSeconds(5));
    try (var _ = (Pass) gate.enter(NOW)) {
      assertThat(gate.ask(NOW, () -> "answer", "no turn")).isEqualTo("no turn");
    }
    assertThat(gate.ask(NOW, () -> "answer", "no turn")).isEqualTo("answer");
  }

  @Test void failuresInARowCloseItForAWhileAndOneOrderTriesAgain() throws InterruptedException {
    var pause = Duration.ofMillis(300);
    var gate = new Gate(profile(8, 0), 3, pause);
    for (int i = 0; i < 3; i++) fail(gate);
    assertThat(gate.enter(NOW)).isEqualTo(new Shut("connection_down", pause));
    assertThat(gate.health()).isEqualTo(new Health(Health.State.DOWN, 0, 1, "time_out"));

    var probe = letIn(gate);
    assertThat(gate.enter(NOW)).as("one probe at a time").isEqualTo(new Shut("connection_down", pause));
    probe.unanswered("http_503");
    probe.close();
    assertThat(gate.enter(NOW)).as("shut again").isEqualTo(new Shut("connection_down", pause));

    var second = letIn(gate);
    second.answered();
    second.close();
    assertThat(gate.health().up()).isTrue();
  }

  @Test void oneAnswerBetweenFailuresKeepsItOpen() throws InterruptedException {
    var gate = new Gate(profile(8, 0), 3, Duration.ofSeconds(5));
    for (int i = 0; i < 20; i++) {
      fail(gate);
      fail(gate);
      try (var pass = (Pass) gate.enter(NOW)) {
        pass.answered();
      }
    }
    assertThat(gate.health().up()).isTrue();
  }

  @Test void anOrderThatSaysNothingAboutTheBankLeavesTheProbeToTheNext() throws InterruptedException {
    var gate = new Gate(profile(8, 0), 1, Duration.ofMillis(100));
    fail(gate);
    letIn(gate).close();   // its time had passed: it never went
    var probe = letIn(gate);
    probe.answered();
    probe.close();
    assertThat(gate.health().up()).isTrue();
  }

  private static Pass letIn(Gate gate) {
    var pass = new ArrayList<Pass>();
    await().until(() -> {
      if (gate.enter(NOW) instanceof Pass it) pass.add(it);
      return !pass.isEmpty();
    });
    return pass.getFirst();
  }

  private static void fail(Gate gate) throws InterruptedException {
    try (var pass = (Pass) gate.enter(NOW)) {
      pass.unanswered("time_out");
    }
  }

  private static Profile profile(int concurrency, int rate) {
    return new Profile("bankapi", "gate", "BANK", Set.of("EUR"), false, false, false, Duration.ZERO, Duration.ofMinutes(5), Duration.ofSeconds(3),
        Duration.ofMinutes(10), Duration.ofHours(1), concurrency, rate, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }
}
