package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.money.Assets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that die, freeze and come back. */
class LeaseTest {
  @RegisterExtension final Day day = Day.shared();

  @Test void whatADeadNodeWasSendingIsLookedUpByAnotherBeforeItsLeaseEnds() throws SQLException {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    var plug = Plug.to(day.ledger().database.ownerUrl());
    day.start(plug, "");
    bank.script("P1", ScriptedBank::takesAndLosesTheAnswer);
    bank.hangs("P2");
    day.pay("P1", "alice", "10.00");
    day.becomes("P1", State.IN_DOUBT, "answer_unknown");
    day.pay("P2", "alice", "20.00");
    assertThat(day.state("P2")).isEqualTo(State.SENDING);
    day.start();
    plug.pull();

    day.becomes("P2", State.IN_DOUBT);                      // minutes before its lease ends
    assertThat(day.find(day.id("P2")).history()).anySatisfy(e -> assertThat(e.cause()).isEqualTo("sender_lost"));
    assertThat(day.money("alice")).isEqualTo("70.00");      // frees nothing
    bank.release("P2");                                     // only now the order arrives: the bank pays, the sender is dead
    Day.until("the bank has paid", () -> bank.executions("P2") == 1);
    day.advance(Duration.ofSeconds(11));
    day.becomes("P2", State.SETTLED, "transfer_confirmed");
    bank.executes("P1");
    day.advance(Duration.ofSeconds(60));
    day.becomes("P1", State.SETTLED, "transfer_confirmed");
    assertThat(bank.requests("P2")).isEqualTo(1);
  }

  @Test void aWorkerWhoseClaimHasPassedBringsAnAnswerThatIsKept() throws SQLException {
    var bank = day.bank("alpha", p -> { p.takesIdOnce = false; p.enforcesValidUntil = false; });
    day.account("alice", "100.00");
    var plug = Plug.to(day.ledger().database.ownerUrl());
    day.start(plug, "");
    bank.hangs("P1");
    day.pay("P1", "alice", "10.00");
    day.start();
    plug.pull();
    day.becomes("P1", State.IN_DOUBT, "look_up_unanswered");   // its lease freed, asked about by the other node, in vain
    int looked = bank.lookUps("P1");
    plug.backIn();
    bank.release("P1");                                     // before its time is over: the byte leaves late, and the frozen worker hears the answer
    day.becomes("P1", State.SETTLED, "transfer_confirmed");
    assertThat(bank.lookUps("P1")).as("nobody had to ask: the answer itself was kept").isEqualTo(looked);
    assertThat(bank.requests("P1")).isEqualTo(1);
  }

  @Test void aWorkerThatWakesAfterItsTimeSendsNothing() throws SQLException {
    var bank = day.bank("alpha", p -> { p.takesIdOnce = false; p.enforcesValidUntil = false; });   // else a look-up may have it sent again before the worker wakes
    day.account("alice", "100.00");
    day.start();
    bank.hangs("P1");
    day.pay("P1", "alice", "10.00");
    day.advance(Duration.ofMinutes(6));                     // valid for five
    day.becomes("P1", State.IN_DOUBT);
    bank.release("P1");
    day.becomes("P1", State.LOCKED, "its time has passed");  // proven unsent by the sender itself
    assertThat(bank.requests("P1")).isZero();
    day.advance(Duration.ofSeconds(3));
    day.becomes("P1", State.SETTLED, "transfer_confirmed");
    assertThat(bank.requests("P1")).isEqualTo(1);
    assertThat(day.the("P1").attempts()).isEqualTo(2);
  }

  @Test void ofTwoWorkersWithOneClaimTheSecondToWriteIsOvertakenAndWritesNothing() throws SQLException {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    day.start();
    bank.script("P1", ScriptedBank.isBusy(Duration.ofHours(1)));
    day.pay("P1", "alice", "10.00");
    day.becomes("P1", State.LOCKED);
    var rows = new SettlementRows(Assets::of, account -> "nostro-alpha");
    var lifecycle = new Lifecycle();
    var ref = List.of(new SettlementRows.Ref(day.tenant, day.id("P1")));
    var now = day.clock.instant();
    try (var frozen = transaction()) {
      var stale = rows.read(frozen, ref).get(day.id("P1"));
      frozen.commit();                                      // the claim passes while the worker is frozen
      day.settlements().cancel(day.tenant, day.id("P1"), "client");

      stale.take(lifecycle.intend(stale.life(), bank.profile(), now, now.plusSeconds(60)));
      stale.intends();
      assertThatThrownBy(() -> rows.write(frozen, List.of(stale), now, 1)).isInstanceOf(SettlementRows.Overtaken.class);
      frozen.rollback();
      var blind = new Item(stale.instruction, stale.before, false, false, stale.version, stale.fence, stale.heldSeq);   // does not even look at the queue
      blind.take(lifecycle.intend(blind.life(), bank.profile(), now, now.plusSeconds(60)));
      assertThatThrownBy(() -> rows.write(frozen, List.of(blind), now, 1)).hasMessageContaining("log_pkey");   // the log's key is the compare-and-set: no second end of a hold, no second intent
      frozen.rollback();
      assertThatThrownBy(() -> rows.lease(frozen, List.of(stale), now.plusSeconds(60), 1)).isInstanceOf(SettlementRows.Overtaken.class);
      frozen.rollback();
    }
    assertThat(day.state("P1")).isEqualTo(State.CANCELLED);
    assertThat(day.rows("SELECT count(valid_until) FROM settlement.log WHERE instruction = '" + day.id("P1") + "'")).containsExactly("1");
    assertThat(day.money("alice")).isEqualTo("100.00");
  }

  private Connection transaction() throws SQLException {
    var connection = day.pool().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }
}
