package finality.ledger;

import static finality.ledger.AccountKind.FEE;
import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.AccountKind.SUSPENSE;
import static finality.ledger.TestLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import finality.ledger.BookReader.Mark;
import finality.ledger.BookReader.Running;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements against a naive twin that only keeps a list. */
class StatementTest {
  private static TestLedger ledger;
  @RegisterExtension private final AuditedBooks audited = new AuditedBooks(() -> ledger.audit);

  @BeforeAll static void open() { ledger = new TestLedger(); }

  @AfterAll static void close() { ledger.close(); }

  /** What happened, as the twin remembers it. */
  private record Booked(Account debit, Account credit, BigDecimal amount, Instant at) {
    BigDecimal on(Account account) {
      var debits = debit.equals(account) ? amount : credit.equals(account) ? amount.negate() : BigDecimal.ZERO;
      return account.kind().debitNormal ? debits : debits.negate();
    }

    boolean touches(Account account) { return debit.equals(account) || credit.equals(account); }
  }

  @ParameterizedTest @ValueSource(strings = {"JPY", "EUR", "KWD", "BTC", "ETH"})   // scales 0, 2, 3, 8, 18
  void theRunningBalanceIsExactForEveryAccountRangeAndPageSize(String currency) throws SQLException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed + " for " + currency);
    var random = new Random(seed);
    int tenant = ledger.tenant();
    var accounts = List.of(ledger.open(tenant, NOSTRO, "nostro-1", currency), ledger.open(tenant, PARTICIPANT, "alice", currency),
        ledger.open(tenant, FEE, "fees", currency), ledger.open(tenant, SUSPENSE, "unknown", currency));
    ledger.move(accounts.get(0), accounts.get(1), largest(accounts.get(0)), NOON.minusSeconds(60));
    var twin = new ArrayList<>(List.of(new Booked(accounts.get(0), accounts.get(1), largest(accounts.get(0)), NOON.minusSeconds(60))));
    for (int step = 0; step < 60; step++) {
      var debit = accounts.get(random.nextInt(4));
      var credit = accounts.get(random.nextInt(4));
      // small against what nostro and alice begin with, so that no limit is met
      var amount = new BigDecimal(new BigInteger(12, random).add(BigInteger.ONE), debit.asset().scale());
      if (debit == credit) continue;
      ledger.move(debit, credit, amount, NOON.plusSeconds(step / 3));
      twin.add(new Booked(debit, credit, amount, NOON.plusSeconds(step / 3)));
    }
    for (var account : accounts) {
      assertThat(ledger.balance(account).posted()).isEqualByComparingTo(sum(twin, account));
      for (int attempt = 0; attempt < 4; attempt++) {
        var from = attempt == 0 ? null : NOON.plusSeconds(random.nextInt(20));
        var to = attempt < 2 ? null : NOON.plusSeconds(random.nextInt(25));
        assertThat(pages(account, from, to, 1 + random.nextInt(9))).as("seed %d, %s from %s to %s", seed, account.code(), from, to).isEqualTo(naive(twin, account, from, to));
      }
    }
  }

  private static BigDecimal largest(Account account) { return BigDecimal.TEN.pow(17).add(new BigDecimal(BigInteger.ONE, account.asset().scale())); }

  private static BigDecimal sum(List<Booked> twin, Account account) { return twin.stream().map(b -> b.on(account)).reduce(BigDecimal.ZERO, BigDecimal::add); }

  /** Opening and every running balance, as plain text at the asset's scale. */
  private static List<String> naive(List<Booked> twin, Account account, Instant from, Instant to) {
    var lines = new ArrayList<String>();
    var balance = sum(twin.stream().filter(b -> from != null && b.at.isBefore(from)).toList(), account).setScale(account.asset().scale());
    lines.add(balance.toPlainString());
    for (var booked : twin) {
      if (!booked.touches(account) || from != null && booked.at.isBefore(from) || to != null && !booked.at.isBefore(to)) continue;
      balance = balance.add(booked.on(account));
      lines.add(booked.amount.toPlainString() + " -> " + balance.toPlainString());
    }
    return lines;
  }

  private static List<String> pages(Account account, Instant from, Instant to, int size) {
    var lines = new ArrayList<String>();
    Mark mark = null;
    while (true) {
      var page = ledger.reader.statement(account, from, to, mark, size);
      if (mark == null) lines.add(page.opening().toPlainString());
      else assertThat(page.opening()).isEqualTo(mark.balance());
      for (Running r : page.lines()) lines.add(r.line().amount().toPlainString() + " -> " + r.balance().toPlainString());
      if (page.lines().size() < size) return lines;
      mark = new Mark(page.lines().getLast().line().position(), page.lines().getLast().balance());
    }
  }

  @Test void transfersAreListedNewestFirstWithoutGapOrRepeat() throws SQLException {
    int tenant = ledger.tenant();
    var nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    var events = new ArrayList<UUID>();
    for (int i = 1; i <= 7; i++) events.addFirst(i % 3 == 0 ? ledger.move(alice, nostro, new BigDecimal("1"), NOON) : ledger.move(nostro, alice, new BigDecimal(i), NOON));
    var listed = new ArrayList<UUID>();
    for (long before = Long.MAX_VALUE; ; ) {
      var page = ledger.reader.transfers(alice, before, 3);
      page.forEach(line -> listed.add(line.event()));
      if (page.size() < 3) break;
      before = page.getLast().position();
    }
    assertThat(listed).isEqualTo(events);
  }

  @Test void theTrialBalanceHasEqualSidesInEveryAsset() throws SQLException {
    int tenant = ledger.tenant();
    for (var currency : List.of("EUR", "ETH")) {
      var nostro = ledger.open(tenant, NOSTRO, "nostro-" + currency, currency);
      var alice = ledger.open(tenant, PARTICIPANT, "alice-" + currency, currency, "5");
      ledger.move(nostro, alice, "7");
      ledger.move(alice, ledger.open(tenant, FEE, "fees-" + currency, currency), "9");   // alice stands at -2: on the debit side
    }
    assertThat(ledger.reader.trialBalance(tenant)).filteredOn(l -> l.currency().equals("EUR"))
        .extracting(l -> l.kind().word() + " " + l.debit().stripTrailingZeros().toPlainString() + " " + l.credit().stripTrailingZeros().toPlainString())
        .containsExactlyInAnyOrder("fee 0 9", "nostro 7 0", "participant 2 0");
    assertThat(ledger.reader.trialBalance(tenant)).extracting(BookReader.TrialLine::scale).containsOnly(2, 18);
  }
}
