package finality.ledger;

import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.AccountKind.RECEIVABLE;
import static finality.ledger.AccountKind.SETTLEMENT_PENDING;
import static finality.ledger.TestLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.ledger.AccountBook.Changed;
import finality.ledger.AccountBook.Opened;
import finality.money.Assets;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {
  private static TestLedger ledger;
  @RegisterExtension private final AuditedBooks audited = new AuditedBooks(() -> ledger.audit);

  @BeforeAll static void open() { ledger = new TestLedger(); }

  @AfterAll static void close() { ledger.close(); }

  // ── finding ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void anAccountIsFoundByIdByCodeAndByPlace() {
    int tenant = ledger.tenant();
    var first = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    var second = ledger.open(tenant, NOSTRO, "nostro-2", "EUR");
    ledger.open(tenant, NOSTRO, "nostro-3", "USD");
    assertThat(ledger.accounts.find(tenant, "nostro-1")).contains(first);
    assertThat(ledger.accounts.find(tenant, first.uid().toString())).contains(first);
    assertThat(ledger.accounts.find(first.id())).contains(first);
    assertThat(ledger.accounts.find(tenant, NOSTRO, "BANKDEFF", "EUR")).containsExactly(first, second);
    assertThat(ledger.accounts.find(tenant, NOSTRO, null, "EUR")).containsExactly(first, second);
    assertThat(ledger.accounts.find(tenant, NOSTRO, "OTHER", "EUR")).isEmpty();
    assertThat(ledger.accounts.find(tenant + 1_000, "nostro-1")).isEmpty();
  }

  @Test void anAccountOpenedAfterItWasMissedIsFoundAtOnce() {
    int tenant = ledger.tenant();
    assertThat(ledger.accounts.find(tenant, "late")).isEmpty();
    var late = ledger.open(tenant, PARTICIPANT, "late", "EUR");
    assertThat(ledger.accounts.find(tenant, "late")).contains(late);
    assertThat(ledger.accounts.find(tenant, NOSTRO, "BANKDEFF", "EUR")).isEmpty();
    var nostro = ledger.open(tenant, NOSTRO, "late-nostro", "EUR");
    assertThat(ledger.accounts.find(tenant, NOSTRO, "BANKDEFF", "EUR")).containsExactly(nostro);
  }

  @Test void anAccountSwitchedOffByAnotherNodeIsNoticedWithinASecond() {
    int tenant = ledger.tenant();
    var account = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    var otherNode = new CachedAccounts(ledger.database.pipeline());
    otherNode.start();
    try {
      assertThat(otherNode.find(tenant, "alice")).contains(account);
      ledger.book.change(tenant, "alice", false, null, "tina", NOON);
      assertThat(ledger.accounts.find(account.id()).orElseThrow().active()).as("this node, at once").isFalse();
      await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(otherNode.find(account.id()).orElseThrow().active()).isFalse());
      ledger.book.change(tenant, "alice", true, null, "tina", NOON);
      await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(otherNode.find(tenant, "alice").orElseThrow().active()).isTrue());
    } finally {
      otherNode.stop();
    }
  }

  @Test void aHouseAccountIsOpenedOnceByAllWhoAskForIt() throws Exception {
    int tenant = ledger.tenant();
    var barrier = new CyclicBarrier(16);
    try (var threads = Executors.newFixedThreadPool(16)) {
      Callable<Account> ask = () -> {
        var node = new CachedAccounts(ledger.database.pipeline());
        barrier.await();
        return node.house(tenant, SETTLEMENT_PENDING, "bankapi", "EUR");
      };
      var opened = new HashSet<Account>();
      for (var answer : threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> ask).toList())) opened.add(answer.get());
      assertThat(opened).hasSize(1);
      assertThat(opened.iterator().next().code()).isEqualTo("settlement_pending:bankapi:EUR");
    }
    assertThat(ledger.accounts.find(tenant, SETTLEMENT_PENDING, null, "EUR")).hasSize(1);
  }

  @Test void whoOwesHasNoOutgoingPaymentsUntilItIsPaid() throws SQLException {
    int tenant = ledger.tenant();
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    var bob = ledger.open(tenant, PARTICIPANT, "bob", "EUR");
    var owed = ledger.accounts.house(tenant, RECEIVABLE, alice.debtor(), "EUR");
    ledger.accounts.refresh();
    assertThat(ledger.accounts.stopped(List.of(alice.id(), bob.id()))).isEmpty();
    ledger.move(owed, bob, "0.01");
    ledger.accounts.refresh();
    assertThat(ledger.accounts.stopped(List.of(alice.id(), bob.id()))).containsExactly(alice.id());
    ledger.move(bob, owed, "0.01");
    ledger.accounts.refresh();
    assertThat(ledger.accounts.stopped(List.of(alice.id(), bob.id()))).isEmpty();
  }

  // ── opening ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void aBankMayHaveSeveralNostrosInACurrencyButEachNumberOnce() {
    int tenant = ledger.tenant();
    var bank = "COBADEFF";
    assertThat(open(tenant, "n1", bank, "1")).isInstanceOf(Opened.Done.class);
    assertThat(open(tenant, "n2", bank, "2")).isInstanceOf(Opened.Done.class);
    assertThat(open(tenant, "n3", bank, "1")).isEqualTo(new Opened.Exists("number", ledger.accounts.find(tenant, "n1").orElseThrow()));
    assertThat(open(tenant, "n1", bank, "3")).isEqualTo(new Opened.Exists("code", ledger.accounts.find(tenant, "n1").orElseThrow()));
    assertThat(open(tenant, "n4", "DEUTDEFF", "1")).as("the same number at another bank").isInstanceOf(Opened.Done.class);
    assertThat(open(ledger.tenant(), "n1", bank, "1")).as("another tenant").isInstanceOf(Opened.Done.class);
  }

  private static Opened open(int tenant, String code, String bank, String number) {
    return ledger.book.open(tenant, new NewAccount(code, NOSTRO, Assets.of("EUR"), bank, number, null, BigDecimal.ZERO), "tina", TestLedger.NOON);
  }

  @ParameterizedTest @CsvSource({
      "settlement_pending:bankapi:EUR, PARTICIPANT, B, 1, 0, code", "0197a3c2-0000-7000-8000-000000000000, PARTICIPANT, B, 1, 0, code", "nostro, PARTICIPANT, B, 1, 0, code", "a/b, PARTICIPANT, B, 1, 0, code",
      "x, RECEIVABLE, B, 1, 0, kind", "x, SETTLEMENT_PENDING, B, 1, 0, kind", "x, NOSTRO, , 1, 0, bank", "x, NOSTRO, B, , 0, number", "x, VOSTRO, , 1, 0, bank",
      "x, FEE, , , 1, limit", "x, PARTICIPANT, , , 0.001, limit", "x, PARTICIPANT, , , 1234567890123456789, limit"})
  void anAccountThatMakesNoSenseIsNotOpened(String code, AccountKind kind, String bank, String number, BigDecimal limit, String field) {
    int tenant = ledger.tenant();
    var refused = ledger.book.open(tenant, new NewAccount(code, kind, Assets.of("EUR"), bank, number, null, limit), "tina", TestLedger.NOON);
    assertThat(((Opened.Refused) refused).wrongs()).extracting(NewAccount.Wrong::field).containsExactly(field);
    assertThat(ledger.reader.list(tenant, null, null, null, 0, 10)).isEmpty();
  }

  // ── limits ─────────────────────────────────────────────────────────────────────────────────────────────

  @Test void anAccountIsOpenedWithoutALimitAndTheOneWishedForWaitsForASecondPerson() {
    int tenant = ledger.tenant();
    var opened = (Opened.Done) ledger.book.open(tenant, new NewAccount("alice", PARTICIPANT, Assets.of("EUR"), null, null, null, new BigDecimal("5000000")), "tina", NOON);
    assertThat(opened.balance().limit()).isEqualTo("0.00");
    assertThat(opened.proposed()).isEqualTo(new AccountBook.ProposedLimit(new BigDecimal("5000000.00"), "tina", NOON));
    assertThat(ledger.book.proposed(opened.balance().account())).contains(opened.proposed());
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "tina", NOON)).isEqualTo(new Changed.SamePerson("tina"));
    assertThat(((Changed.Done) ledger.book.approveLimit(tenant, "alice", null, "anna", NOON)).balance().limit()).isEqualTo("5000000.00");
  }

  @Test void aLimitTakesEffectWhenASecondPersonApproves() {
    int tenant = ledger.tenant();
    ledger.open(tenant, PARTICIPANT, "alice", "EUR", "10");
    var proposed = (Changed.Done) ledger.book.change(tenant, "alice", null, new BigDecimal("50.00"), "tina", NOON);
    assertThat(proposed.balance().limit()).isEqualTo("10.00");
    assertThat(proposed.proposed()).isEqualTo(new AccountBook.ProposedLimit(new BigDecimal("50.00"), "tina", NOON));
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "tina", NOON)).isEqualTo(new Changed.SamePerson("tina"));
    var approved = (Changed.Done) ledger.book.approveLimit(tenant, "alice", null, "anna", NOON);
    assertThat(approved.balance().limit()).isEqualTo("50.00");
    assertThat(approved.proposed()).isNull();
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "anna", NOON)).isEqualTo(new Changed.NothingProposed());
    assertThat(ledger.asOwner("SELECT count(*) FROM audit.action WHERE tenant = " + tenant + " AND action LIKE 'account.limit.%'")).as("opening it with one included").isEqualTo(4);
  }

  @Test void aLaterProposalTakesThePlaceOfTheOpenOne() {
    int tenant = ledger.tenant();
    ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    ledger.book.change(tenant, "alice", null, new BigDecimal("50"), "tina", NOON);
    ledger.book.change(tenant, "alice", null, new BigDecimal("60"), "anna", NOON);
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "anna", NOON)).isEqualTo(new Changed.SamePerson("anna"));
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "tina", NOON)).as("which of the two was seen is not said").isInstanceOf(Changed.Replaced.class);
    assertThat(ledger.book.approveLimit(tenant, "alice", new BigDecimal("50"), "tina", NOON)).isInstanceOf(Changed.Replaced.class);
    assertThat(((Changed.Done) ledger.book.approveLimit(tenant, "alice", new BigDecimal("60"), "tina", NOON)).balance().limit()).isEqualTo("60.00");
  }

  @Test void proposingThePresentLimitWithdrawsWhatIsOpen() {
    int tenant = ledger.tenant();
    ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    ledger.book.change(tenant, "alice", null, new BigDecimal("50"), "tina", NOON);
    assertThat(((Changed.Done) ledger.book.change(tenant, "alice", null, BigDecimal.ZERO, "tina", NOON)).proposed()).isNull();
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "anna", NOON)).isEqualTo(new Changed.NothingProposed());
  }

  @Test void aLimitIsNotLoweredBelowItsUse() throws SQLException {
    int tenant = ledger.tenant();
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR", "100");
    var bob = ledger.open(tenant, PARTICIPANT, "bob", "EUR");
    ledger.move(alice, bob, "30");
    assertThat(ledger.book.change(tenant, "alice", null, new BigDecimal("29.99"), "tina", NOON))
        .isInstanceOfSatisfying(Changed.BelowUse.class, refused -> assertThat(refused.used()).isEqualTo("30.00"));
    assertThat(((Changed.Done) ledger.book.change(tenant, "alice", null, new BigDecimal("30"), "tina", NOON)).proposed()).isNotNull();
    ledger.move(alice, bob, "0.01");   // between proposal and approval
    assertThat(ledger.book.approveLimit(tenant, "alice", null, "anna", NOON)).isInstanceOf(Changed.BelowUse.class);
    assertThat(ledger.balance(alice).limit()).isEqualTo("100.00");
    ledger.move(bob, alice, "5");
    assertThat(((Changed.Done) ledger.book.approveLimit(tenant, "alice", null, "anna", NOON)).balance().available()).isEqualTo("4.99");
  }

  @Test void anUnknownAccountAndAnUnboundedOneHaveNoLimit() {
    int tenant = ledger.tenant();
    assertThat(ledger.book.change(tenant, "nobody", null, BigDecimal.ONE, "tina", NOON)).isEqualTo(new Changed.NotFound());
    ledger.open(tenant, AccountKind.FEE, "fees", "EUR");
    assertThat(ledger.book.change(tenant, "fees", null, BigDecimal.ONE, "tina", NOON)).isInstanceOf(Changed.Refused.class);
  }

  @Test void anAccountOfTheHouseIsNotSwitchedOff() {
    int tenant = ledger.tenant();
    for (var kind : new AccountKind[] {AccountKind.SETTLEMENT_PENDING, AccountKind.SUSPENSE, AccountKind.RECEIVABLE}) {
      var code = ledger.accounts().house(tenant, kind, "x", "EUR").code();
      assertThat(ledger.book.change(tenant, code, false, kind == AccountKind.SETTLEMENT_PENDING ? BigDecimal.ONE : null, "tina", NOON))
          .isInstanceOfSatisfying(Changed.Refused.class, refused -> assertThat(refused.wrong().field()).isEqualTo("active"));
      assertThat(ledger.accounts().find(tenant, code).orElseThrow().active()).isTrue();
      assertThat(ledger.book.approveLimit(tenant, code, null, "anna", NOON)).as("nothing of it is done").isEqualTo(new Changed.NothingProposed());
    }
  }
}
