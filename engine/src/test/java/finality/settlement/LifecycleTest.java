package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the bounds of the model check leave out: long rows of tries, and the moments that a step names. */
class LifecycleTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Money ORDERED = Money.of("100.00", "EUR");

  private final Lifecycle lifecycle = new Lifecycle();
  private final Profile profile = Setting.of(false, false, false).withAttempts(5).profile();
  private final Profile takesOnce = Setting.of(true, false, false).withAttempts(5).profile();

  private Life sending(Life locked, Profile profile, Instant now) { return lifecycle.intend(locked, profile, now, now.plusSeconds(30)).life(); }

  private Optional<Step> unsent(Life life, int attempt) { return unsent(life, attempt, profile, null); }

  private Optional<Step> unsent(Life life, int attempt, Profile by, @Nullable Duration retryAfter) {
    return lifecycle.on(life, new Fact.Answered(life.series(), attempt, new Answer.Unsent("connection_refused", retryAfter)), ORDERED, by, NOW);
  }

  private static Life locked() { return Life.pending(5).to(State.LOCKED, Funds.HELD); }

  @Test void a_rail_out_of_reach_uses_up_no_attempt_and_ends_in_failed() {
    var life = locked();
    int tries = 0;
    while (life.state() == State.LOCKED) {
      life = sending(life, profile, NOW);
      life = unsent(life, life.attempt()).orElseThrow().life();
      tries++;
    }
    assertThat(tries).isEqualTo(Lifecycle.MAX_TRIES);
    assertThat(life.state()).isEqualTo(State.FAILED);
    assertThat(life.funds()).isEqualTo(Funds.FREE);
    assertThat(life.budget() - life.attempt()).as("attempts left").isEqualTo(5);
    assertThat(life.series()).as("nothing ever left under it, so the id stays").isEqualTo(1);
  }

  @Test void an_answer_to_an_attempt_whose_bit_was_given_to_another_proves_nothing() {
    var life = locked();
    for (int i = 0; i < 64; i++) {
      life = sending(life, profile, NOW);
      if (i < 63) life = life.neverLeft(life.attempt()).to(State.LOCKED, Funds.HELD);
    }
    assertThat(life.attempt()).isEqualTo(64);
    assertThat(unsent(life, 1)).isEmpty();
    assertThat(unsent(life, 64)).isPresent();
  }

  @Test void an_attempt_whose_bit_is_still_another_s_is_not_made() {
    var life = sending(locked(), takesOnce, NOW).to(State.IN_DOUBT);
    while (lifecycle.mayIntend(life, takesOnce)) {
      life = sending(life, takesOnce, NOW);
      life = life.neverLeft(life.attempt());
    }
    assertThat(life.isUnproven(1)).isTrue();
    assertThat(life.attempt()).isEqualTo(63);
  }

  @Test void a_wait_doubles_up_to_the_longest_and_is_never_shorter_than_the_bank_asked_for() {
    var slow = new Profile("bankapi", "b", "B", Set.of("EUR"), false, false, false, Duration.ZERO, Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10), Duration.ofDays(1), 1, 0, 5, Duration.ofSeconds(1), Duration.ofSeconds(10));
    var life = locked();
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 6; i++) {
      life = sending(life, slow, NOW);
      var step = unsent(life, life.attempt(), slow, null).orElseThrow();
      waits.add(Duration.between(NOW, step.due()).toSeconds());
      life = step.life();
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    life = sending(life, slow, NOW);
    var limited = unsent(life, life.attempt(), slow, Duration.ofSeconds(90)).orElseThrow();
    assertThat(limited.due()).isEqualTo(NOW.plusSeconds(90));
  }

  @Test void a_look_up_is_due_when_absence_can_become_proof() {
    var enforces = Setting.of(false, true, false).profile();
    var life = sending(locked(), enforces, NOW).to(State.IN_DOUBT);
    var proof = life.validUntil().plus(enforces.readDelay()).plus(Guards.SKEW);
    var step = lifecycle.lookLater(life, enforces, proof.minusSeconds(2), "look_up_unanswered");
    assertThat(step.due()).isEqualTo(proof.plusSeconds(1));
  }
}
