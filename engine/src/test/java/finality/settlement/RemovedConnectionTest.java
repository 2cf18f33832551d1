package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Credits;
import finality.rail.Order;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.Statement;
import finality.settlement.Settlements.Done;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that is gone from the configuration while payments are under way over it: nothing is sent, asked or booked back for them, and whoever wants something is told. */
class RemovedConnectionTest {
  @RegisterExtension final Day day = Day.shared();

  @Test void whatItsBankMayHaveStaysAsItIsUntilItIsBack() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    day.bank("beta");
    bank.script("SENT", ScriptedBank::takes).script("TWICE", ScriptedBank::paysTwice).script("NO", ScriptedBank.declines("AC04", true)).script("LATER", ScriptedBank.isBusy(Duration.ofHours(1)));
    day.start();
    for (var name : List.of("SENT", "TWICE", "NO", "LATER", "PAID")) day.pay(name, "alice", "10.00");
    day.becomes("SENT", State.SENT);
    day.becomes("TWICE", State.IN_REVIEW);
    day.becomes("NO", State.FAILED);
    day.becomes("LATER", State.LOCKED);
    day.becomes("PAID", State.SETTLED);
    assertThat(day.settlements().propose(day.tenant, day.id("TWICE"), State.SETTLED, "paid twice", "tina")).isInstanceOf(Done.Accepted.class);
    day.stop();

    bank.executes("SENT");
    var without = day.start(day.pool(), "", List.of(day.theBank("beta")));
    assertThat(code(without.cancel(day.tenant, day.id("SENT"), "client"))).isEqualTo("connection_not_configured");
    assertThat(code(without.process(day.tenant, day.id("SENT"), "client"))).isEqualTo("connection_not_configured");
    assertThat(code(without.process(day.tenant, day.id("LATER"), "client"))).isEqualTo("connection_not_configured");
    assertThat(code(without.retry(day.tenant, day.id("NO"), "client"))).isEqualTo("connection_not_configured");
    assertThat(code(without.propose(day.tenant, day.id("TWICE"), State.LOCKED, "again", "tina"))).isEqualTo("connection_not_configured");
    assertThat(code(without.approve(day.tenant, day.id("TWICE"), "tom"))).isEqualTo("connection_not_configured");
    assertThat(code(without.cancel(day.tenant, day.id("PAID"), "client"))).isEqualTo("cannot_cancel");
    var reversal = without.reverse(day.tenant, day.id("PAID"), Day.key("R", day.tenant), Day.key("R"), null, "asked", "tina").orElseThrow();
    assertThat(((Submitted.Refused) reversal).problems()).extracting(Submitted.Problem::code).containsExactly("connection_not_configured");
    day.advance(Duration.ofMinutes(30));
    day.stays("SENT", State.SENT);
    day.stays("TWICE", State.IN_REVIEW);
    assertThat(bank.lookUps("SENT")).isZero();
    assertThat(day.money("alice")).as("nothing is booked back").isEqualTo("70.00 held 10.00");
    assertThat(without.cancel(day.tenant, day.id("LATER"), "client")).as("it never left").isEqualTo(new Done.Changed(State.CANCELLED));
    assertThat(day.money("alice")).isEqualTo("70.00");
    day.stop();

    day.start();
    day.becomes("SENT", State.SETTLED);
    assertThat(day.settlements().approve(day.tenant, day.id("TWICE"), "tom")).isEqualTo(new Done.Changed(State.SETTLED));
  }

  @Test void whatCameBackIsBookedWhenTheBankIsReachedUnderAnotherName() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    bank.script("SENT", ScriptedBank::takes);
    day.start();
    day.pay("PAID", "alice", "10.00");
    day.pay("SENT", "alice", "10.00");
    day.becomes("PAID", State.SETTLED);
    day.becomes("SENT", State.SENT);
    day.stop();
    var renamed = new Renamed(promises(bank.profile().bank()), bank);
    day.start(day.pool(), "", List.of(renamed));
    bank.returns("PAID", "10.00");
    bank.credits("nostro-alpha", finality.money.Money.of("25.00", "EUR"), "alice");
    day.becomes("PAID", State.REVERSED);
    Day.until("what came after the return is booked too", () -> day.money("alice").equals("115.00"));
    day.stays("SENT", State.SENT);
  }

  private static String code(Done done) { return done instanceof Done.Refused(var code, _) ? code : done.toString(); }

  private Profile promises(String bank) { return new Promises().profile("renamed-" + day.tenant, bank); }

  /** The same bank by a connection of another name. */
  private record Renamed(Profile profile, ScriptedBank bank) implements Rail {
    @Override public void submit(List<Order> orders, BiConsumer<Order, Answer> answers) { bank.submit(orders, answers); }

    @Override public Answer lookUp(Order order) { return bank.lookUp(order); }

    @Override public CancelAnswer cancel(Order order, String reason) { return bank.cancel(order, reason); }

    @Override public Credits credits(String account, String cursor, int limit) { return bank.credits(account, cursor, limit); }

    @Override public Statement statement(String account, LocalDate day) { return bank.statement(account, day); }
  }
}
