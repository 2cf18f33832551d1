package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Assets;
import finality.money.Money;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits, for what, and who goes first. */
class QueueTest {
  @RegisterExtension final Day day = Day.shared();

  @Test void aFutureDateQueuesAndGoesByItselfWhenTheDayBegins() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    day.start();
    var tomorrow = LocalDate.ofInstant(day.clock.instant(), ZoneOffset.UTC).plusDays(1);
    var created = day.submit(day.payout("P1", "alice", "30.00", Priority.URGENT, tomorrow, null));
    assertThat(created.state()).isEqualTo(State.QUEUED);
    assertThat(day.money("alice")).isEqualTo("100.00");
    assertThat(day.settlements().process(day.tenant, day.id("P1"), "client")).isInstanceOf(Settlements.Done.class);   // opens no window
    Day.until("it waits for its day again", () -> day.the("P1").version() == 3);
    assertThat(day.the("P1").due()).isEqualTo(tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
    assertThat(bank.arrivals()).isEmpty();
    day.clock.to(tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
    day.becomes("P1", State.SETTLED);
    assertThat(day.money("alice")).isEqualTo("70.00");
  }

  @Test void urgentOvertakesWhatWaits() {
    var bank = day.bank("alpha", p -> p.concurrency = 1);   // eight places
    day.account("alice", "100.00");
    day.start();
    for (int n = 1; n <= 8; n++) bank.hangs("N" + n);
    for (int n = 1; n <= 20; n++) day.pay("N" + n, "alice", "1.00");
    day.advance(Duration.ofSeconds(1));                     // it comes later than all of them
    var request = day.payout("U1", "alice", "1.00", Priority.URGENT, null, null);
    assertThat(day.submit(request).state()).isEqualTo(State.PENDING);
    bank.release("N1");                                     // one place: the urgent one gets it
    day.becomes("U1", State.SETTLED);
    bank.releaseAll();
    for (int n = 1; n <= 20; n++) day.becomes("N" + n, State.SETTLED);
    assertThat(bank.arrivals()).hasSize(21);
    assertThat(bank.arrivals().subList(0, 2)).containsExactly("N1", "U1");
  }

  @Test void tenantsTakeTurnsByShareOfTheBatch() throws SQLException {
    day.bank("alpha");
    day.account("alice", "100.00");
    var bank = day.theBank();
    var sending = new Sending(day.ledger().tenants, () -> { });
    sending.pause(day.tenant, Sending.Scope.CONNECTION, bank.profile().connection(), "test", "tina");
    day.start();
    for (int n = 1; n <= 30; n++) day.pay("A" + n, "alice", "1.00");
    int busy = day.tenant;
    day.anotherTenant();
    day.nostro("alpha", "nostro-alpha", "EUR");
    day.account("bob", "100.00");
    for (int n = 1; n <= 3; n++) day.pay("B" + n, "bob", "1.00");
    var rows = new SettlementRows(Assets::of, account -> "nostro-alpha");
    try (var tx = day.pool().getConnection()) {
      tx.setAutoCommit(false);
      var claimed = new Claims(rows).toSend(tx, bank.profile().connection(), day.tenants, day.clock.instant(), 10);
      assertThat(claimed.stream().collect(Collectors.groupingBy(i -> i.instruction.tenant() == busy ? "A" : "B", Collectors.counting()))).isEqualTo(java.util.Map.of("A", 5L, "B", 3L));
      tx.rollback();
    }
    sending.resume(day.tenant, Sending.Scope.CONNECTION, bank.profile().connection(), "test", "tina");
    for (var name : day.names()) day.becomes(name, State.SETTLED);
  }

  @Test void aHangingBankHoldsUpNeitherAnotherConnectionNorBookTransfers() {
    var slow = day.bank("slow", p -> { p.concurrency = 1; p.rail = "slowrail"; });
    day.bank("quick");
    day.account("alice", "1000.00", "nostro-slow");
    day.account("carol", "1000.00", "nostro-quick");
    day.account("bob", "0.00", "nostro-quick");
    day.start();
    for (int n = 1; n <= 30; n++) slow.hangs("S" + n);
    for (int n = 1; n <= 30; n++) day.submit(over("slowrail", day.payout("S" + n, "alice", "1.00")));
    for (int n = 1; n <= 20; n++) day.submit(over("scripted", day.payout("Q" + n, "carol", "1.00")));
    for (int n = 1; n <= 20; n++) assertThat(day.submit(day.transfer("T" + n, "alice", "bob", "1.00")).state()).isEqualTo(State.SETTLED);
    for (int n = 1; n <= 20; n++) day.becomes("Q" + n, State.SETTLED);
    assertThat(slow.arrivals()).isEmpty();
    slow.releaseAll();
    for (int n = 1; n <= 30; n++) day.becomes("S" + n, State.SETTLED);
  }

  private static Request over(String rail, Request r) {
    return new Request(r.tenant(), r.key(), r.fingerprint(), r.by(), r.kind(), r.debtor(), r.creditor(), r.creditorAccount(), r.amount(), r.currency(), rail, r.connection(), r.priority(),
        r.requestedDate(), r.purpose(), r.reference(), r.metadata(), r.fromBank(), r.toBank(), r.obligationId(), r.maxAttempts());
  }

  @Test void currenciesWithNoneThreeAndEighteenDecimalsKeepEveryDigit() {
    var bank = day.bank("alpha", p -> p.currencies = java.util.Set.of("JPY", "KWD", "ETH"));
    var amounts = java.util.Map.of("JPY", "12345", "KWD", "0.001", "ETH", "1.000000000000000001");
    amounts.forEach((currency, amount) -> day.account("a-" + currency.toLowerCase(Locale.ROOT), "100000", "nostro-alpha-" + currency));
    day.start();
    amounts.forEach((currency, amount) -> day.pay(currency, "a-" + currency.toLowerCase(Locale.ROOT), amount));
    amounts.forEach((currency, amount) -> {
      day.becomes(currency, State.SETTLED);
      assertThat(bank.entry(currency).executed).containsExactly(Money.of(amount, currency));
      bank.returns(currency, amount);
      day.becomes(currency, State.REVERSED);
      assertThat(day.money("a-" + currency.toLowerCase(Locale.ROOT))).isEqualTo(new BigDecimal("100000").setScale(Assets.of(currency).scale()).toPlainString());
    });
  }

  @Test void severalNostrosAtOneBankInOneCurrencyAreBookedApart() {
    var bank = day.bank("alpha");
    day.nostro("alpha", "nostro-alpha-2", "EUR");
    day.account("alice", "100.00");
    day.account("bob", "50.00", "nostro-alpha-2");
    day.start();
    day.pay("P1", "bob", "20.00");
    day.becomes("P1", State.SETTLED);
    bank.credits("nostro-alpha-2", Money.of("7.00", "EUR"), "alice");
    Day.until("the credit is booked where it came in", () -> day.money("nostro-alpha-2").equals("57.00"));
    assertThat(List.of(day.money("alice"), day.money("bob"), day.money("nostro-alpha"))).containsExactly("107.00", "30.00", "80.00");
    day.ledger().book.change(day.tenant, "nostro-alpha", false, null, "tina", day.clock.instant());
    day.pay("P2", "alice", "57.00");
    day.becomes("P2", State.SETTLED);
    assertThat(bank.entry("P2").order.account()).isEqualTo("nostro-alpha-2");
    assertThat(day.money("nostro-alpha-2")).isEqualTo("0.00");
    day.ledger().book.change(day.tenant, "nostro-alpha", true, null, "tina", day.clock.instant());
  }

  @Test void creditsAreBookedOnceAlthoughTwoNodesRead() {
    var bank = day.bank("alpha");
    day.account("alice", "100.00");
    day.start();
    day.start();
    for (int n = 1; n <= 40; n++) bank.credits("nostro-alpha", Money.of("1.00", "EUR"), "alice");
    bank.startsItsCursorsAnew();
    for (int n = 1; n <= 10; n++) bank.credits("nostro-alpha", Money.of("1.00", "EUR"), "alice");
    Day.until("all are booked", () -> day.money("alice").equals("150.00"));
    bank.startsItsCursorsAnew();
    bank.credits("nostro-alpha", Money.of("0.01", "EUR"), "alice");
    Day.until("the last is booked, the others not again", () -> day.money("alice").equals("150.01"));
    assertThat(day.money("nostro-alpha")).isEqualTo("150.01");
    day.advance(Duration.ofSeconds(1));
  }
}
