package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.settlement.Sending.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Money that is held for a payment, and how it gets free again. */
class HoldExpiryTest {
  @RegisterExtension final Day day = Day.alone();

  @Test void whatABusyBankKeepsWaitingForTenMinutesGivesItsMoneyBackAndIsNotSentSooner() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    bank.script("P1", ScriptedBank.isBusy(Duration.ofMinutes(30)), ScriptedBank::pays);
    bank.script("P2", ScriptedBank.isBusy(Duration.ofMinutes(30)), ScriptedBank::pays);
    day.start();
    day.pay("P1", "alice", "30.00");
    day.pay("P2", "alice", "25.00");
    day.becomes("P1", State.LOCKED, "429");
    day.becomes("P2", State.LOCKED, "429");
    day.advance(Duration.ofSeconds(590));
    day.stays("P1", State.LOCKED);
    assertThat(day.money("alice")).isEqualTo("100.00 held 55.00");

    day.advance(Duration.ofSeconds(21));
    day.becomes("P1", State.PENDING, "hold_expired");
    day.becomes("P2", State.PENDING, "hold_expired");
    assertThat(List.of(day.money("alice"), day.money("nostro-alpha"))).containsExactly("100.00", "100.00");
    day.pay("P3", "alice", "75.00");
    day.becomes("P3", State.SETTLED);                       // by money that was held for P1
    day.stays("P1", State.PENDING);
    assertThat(bank.requests("P1") + bank.requests("P2")).as("the bank said thirty minutes").isEqualTo(2);

    day.advance(Duration.ofMinutes(40));
    day.becomes("P1", State.FAILED, "insufficient_funds");  // validated afresh
    day.becomes("P2", State.SETTLED);
    assertThat(bank.requests("P2")).isEqualTo(2);
    assertThat(day.money("alice")).isEqualTo("0.00");
  }

  @Test void whatWaitsOnAPausedConnectionGivesItsMoneyBackAndIsSentWhenItGoesOn() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    bank.script("P1", ScriptedBank.isBusy(Duration.ofSeconds(5)), ScriptedBank::pays);
    day.start();
    day.pay("P1", "alice", "30.00");
    day.becomes("P1", State.LOCKED, "429");
    var sending = new Sending(day.ledger().tenants, () -> { });
    sending.pause(day.tenant, Scope.CONNECTION, bank.profile().connection(), "maintenance", "tina");
    var newcomer = new int[1];
    Day.until("the engine knows of the pause", () -> day.pay("N" + ++newcomer[0], "alice", "0.01").state() == State.PENDING);
    long before = newcomer[0] - 1;
    day.advance(Duration.ofSeconds(611));
    day.becomes("P1", State.PENDING, "hold_expired");
    day.stays("P1", State.PENDING);
    for (int n = 1; n <= before; n++) day.becomes("N" + n, State.SETTLED);
    assertThat(day.money("alice")).isEqualTo("%d.%02d".formatted((10_000 - before) / 100, (10_000 - before) % 100));
    assertThat(bank.requests("P1")).isEqualTo(1);
    sending.resume(day.tenant, Scope.CONNECTION, bank.profile().connection(), "done", "tina");
    day.becomes("P1", State.SETTLED);
    assertThat(bank.requests("P1")).isEqualTo(2);
  }

  @Test void timeFreesNoMoneyWhileAnAttemptIsUnprovenAndTheNextHoldBeginsAnew() {
    var bank = day.bank("alpha", p -> p.firstBackoff = Duration.ofMinutes(1));
    day.account("alice", "100.00");
    bank.script("P1", ScriptedBank::takesAndLosesTheAnswer, ScriptedBank::pays);
    bank.script("P2", ScriptedBank::takes);
    bank.silent(true);
    day.start();
    day.pay("P1", "alice", "30.00");
    day.pay("P2", "alice", "20.00");
    day.becomes("P1", State.IN_DOUBT);
    day.becomes("P2", State.SENT);
    for (int n = 0; n < 3; n++) {
      day.advance(Duration.ofSeconds(611));
      day.stays("P1", State.IN_DOUBT);
      assertThat(day.money("alice")).isEqualTo("50.00");
    }
    day.becomes("P2", State.IN_DOUBT, "look_up_unanswered");
    assertThat(day.rows("SELECT count(*) FROM settlement.log WHERE cause = 'hold_expired'")).containsExactly("0");

    bank.rejects("P1", "AM04", false);
    bank.executes("P2");
    bank.silent(false);
    day.advance(Duration.ofHours(1));
    day.becomes("P2", State.SETTLED);
    day.becomes("P1", State.LOCKED, "AM04");                // proven: held again, as of now
    day.advance(Duration.ofSeconds(20));                    // the worker looks for expired holds every ten
    day.stays("P1", State.LOCKED);
    assertThat(day.money("alice")).isEqualTo("80.00 held 30.00");
    day.advance(Duration.ofMinutes(3));
    day.becomes("P1", State.SETTLED);
    assertThat(bank.executions("P1")).isEqualTo(1);
  }

  @Test void theMoneyOfADeclinedPaymentIsThereAgainWithinTwoSeconds() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    bank.script("P1", ScriptedBank.declines("AC04", true));
    bank.hangs("P1");
    day.start();
    day.pay("P1", "alice", "100.00");
    assertThat(day.pay("P2", "alice", "0.01").cause()).isEqualTo("insufficient_funds");
    bank.release("P1");                                     // the decline is on its way
    await().atMost(Duration.ofSeconds(2)).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
      assertThat(day.state("P1")).isEqualTo(State.FAILED);
      assertThat(List.of(day.money("alice"), day.money("nostro-alpha"))).containsExactly("100.00", "100.00");
    });
    day.pay("P3", "alice", "100.00");
    day.becomes("P3", State.SETTLED);
  }
}
