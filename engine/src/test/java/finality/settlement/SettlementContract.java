package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.ledger.AccountKind;
import finality.ledger.NewAccount;
import finality.money.Assets;
import finality.rail.Rail;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a client may rely on whichever way the money goes: inside these books in one transaction, or over a rail to a bank with books of its own.
 * What only a bank can get wrong is held against it in {@link finality.rail.RailContract}. After each test {@link Day} proves the books.
 */
abstract class SettlementContract {
  @RegisterExtension final Day day = Day.shared();

  /** Alice has 100.00. The rails there are besides the books. */
  protected abstract Collection<Rail> rails();

  /** From alice, under the key that the name gives. */
  protected abstract Request payment(String name, String amount);

  /** Who is to be paid takes nothing any more. */
  protected abstract void refuse();

  /** What has come out at the other end so far, by the books of that end. */
  protected abstract BigDecimal arrived();

  @BeforeEach void begin() {
    day.open(new NewAccount("nostro-fake", AccountKind.NOSTRO, Assets.of("EUR"), "FAKEBANK", "ACC-EUR", null, BigDecimal.ZERO));
    day.account("alice", "100.00", "nostro-fake");
    day.start(day.pool(), "", rails());
  }

  private UUID created(String name, String amount) { return ((Submitted.Created) day.settlements().submit(payment(name, amount))).id(); }

  private String standing(UUID id) {
    var s = day.find(id).settlement();
    return s.state().word() + " " + s.cause();
  }

  private boolean isAtAnEnd(UUID id) { return List.of(State.SETTLED, State.FAILED).contains(day.find(id).settlement().state()); }

  private UUID ended(UUID id) {
    Day.until(id + " is at an end", () -> isAtAnEnd(id));
    return id;
  }

  private void moved(String amount) {
    var left = new BigDecimal("100.00").subtract(new BigDecimal(amount));
    assertThat(day.money("alice")).as("what is left, and nothing held").isEqualTo(left.toPlainString());
    assertThat(arrived()).isEqualByComparingTo(amount);
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> call).toList()).stream().map(Future::resultNow).toList();
    }
  }

  @Test void theExactAmountIsMovedAndItEndsOnce() {
    var id = ended(created("P1", "30.10"));
    assertThat(standing(id)).startsWith("settled ");
    moved("30.10");
    for (var again : List.of(day.settlements().cancel(day.tenant, id, "client"), day.settlements().retry(day.tenant, id, "client"), day.settlements().process(day.tenant, id, "client")))
      assertThat(again).isInstanceOf(Settlements.Done.Refused.class);
    assertThat(day.find(id).history().stream().filter(entry -> entry.to() == State.SETTLED)).hasSize(1);
    moved("30.10");
  }

  @Test void aKeyMakesOneInstructionHoweverOftenItComes() throws Exception {
    var answers = atOnce(20, () -> day.settlements().submit(payment("P1", "10.00")));
    var created = answers.stream().filter(Submitted.Created.class::isInstance).map(answer -> ((Submitted.Created) answer).id()).toList();
    assertThat(created).hasSize(1);
    assertThat(answers).filteredOn(Submitted.Replayed.class::isInstance).hasSize(19).allSatisfy(answer -> assertThat(((Submitted.Replayed) answer).id()).isEqualTo(created.getFirst()));
    ended(created.getFirst());
    day.stop();
    day.start(day.pool(), "", rails());
    assertThat(day.settlements().submit(payment("P1", "10.00"))).isInstanceOfSatisfying(Submitted.Replayed.class, replayed -> assertThat(replayed.id()).isEqualTo(created.getFirst()));
    moved("10.00");
  }

  @Test void aKeyWithOtherContentMovesNothing() {
    var id = ended(created("P1", "10.00"));
    assertThat(day.settlements().submit(payment("P1", "11.00"))).isInstanceOfSatisfying(Submitted.Conflict.class, conflict -> assertThat(conflict.id()).isEqualTo(id));
    moved("10.00");
  }

  @Test void whatIsNoAmountOfItsCurrencyIsRefusedAndLeavesItsKeyFree() {
    for (var amount : List.of("0", "10.005", "0.001")) assertThat(day.settlements().submit(payment("P1", amount))).as(amount).isInstanceOf(Submitted.Refused.class);
    moved("0.00");
    ended(created("P1", "10.00"));
    moved("10.00");
  }

  @Test void whatTheOtherEndRefusesIsGivenBack() {
    refuse();
    var answer = day.settlements().submit(payment("P1", "10.00"));   // known here, or only when the bank is asked
    if (answer instanceof Submitted.Created created) assertThat(standing(ended(created.id()))).startsWith("failed ");
    else assertThat(answer).isInstanceOf(Submitted.Refused.class);
    moved("0.00");
  }

  @Test void whatIsNotThereIsNotPaidAndBecomesPayableWhenItIs() {
    var id = ended(created("P1", "100.01"));
    assertThat(standing(id)).isEqualTo("failed insufficient_funds");
    moved("0.00");
    day.fund("alice", "0.01", "nostro-fake");
    day.settlements().retry(day.tenant, id, "client");
    Day.until("paid", () -> standing(id).startsWith("settled "));
    assertThat(day.money("alice")).isEqualTo("0.00");
    assertThat(arrived()).isEqualByComparingTo("100.01");
  }

  @Test void ofManyAtOnceAsManyArePaidAsThereIsMoneyFor() throws Exception {
    var number = new java.util.concurrent.atomic.AtomicInteger();
    var ids = atOnce(25, () -> created("P" + number.incrementAndGet(), "10.00"));
    ids.forEach(this::ended);
    assertThat(ids.stream().filter(id -> standing(id).startsWith("settled "))).hasSize(10);
    assertThat(ids.stream().filter(id -> standing(id).equals("failed insufficient_funds"))).hasSize(15);
    moved("100.00");
  }
}
