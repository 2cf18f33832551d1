package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes whose clock is not the database's. */
class ClockWatchTest {
  @RegisterExtension final Day day = Day.shared();

  @Test void aNodeWhoseClockIsWrongAtTheStartSendsNothingUntilItIsPutRight() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    for (var seconds : List.of(10, -10)) {
      day.wall.isAhead(seconds);
      day.start();
      var name = "P" + seconds;
      assertThat(day.pay(name, "alice", "1.00").state()).isEqualTo(State.PENDING);
      day.stays(name, State.PENDING);
      assertThat(bank.arrivals()).doesNotContain(name);
      assertThat(day.clocks().problem().orElseThrow()).contains("10.0 s " + (seconds > 0 ? "ahead of" : "behind"), "sends nothing", "NTP");
      day.wall.isAhead(0);
      day.becomes(name, State.SETTLED);
      assertThat(day.clocks().problem()).isEmpty();
      day.stop();
    }
    assertThat(day.money("alice")).isEqualTo("98.00");
  }

  @Test void ofANodeWhoseClockJumpsTheAbsenceOfAnOrderProvesNothing() {
    var bank = day.bank("alpha", p -> p.takesIdOnce = false);
    day.account("alice", "100.00");
    day.start();
    bank.script("P1", ScriptedBank::losesTheOrder, ScriptedBank::pays);
    day.pay("P1", "alice", "10.00");
    day.becomes("P1", State.IN_DOUBT, "answer_unknown");
    day.wall.isAhead(10);                                    // noticed at once: nothing waits for the next reading here
    assertThat(day.pay("P2", "alice", "10.00").state()).isEqualTo(State.PENDING);
    day.advance(Duration.ofHours(1));                        // past everything: asked now, the bank's "not there" would free the money
    day.stays("P1", State.IN_DOUBT);
    assertThat(bank.lookUps("P1")).isZero();
    day.wall.isAhead(0);
    day.becomes("P1", State.LOCKED);
    assertThat(bank.lookUps("P1")).isEqualTo(1);
    day.advance(Duration.ofMinutes(1));
    day.becomes("P1", State.SETTLED);
    day.becomes("P2", State.SETTLED);
  }

  @Test void anotherNodeWhoseClockIsRightDoesTheWorkMeanwhile() {
    day.bank("alpha");
    day.account("alice", "100.00");
    var wrong = new WallClock();
    wrong.isAhead(10);
    day.start(day.pool(), "", wrong);
    day.pay("P1", "alice", "1.00");                          // accepted by the one that is wrong
    day.stays("P1", State.PENDING);
    day.start();
    day.becomes("P1", State.SETTLED);
    assertThat(day.clocks().isRight()).isFalse();
  }

  @Test void aClockThatIsALittleWrongIsShownAndNoReasonToStop() {
    day.bank("alpha");
    day.account("alice", "100.00");
    day.wall.isAhead(-1);
    day.start();
    assertThat(day.pay("P1", "alice", "1.00").state()).isIn(State.SENDING, State.SETTLED);
    var meters = new SimpleMeterRegistry();
    var health = new ClockHealth(day.engine(), meters);
    assertThat(health.problem()).isEmpty();
    assertThat(meters.get("clock_ahead_seconds").gauge().value()).isCloseTo(-1, Offset.offset(0.6));
    day.wall.isAhead(3600);
    assertThat(health.problem()).isPresent();
    assertThat(meters.get("clock_ahead_seconds").gauge().value()).isCloseTo(3600, Offset.offset(0.6));
    assertThat(health.decidesReadiness()).as("it accepts, and others send").isFalse();
    day.wall.isAhead(-1);
    day.becomes("P1", State.SETTLED);
  }
}
