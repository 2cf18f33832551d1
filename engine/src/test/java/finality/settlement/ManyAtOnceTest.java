package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two engines on one database, and many clients at the same moment. */
class ManyAtOnceTest {
  @RegisterExtension final Day day = Day.shared();

  @Test void ofTwoHundredPaymentsOverTenEachAThousandPaysExactlyOneHundred() throws Exception {
    var bank = day.bank("alpha");
    day.account("alice", "1000.00");
    var engines = List.of(day.start(), day.start());
    var answers = atOnce(200, n -> engines.get(n % 2).submit(day.payout("P" + n, "alice", "10.00")));
    for (int n = 0; n < 200; n++) day.named("P" + n, ((Submitted.Created) answers.get(n)).id());

    Day.until("none is under way", () -> day.rows("SELECT count(*) FROM settlement.live WHERE tenant = " + day.tenant).equals(List.of("0")));
    var ends = day.names().stream().map(day::the).collect(Collectors.groupingBy(s -> s.state().word() + " " + s.cause(), Collectors.counting()));
    assertThat(ends).containsOnly(java.util.Map.entry("settled transfer_confirmed", 100L), java.util.Map.entry("failed insufficient_funds", 100L));
    assertThat(bank.journal()).hasSize(100);
    assertThat(day.money("alice")).isEqualTo("0.00");
    assertThat(day.money("nostro-alpha")).isEqualTo("0.00");
  }

  @Test void oneKeyFromFiftyClientsMakesOneInstructionAndOneExecution() throws Exception {
    var bank = day.bank("alpha");
    day.account("alice", "1000.00");
    var engines = List.of(day.start(), day.start());
    var request = day.payout("P1", "alice", "10.00");
    var answers = atOnce(50, n -> engines.get(n % 2).submit(request));

    var created = answers.stream().filter(Submitted.Created.class::isInstance).map(Submitted.Created.class::cast).toList();
    assertThat(created).hasSize(1);
    day.named("P1", created.getFirst().id());
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOfAny(Submitted.Created.class, Submitted.Replayed.class));
    assertThat(answers.stream().map(a -> a instanceof Submitted.Replayed r ? r.id() : created.getFirst().id()).distinct()).containsExactly(created.getFirst().id());
    day.becomes("P1", State.SETTLED);
    assertThat(day.rows("SELECT count(*) FROM settlement.instruction WHERE tenant = " + day.tenant)).containsExactly("1");
    assertThat(bank.executions("P1")).isEqualTo(1);
    assertThat(day.money("alice")).isEqualTo("990.00");
  }

  /** So large that known keys are not asked for first: the unique index finds them. */
  @Test void keysMetAgainInALargeBatchMakeNothingTwiceAndKeepNoNeighbourOut() {
    day.bank("alpha");
    day.account("alice", "1000.00");
    var engine = day.start();
    var first = engine.submitAll(IntStream.range(0, 600).mapToObj(n -> day.payout("P" + n, "alice", "0.10")).toList());
    assertThat(first).allMatch(Submitted.Created.class::isInstance);
    var again = engine.submitAll(IntStream.range(300, 900).mapToObj(n -> day.payout("P" + n, "alice", "0.10")).toList());
    for (int n = 0; n < 300; n++) assertThat(((Submitted.Replayed) again.get(n)).id()).isEqualTo(((Submitted.Created) first.get(300 + n)).id());
    assertThat(again.subList(300, 600)).allMatch(Submitted.Created.class::isInstance);
    Day.until("none is under way", () -> day.rows("SELECT count(*) FROM settlement.live WHERE tenant = " + day.tenant).equals(List.of("0")));
    assertThat(day.money("alice")).isEqualTo("910.00");
  }

  @Test void anotherBodyUnderTheKeyIsAConflictThatMovesNothing() {
    day.bank("alpha");
    day.account("alice", "1000.00");
    var here = day.start();
    var there = day.start();
    var first = day.pay("P1", "alice", "10.00");
    day.becomes("P1", State.SETTLED);
    var other = there.submit(day.payout("P1", "alice", "11.00"));
    assertThat(other).isInstanceOfSatisfying(Submitted.Conflict.class, c -> assertThat(c.id()).isEqualTo(first.id()));
    // three that come together race; whichever is first makes the instruction, and the other body conflicts with it
    var answers = here.submitAll(List.of(day.payout("P2", "alice", "1.00"), day.payout("P2", "alice", "2.00"), day.payout("P2", "alice", "1.00")));
    var made = answers.stream().filter(Submitted.Created.class::isInstance).map(a -> ((Submitted.Created) a).id()).toList();
    assertThat(made).hasSize(1);
    day.named("P2", made.getFirst());
    assertThat(answers.stream().filter(Submitted.Conflict.class::isInstance).count()).isEqualTo(answers.get(1) instanceof Submitted.Created ? 2 : 1);
    day.becomes("P2", State.SETTLED);
    assertThat(day.money("alice")).isEqualTo(answers.get(1) instanceof Submitted.Created ? "988.00" : "989.00");
  }

  private static List<Submitted> atOnce(int clients, IntFunction<Submitted> client) throws Exception {
    var gate = new CountDownLatch(1);
    var answers = new ArrayList<Submitted>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Submitted>> calls = new ArrayList<>();
      for (int n = 0; n < clients; n++) {
        int number = n;
        calls.add(threads.submit(() -> {
          gate.await();
          return client.apply(number);
        }));
      }
      gate.countDown();
      for (var call : calls) answers.add(call.get());
    }
    return answers;
  }
}
