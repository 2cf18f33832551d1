package finality.rail;

import static finality.rail.Counterparty.Fault.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import finality.money.Money;
import finality.rail.Counterparty.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every rail to a counterparty keeps, whatever it speaks. Each adapter runs it against each bank there is for it. */
public abstract class RailContract extends RailWords {
  // ── sending ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void anOrderIsSettledForTheAmountOrdered() {
    var order = order("12.34");
    var settled = settled(send(order));
    assertThat(settled.amount()).isEqualTo(order.amount());
    assertThat(settled.executions()).isEqualTo(1);
    assertThat(bank.executions(order.endToEndId())).isEqualTo(1);
  }

  @Test void anOrderSentTwiceIsTakenOnce() {
    var order = order("10.00");
    send(order);
    var again = send(order);
    assertThat(again).as("the first answer again, or doubt").isInstanceOfAny(Answer.Settled.class, Answer.Taken.class, Answer.Unknown.class);
    assertThat(bank.executions(order.endToEndId())).isEqualTo(1);
  }

  @Test void eachOfManyOrdersIsAnsweredExactlyOnce() {
    var orders = orders(300);
    var answers = new ConcurrentHashMap<Order, AtomicInteger>();
    rail.submit(orders, (order, _) -> answers.computeIfAbsent(order, _ -> new AtomicInteger()).incrementAndGet());
    assertThat(answers).hasSize(300).allSatisfy((_, times) -> assertThat(times).hasValue(1));
  }

  @Test void currenciesKeepTheirDecimals() {
    for (var amount : List.of(Money.of("500", "JPY"), Money.of("1.234", "KWD"), Money.of("0.01", "EUR"))) {
      assumeTrue(bank.profile().currencies().contains(amount.asset().code()));
      assertThat(settled(send(order(amount))).amount()).isEqualTo(amount);
    }
  }

  @Test void anOrderTakenButNotFinishedIsTaken() {
    given(ACCEPT_ONLY);
    var order = order("10.00");
    assertThat(send(order)).isInstanceOfSatisfying(Answer.Taken.class, taken -> assertThat(taken.reference()).isNotBlank());
    assertThat(rail.lookUp(order)).isInstanceOfAny(Answer.Taken.class, Answer.Settled.class);
  }

  @Test void aListenerThatFailsLeavesNoOrderUnanswered() {
    var orders = orders(20);
    var told = ConcurrentHashMap.<String>newKeySet();
    assertThatThrownBy(() -> rail.submit(orders, (order, _) -> {
      told.add(order.endToEndId());
      throw new IllegalStateException("listener");
    })).hasMessage("listener");
    assertThat(told).hasSize(20);
  }

  // ── no byte left ───────────────────────────────────────────────────────────────────────────────────────

  @Test void aRefusedConnectionIsUnsent() {
    var dead = unreachable(4);
    assertThat(send(dead, order("10.00"))).isInstanceOf(Answer.Unsent.class);
  }

  @Test void anExpiredOrderIsNeverSent() {
    var order = order(Money.of("10.00", "EUR"), now());
    assertThat(send(order)).isInstanceOf(Answer.Unsent.class);
    assertThat(bank.requests(order.endToEndId())).isZero();
  }

  @Test void aRefusalBeforeAcceptanceIsUnsentWithTheWaitTheBankAskedFor() {
    given(THROTTLE);
    var order = order("10.00");
    assertThat(send(order)).isInstanceOfSatisfying(Answer.Unsent.class, unsent -> assertThat(unsent.retryAfter()).isPositive());
    assertThat(bank.executions(order.endToEndId())).isZero();
  }

  @Test void anUnreachableBankIsLeftInPeaceAndTriedAgainLater() {
    var dead = unreachable(1);
    var answers = send(dead, orders(200));
    assertThat(answers.values()).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Unsent.class));
    assertThat(dead.health().up()).isFalse();
  }

  // ── no answer, or none to trust ────────────────────────────────────────────────────────────────────────

  /** Whatever the bank did, none of these says that it did or did not execute. */
  @ParameterizedTest
  @EnumSource(value = Fault.class, names = {
      "UNAVAILABLE", "EXECUTE_THEN_503", "EXECUTE_THEN_RESET", "REDIRECT", "GARBAGE", "EMPTY", "HUGE", "CONTRADICTION",
      "ECHO_OTHER_ID", "ECHO_OTHER_AMOUNT", "ECHO_OTHER_CURRENCY", "ECHO_NOTHING", "BARE_404", "REFUSE_AS_DUPLICATE", "REJECT_AS_DUPLICATE"})
  void whatIsNoDecodedAnswerAboutThisOrderIsUnknown(Fault fault) {
    given(fault);
    var order = order("10.00");
    assertThat(send(order)).isInstanceOf(Answer.Unknown.class);
    assertThat(bank.requests(order.endToEndId())).as("sent once, retried never").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = {"SILENCE", "EXECUTE_THEN_SILENCE", "TRICKLE"})
  void silenceIsUnknownWithinTheTimeOut(Fault fault) {
    var impatient = rail(profile(Duration.ofMillis(1_500), 4, 0));
    send(impatient, order("1.00"));   // connects and fetches its token, which may take longer than its patience on a busy machine
    given(fault);
    var order = order("10.00");
    long began = System.nanoTime();
    assertThat(send(impatient, order)).isInstanceOf(Answer.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(bank.requests(order.endToEndId())).isEqualTo(1);
  }

  @Test void whatBecameOfALostAnswerIsFoundByLookingUp() {
    given(EXECUTE_THEN_503);
    var order = order("10.00");
    assertThat(send(order)).isInstanceOf(Answer.Unknown.class);
    assertThat(settled(rail.lookUp(order)).amount()).isEqualTo(order.amount());
    assertThat(bank.executions(order.endToEndId())).isEqualTo(1);
  }

  // ── the bank's word ────────────────────────────────────────────────────────────────────────────────────

  @Test void aRejectEchoingOurIdIsDeclined() {
    given(REJECT);
    var order = order("10.00");
    assertThat(send(order)).isInstanceOfSatisfying(Answer.Declined.class, declined -> {
      assertThat(declined.code()).matches("[A-Z0-9]{4}");
      assertThat(declined.permanent()).isTrue();
    });
    assertThat(rail.lookUp(order)).isInstanceOfAny(Answer.Declined.class, Answer.NotThere.class);
    assertThat(bank.executions(order.endToEndId())).isZero();
  }

  @Test void aRejectForNowSaysThatItMayGoThroughLater() {
    given(REJECT_FOR_NOW);
    assertThat(send(order("10.00"))).isInstanceOfSatisfying(Answer.Declined.class, declined -> assertThat(declined.permanent()).isFalse());
  }

  @Test void anOrderRefusedUnreadIsDeclined() {
    given(REFUSE_UNREAD);
    assertThat(send(order("10.00"))).isInstanceOf(Answer.Declined.class);
  }

  @Test void anotherAmountIsReported() {
    given(EXECUTE_OTHER_AMOUNT);
    var order = order("10.00");
    assertThat(settled(send(order)).amount()).isNotEqualTo(order.amount());
    assertThat(settled(rail.lookUp(order)).amount()).isNotEqualTo(order.amount());
  }

  @Test void aSecondExecutionIsReported() {
    given(EXECUTE_TWICE);
    var order = order("10.00");
    send(order);
    assertThat(settled(rail.lookUp(order)).executions()).isEqualTo(2);
  }

  // ── asking ─────────────────────────────────────────────────────────────────────────────────────────────

  @Test void a404WithTheBanksCodeIsNotThere() { assertThat(rail.lookUp(order("10.00"))).isInstanceOf(Answer.NotThere.class); }

  @Test void aBare404IsUnknown() {
    var order = order("10.00");
    send(order);
    assumeTrue(bank.canStandBehindAProxy());
    bank.standBehindAProxy();
    assertThat(rail.lookUp(order)).isInstanceOf(Answer.Unknown.class);
    assertThat(rail.cancel(order, "test")).isInstanceOf(CancelAnswer.Unknown.class);
  }

  @Test void lookingUpWhereNobodyAnswersIsUnknown() {
    var dead = unreachable(4);
    assertThat(dead.lookUp(order("10.00"))).isInstanceOf(Answer.Unknown.class);
    assertThat(dead.cancel(order("10.00"), "test")).isInstanceOf(CancelAnswer.Unknown.class);
    assertThatThrownBy(() -> dead.credits(bank.account("EUR"), null, 10)).isInstanceOf(RailUnavailable.class);
    assertThatThrownBy(() -> dead.statement(bank.account("EUR"), today())).isInstanceOf(RailUnavailable.class);
  }

  @Test void anExecutedOrderIsNotCancelled() {   // too late, or taken as a wish to have it back
    var order = order("10.00");
    settled(send(order));
    assertThat(rail.cancel(order, "test")).isInstanceOfAny(CancelAnswer.TooLate.class, CancelAnswer.Requested.class);
    assertThat(rail.lookUp(order)).isInstanceOf(Answer.Settled.class);
  }

  @Test void aConfirmedCancelBlocksTheId() {
    assumeTrue(rail.profile().cancelBlocksId());
    var order = order("10.00");
    assertThat(rail.cancel(order, "test")).isInstanceOf(CancelAnswer.Cancelled.class);
    assertThat(send(order)).isNotInstanceOfAny(Answer.Settled.class, Answer.Taken.class);
    assertThat(bank.executions(order.endToEndId())).isZero();
    assertThat(rail.lookUp(order)).isNotInstanceOfAny(Answer.Settled.class, Answer.Taken.class);
  }

  // ── accounts ───────────────────────────────────────────────────────────────────────────────────────────

  @Test void creditsComeInOrderAndTheCursorContinuesAfterTheLast() {
    var account = bank.account("EUR");
    var start = drained(account, null);
    bank.arrive(Money.of("1.00", "EUR"), "one");
    bank.arrive(Money.of("2.00", "EUR"), "two");
    bank.arrive(Money.of("3.00", "EUR"), "three");
    var first = rail.credits(account, start, 2);
    assertThat(first.items()).extracting(Credits.Credit::reference).containsExactly("one", "two");
    assertThat(rail.credits(account, start, 2)).as("the same cursor, the same items").isEqualTo(first);
    var second = rail.credits(account, first.nextCursor(), 2);
    assertThat(second.items()).extracting(Credits.Credit::reference).containsExactly("three");
    var empty = rail.credits(account, second.nextCursor(), 2);
    assertThat(empty.items()).isEmpty();
    assertThat(empty.nextCursor()).isNotNull();
    bank.arrive(Money.of("4.00", "EUR"), "four");
    assertThat(rail.credits(account, empty.nextCursor(), 2).items()).extracting(Credits.Credit::reference).containsExactly("four");
  }

  private @Nullable String drained(String account, @Nullable String cursor) {
    while (true) {
      var page = rail.credits(account, cursor, 1000);
      cursor = page.nextCursor();
      if (page.items().isEmpty()) return cursor;
    }
  }

  @Test void theStatementFootsAndHoldsWhatWasPaidAndReceived() {
    var order = order("7.77");
    settled(send(order));
    bank.arrive(Money.of("5.55", "EUR"), "in");
    var statement = rail.statement(bank.account("EUR"), today());
    assertThat(statement.foots()).isTrue();
    assertThat(statement.lines()).filteredOn(line -> order.endToEndId().equals(line.endToEndId()))
        .singleElement().satisfies(line -> assertThat(line.signedAmount()).isEqualTo(new BigDecimal("-7.77")));
    assertThat(statement.lines()).extracting(Statement.Line::signedAmount).contains(new BigDecimal("5.55"));
  }

  // ── limits ─────────────────────────────────────────────────────────────────────────────────────────────

  @Test void aHangingOrderDoesNotHoldUpTheOthers() {
    given(SILENCE);
    var patient = rail(profile(Duration.ofSeconds(4), 8, 0));
    var orders = orders(40);
    var times = new ConcurrentHashMap<Order, Long>();
    long began = System.nanoTime();
    var answers = new ConcurrentHashMap<Order, Answer>();
    patient.submit(orders, (order, answer) -> {
      answers.put(order, answer);
      times.put(order, System.nanoTime() - began);
    });
    assertThat(answers.values()).filteredOn(Answer.Unknown.class::isInstance).hasSize(1);
    assertThat(times.values()).filteredOn(time -> time < Duration.ofSeconds(4).toNanos()).as("answered before the hanging one").hasSize(39);
  }

  @Test void ordersThatHangDoNotKeepUsFromAsking() throws InterruptedException {
    var order = order("10.00");
    send(order);
    var patient = rail(profile(Duration.ofSeconds(4), 8, 0));
    var hanging = orders(7);   // all places for orders of a concurrency of 8
    given(SILENCE, 7);
    var sender = Thread.ofVirtual().start(() -> send(patient, hanging));
    await().until(() -> hanging.stream().allMatch(each -> bank.requests(each.endToEndId()) == 1));
    assertThat(patient.health().room()).isZero();
    assertThat(patient.lookUp(order)).isInstanceOf(Answer.Settled.class);
    assertThat(sender.isAlive()).as("still hanging").isTrue();
    sender.join();
  }

  @Test void anInterruptLetsWhatIsUnderWayEndAndLeavesTheRestUnsent() throws InterruptedException {
    given(SILENCE);
    var narrow = rail(profile(Duration.ofSeconds(2), 2, 0));   // one place for orders
    var orders = orders(5);
    var answers = new ConcurrentHashMap<Order, Answer>();
    var stillInterrupted = new AtomicInteger();
    var sender = Thread.ofVirtual().start(() -> {
      narrow.submit(orders, answers::put);
      if (Thread.interrupted()) stillInterrupted.incrementAndGet();
    });
    await().until(() -> bank.requests(orders.getFirst().endToEndId()) == 1);
    sender.interrupt();
    sender.join();
    assertThat(answers).hasSize(5);
    assertThat(answers.get(orders.getFirst())).as("its answer was still waited for").isInstanceOf(Answer.Unknown.class);
    for (var rest : orders.subList(1, 5)) {
      assertThat(answers.get(rest)).isInstanceOf(Answer.Unsent.class);
      assertThat(bank.requests(rest.endToEndId())).isZero();
    }
    assertThat(stillInterrupted).hasValue(1);
  }

  @Test void asManyOrdersAtOnceAsTheBankAllowsAndNoMore() {
    assumeTrue(bank.mostAtOnce() >= 0);
    var narrow = rail(profile(Duration.ofSeconds(20), 4, 0));
    var two = List.of(Thread.ofVirtual().unstarted(() -> send(narrow, orders(60))), Thread.ofVirtual().unstarted(() -> send(narrow, orders(60))));
    two.forEach(Thread::start);
    two.forEach(RailWords::join);
    assertThat(bank.mostAtOnce()).isBetween(2, 4);
  }

  @Test void theRateIsKept() {
    var slow = rail(profile(Duration.ofSeconds(20), 16, 50));
    long began = System.nanoTime();
    var answers = send(slow, orders(100));
    assertThat(answers.values()).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Settled.class));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as("100 orders at 50 a second").isGreaterThan(Duration.ofMillis(1800));
  }
}
