package finality.rail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import finality.money.Money;
import finality.rail.Counterparty.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The words in which {@link RailContract} is written: a bank, a connection to it, orders, and what comes back. */
abstract class RailWords {
  private static final Clock CLOCK = Clock.systemUTC();
  Counterparty bank;
  Rail rail;
  private final List<Rail> opened = new ArrayList<>();

  /** A bank for one test; it may be the same for all if it forgets its faults. */
  protected abstract Counterparty bank();

  @BeforeEach void open() {
    bank = bank();
    rail = rail(profile(Duration.ofSeconds(20), 16, 0));
  }

  @AfterEach void close() throws Exception {
    for (var each : opened) if (each instanceof AutoCloseable open) open.close();
    bank.close();
  }

  void given(Fault fault) { given(fault, 1); }

  void given(Fault fault, int orders) {
    assumeTrue(bank.faults().contains(fault), () -> "this bank cannot do " + fault);
    bank.next(fault, orders);
  }

  Rail rail(Profile profile) {
    var rail = bank.connect(profile);
    opened.add(rail);
    return rail;
  }

  /** A connection to where nobody listens. */
  Rail unreachable(int concurrency) {
    var rail = bank.unreachable(profile(Duration.ofSeconds(5), concurrency, 0));
    opened.add(rail);
    return rail;
  }

  Profile profile(Duration orderTimeout, int concurrency, int rate) {
    var p = bank.profile();
    return new Profile(p.rail(), p.connection(), p.bank(), p.currencies(), p.takesIdOnce(), p.enforcesValidUntil(), p.cancelBlocksId(), p.readDelay(),
        p.validFor(), orderTimeout, p.answerBy(), p.latestAnswer(), concurrency, rate, p.maxAttempts(), p.firstBackoff(), p.maxBackoff());
  }

  Order order(String euros) { return order(Money.of(euros, "EUR")); }

  Order order(Money amount) { return order(amount, now().plusSeconds(300)); }

  Order order(Money amount, Instant validUntil) {
    var id = UUID.randomUUID().toString().replace("-", "");
    return new Order(id, amount, bank.account(amount.asset().code()), new Party("Jane Roe", "DE89370400440532013000", "COBADEFFXXX", "DE"), "SALA", "October", validUntil);
  }

  List<Order> orders(int n) {
    var orders = new ArrayList<Order>();
    for (int i = 0; i < n; i++) orders.add(order("1.00"));
    assertThat(new HashSet<>(orders)).hasSize(n);
    return orders;
  }

  Answer send(Order order) { return send(rail, order); }

  static Answer send(Rail rail, Order order) { return send(rail, List.of(order)).get(order); }

  static Map<Order, Answer> send(Rail rail, List<Order> orders) {
    var answers = new ConcurrentHashMap<Order, Answer>();
    rail.submit(orders, answers::put);
    assertThat(answers).hasSameSizeAs(orders);
    return answers;
  }

  static Answer.Settled settled(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Settled.class);
    return (Answer.Settled) answer;
  }

  static Instant now() { return CLOCK.instant(); }

  static LocalDate today() { return LocalDate.ofInstant(now(), ZoneOffset.UTC); }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
