package finality.ledger;

import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.TestLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BooksWatchTest {
  private TestLedger ledger;
  private Account nostro;
  private Account alice;

  @BeforeEach void open() throws SQLException {
    ledger = new TestLedger();
    int tenant = ledger.tenant();
    nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    ledger.move(nostro, alice, "10");
  }

  @AfterEach void close() { ledger.close(); }

  @Test void theMetricsOfEveryNodeTellWhatOneNodeFound() throws SQLException {
    var metrics = new SimpleMeterRegistry();
    var otherMetrics = new SimpleMeterRegistry();
    var node = watch(metrics, Duration.ZERO);
    var other = watch(otherMetrics, Duration.ofHours(1));   // never due after the first has looked
    assertThat(sound(metrics)).isNaN();
    node.look();
    other.look();
    assertThat(sound(metrics)).isOne();
    assertThat(sound(otherMetrics)).isOne();
    ledger.asOwner("UPDATE ledger.balance SET posted = posted + 1");
    other.look();
    assertThat(sound(otherMetrics)).as("not due yet").isOne();
    node.look();
    other.look();
    assertThat(sound(metrics)).isZero();
    assertThat(sound(otherMetrics)).isZero();
    assertThat(otherMetrics.get("books_breaches").tag("invariant", "balances_equal_transfers").gauge().value()).isEqualTo(2);
    assertThat(otherMetrics.get("books_breaches").tag("invariant", "limits_kept").gauge().value()).isZero();
  }

  @Test void onlyOneNodeAuditsAtATime() throws SQLException {
    try (var busy = ledger.database.pipeline().getConnection(); var statement = busy.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + 0x626f6f6b73L + ")");
      var metrics = new SimpleMeterRegistry();
      watch(metrics, Duration.ZERO).look();
      assertThat(sound(metrics)).as("somebody else is at it").isNaN();
      statement.execute("SELECT pg_advisory_unlock_all()");
    }
  }

  @Test void inARushTheBooksAreProvenInSumsAndEveryPaymentWhenItIsOver() throws SQLException {
    var metrics = new SimpleMeterRegistry();
    var node = watch(metrics, Duration.ZERO);
    node.look();
    ledger.asOwner("INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT setval('ledger.position', 1000000 + n), " + alice.tenant() + ", uuidv7(), "
        + nostro.id() + ", " + alice.id() + ", 0.01, 11, now() FROM generate_series(1, 1000000) n; UPDATE ledger.balance SET posted = posted + 10000");
    ledger.asOwner("UPDATE ledger.books_check SET whole_at = whole_at - interval '1 hour'");
    node.look();
    assertThat(sound(metrics)).isOne();
    assertThat(paymentsAudited(metrics)).isGreaterThanOrEqualTo(3_600);
    assertThat(transfersRead()).as("their sums are closed").isZero();
    node.look();
    assertThat(sound(metrics)).isOne();
    assertThat(paymentsAudited(metrics)).isLessThan(3_600);
  }

  private static double paymentsAudited(SimpleMeterRegistry metrics) { return metrics.get("books_payments_audited_seconds_ago").gauge().value(); }

  // ── closing ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void soundBooksAreClosedAndTheNextAuditReadsWhatCameAfter() throws SQLException {
    var closing = new Closing(ledger.database.pipeline());
    closing.close(closing.last(), true);   // remembers where it stands
    closing.close(closing.last(), true);   // and closes up to there, nothing being under way
    assertThat(transfersRead()).isZero();
    AuditedBooks.assertSound(ledger.audit);
    ledger.move(nostro, alice, "5");
    assertThat(transfersRead()).isOne();
    AuditedBooks.assertSound(ledger.audit);
    closing.close(closing.last(), true);
    closing.close(closing.last(), true);
    assertThat(transfersRead()).isZero();
    AuditedBooks.assertSound(ledger.audit);
    assertThat(ledger.audit.prove().sound()).isTrue();
    assertThat(ledger.asOwner("SELECT transfers FROM ledger.closing")).isEqualTo(2);
  }

  @Test void nothingIsClosedWhileATransactionBelowItIsOpen() throws SQLException {
    var closing = new Closing(ledger.database.pipeline());
    var event = UUID.randomUUID();
    try (var slow = ledger.database.pipeline().getConnection()) {
      slow.setAutoCommit(false);
      var posting = Books.open(slow, List.of(nostro.id(), alice.id()), NOON);
      posting.transfer(event, nostro.id(), alice.id(), BigDecimal.ONE, TransferKind.ADJUSTMENT);
      posting.write();
      closing.close(closing.last(), true);
      closing.close(closing.last(), true);
      closing.close(closing.last(), true);
      assertThat(ledger.asOwner("SELECT position FROM ledger.closing")).as("no row: never closed").isEqualTo(-1);
      slow.commit();
      slow.setAutoCommit(true);
    }
    closing.close(closing.last(), true);
    closing.close(closing.last(), true);
    assertThat(transfersRead()).isZero();
    AuditedBooks.assertSound(ledger.audit);
  }

  @Test void aBalanceChangedBehindAClosingIsSeen() throws SQLException {
    var closing = new Closing(ledger.database.pipeline());
    closing.close(closing.last(), true);
    closing.close(closing.last(), true);
    ledger.asOwner("UPDATE ledger.balance SET posted = posted + 1");
    assertThat(ledger.audit.run().sound()).isFalse();
  }

  @Test void historyChangedBehindAClosingIsSeenByTheFullProof() throws SQLException {
    var closing = new Closing(ledger.database.pipeline());
    closing.close(closing.last(), true);
    closing.close(closing.last(), true);
    ledger.asOwner("SET session_replication_role = replica; UPDATE ledger.transfer SET amount = 11");
    assertThat(ledger.audit.prove().sound()).isFalse();
  }

  private long transfersRead() {
    return (long) ledger.audit.run().invariants().stream().filter(r -> r.name().equals("balances_equal_transfers")).findFirst().orElseThrow().figures().get("transfers_since_closing");
  }

  private BooksWatch watch(SimpleMeterRegistry metrics, Duration every) {
    return new BooksWatch(ledger.audit, ledger.database.pipeline(), AuditedBooks.invariants(), metrics, every);
  }

  private static double sound(SimpleMeterRegistry metrics) { return metrics.get("books_sound").gauge().value(); }
}
