package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.settlement.Sending.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sending switched off and on, and a database that is not the one it was. */
class PauseTest {
  @RegisterExtension final Day day = Day.alone();
  private int payments;

  @Test void sendingStopsByEachScopeSurvivesARestartAndGoesOnWhenResumed() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    var sending = new Sending(day.ledger().tenants, () -> { });
    for (var scope : Scope.values()) {
      var name = switch (scope) {
        case ALL -> "";
        case RAIL -> bank.profile().rail();
        case CONNECTION -> bank.profile().connection();
        case TENANT -> Integer.toString(day.tenant);
      };
      sending.pause(day.tenant, scope, name, "maintenance", "tina");
      day.start();
      var newcomer = "P" + ++payments;
      assertThat(day.pay(newcomer, "alice", "1.00").state()).as("paused by %s, right after the start", scope).isEqualTo(State.PENDING);
      day.stays(newcomer, State.PENDING);
      day.stop();
      day.start();
      day.stays(newcomer, State.PENDING);
      assertThat(bank.arrivals()).doesNotContain(newcomer);
      sending.resume(day.tenant, scope, name, "done", "tina");
      day.becomes(newcomer, State.SETTLED);
      day.stop();
    }
    day.start();
    assertThat(sending.pauses(day.tenant)).isEmpty();
    assertThat(day.money("alice")).isEqualTo("96.00");
  }

  @Test void aCopiedDatabaseSendsNothingBeforeAPersonAllowedItButLooksEverythingUp() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    bank.script("LOST", ScriptedBank::paysAndLosesTheAnswer);
    bank.script("GONE", ScriptedBank::losesTheOrder, ScriptedBank::pays);
    bank.script("WAITS", ScriptedBank.isBusy(Duration.ofSeconds(30)), ScriptedBank::pays);
    bank.script("TAKEN", ScriptedBank::takes);
    day.start(day.pool(), "inode 1");
    for (var name : List.of("LOST", "GONE", "WAITS", "TAKEN")) day.pay(name, "alice", "10.00");
    day.becomes("LOST", State.IN_DOUBT);
    day.becomes("GONE", State.IN_DOUBT);
    day.becomes("WAITS", State.LOCKED);
    day.becomes("TAKEN", State.SENT);
    day.stop();
    bank.executes("TAKEN");
    day.advance(Duration.ofSeconds(6));                      // past the read delay, before any look-up is due by itself but the first

    day.start(day.pool(), "inode 2");
    day.becomes("LOST", State.SETTLED);
    day.becomes("TAKEN", State.SETTLED);
    Day.until("GONE is looked up", () -> bank.lookUps("GONE") > 0);
    day.advance(Duration.ofMinutes(3));
    assertThat(day.pay("NEW", "alice", "10.00").state()).isEqualTo(State.PENDING);
    day.stays("WAITS", State.LOCKED);
    assertThat(bank.requests("GONE")).isEqualTo(1);
    assertThat(bank.requests("WAITS")).isEqualTo(1);
    assertThat(bank.arrivals()).doesNotContain("NEW");

    var sending = new Sending(day.ledger().tenants, () -> { });
    assertThat(sending.pauses(day.tenant)).singleElement().satisfies(p -> assertThat(p.by() + p.scope().word()).isEqualTo("engineall"));
    sending.resume(day.tenant, Scope.ALL, "", "compared with the bank", "tina");
    day.becomes("NEW", State.SETTLED);
    day.becomes("WAITS", State.SETTLED);
    day.advance(Duration.ofMinutes(6));
    day.becomes("GONE", State.SETTLED);
    assertThat(bank.requests("GONE")).isEqualTo(2);
    assertThat(day.money("alice")).isEqualTo("50.00");
  }

  @Test void anOlderTimelineOrAnotherServerIsNoticedToo() {
    day.bank("alpha");
    day.account("alice", "100.00");
    var sending = new Sending(day.ledger().tenants, () -> { });
    for (var change : List.of("timeline = timeline + 1", "system_identifier = system_identifier - 1")) {
      day.start();
      assertThat(sending.pauses(day.tenant)).isEmpty();
      day.stop();
      day.run("UPDATE settlement.house SET " + change);
      day.start();
      assertThat(sending.pauses(day.tenant)).as(change).hasSize(1);
      assertThat(day.pay("P" + ++payments, "alice", "1.00").state()).isEqualTo(State.PENDING);
      day.stop();
      day.start();
      assertThat(sending.pauses(day.tenant)).as("a restart allows nothing").hasSize(1);
      sending.resume(day.tenant, Scope.ALL, "", "compared", "tina");
      day.becomes("P" + payments, State.SETTLED);
      day.stop();
    }
  }
}
