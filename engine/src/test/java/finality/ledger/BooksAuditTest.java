package finality.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import finality.ledger.Invariant.Snapshot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Books of three hundred payouts, sound; then broken by hand, one way at a time. */
class BooksAuditTest {
  private static TestLedger ledger;
  private static long closed;

  @BeforeAll static void open() throws SQLException {
    ledger = new TestLedger();
    try (var owner = DriverManager.getConnection(ledger.database.ownerUrl())) {
      execute(owner, LargeBooks.sql(300).split(";\n"));
      var closing = new Closing(ledger.database.pipeline());
      closing.close(closing.last(), true);
      closing.close(closing.last(), true);
      closed = Closing.since(owner).closed();
      assertThat(closed).isBetween(100_000L, 199_999L);
    }
  }

  @AfterAll static void close() { ledger.close(); }

  @Test void soundBooksAreSoundForAllAndForOneTenant() {
    AuditedBooks.assertSound(ledger.audit);
    assertThat(ledger.audit.run(1).sound()).isTrue();
    assertThat(ledger.audit.prove().sound()).isTrue();
    assertThat(ledger.audit.run()).hasToString("the books are sound: 9 invariants hold");
    assertThat(ledger.audit.run().invariants()).allSatisfy(r -> assertThat(r.figures()).as(r.name()).isNotEmpty());
  }

  static Stream<Arguments> breaks() {
    var debtor = "(SELECT min(id) FROM ledger.account WHERE code = 'debtor-1')";
    var settled = "(SELECT instruction FROM settlement.log WHERE paid ORDER BY instruction LIMIT 1)";
    var open = "(SELECT id FROM settlement.live ORDER BY id LIMIT 1)";
    return Stream.of(
        broken("a balance without its counterpart", "UPDATE ledger.balance SET posted = posted + 0.01 WHERE account = " + debtor, "assets_sum_to_zero", "balances_equal_transfers"),
        broken("two balances moved without a transfer", "UPDATE ledger.balance SET posted = posted + 1 WHERE account IN (" + debtor + ", 1001)", "balances_equal_transfers"),
        broken("a transfer without its balances", "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), 1001, 1, 5, 11, now()", "balances_equal_transfers"),
        behind("a transfer deleted", "DELETE FROM ledger.transfer WHERE kind = 2 AND event = " + settled, "balances_equal_transfers", "money_is_where_its_state_says"),
        broken("a transfer of an account that is not there", "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), 1001, 9999, 5, 11, now()", "balances_equal_transfers", "transfers_within_one_asset"),
        broken("held without a hold", "UPDATE ledger.balance SET posted = 5, held = 5, overdraft = 5 WHERE account = " + debtor + "; UPDATE ledger.balance SET posted = posted + 5 WHERE account = 1001",
            "balances_equal_transfers", "held_is_promised"),
        broken("a hold ended while its instruction is under way", "UPDATE ledger.balance SET held = held - (SELECT amount FROM settlement.instruction WHERE id = " + open + ") WHERE account = 1001", "held_is_promised"),
        broken("a hold of nobody", "UPDATE ledger.balance SET held = held + 1, overdraft = 1 WHERE account = 1001", "held_is_promised"),
        broken("an account beyond its limit", "ALTER TABLE ledger.balance DROP CONSTRAINT available_not_negative; UPDATE ledger.balance SET posted = posted - 5 WHERE account = " + debtor
            + "; UPDATE ledger.balance SET posted = posted - 5 WHERE account = 1001; INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), " + debtor + ", 1001, 5, 11, now()", "limits_kept"),
        broken("an account without a balance", "INSERT INTO ledger.account (tenant, code, kind, asset, scale) VALUES (1, 'bare', 'participant', 'EUR', 2)", "accounts_have_balances"),
        broken("an account that was bounded", "UPDATE ledger.balance SET bounded = false WHERE account = " + debtor, "accounts_have_balances"),
        broken("a transfer between two assets", "INSERT INTO ledger.account (tenant, code, kind, asset, scale) VALUES (1, 'usd', 'participant', 'USD', 2);"
            + "INSERT INTO ledger.balance SELECT id, 1, 5, 0, 0, true, false FROM ledger.account WHERE code = 'usd'; UPDATE ledger.balance SET posted = posted + 5 WHERE account = 1001;"
            + "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), 1001, id, 5, 11, now() FROM ledger.account WHERE code = 'usd'", "assets_sum_to_zero", "transfers_within_one_asset"),
        broken("an amount with too many decimals", "UPDATE ledger.balance SET posted = posted + 0.001 WHERE account IN (" + debtor + ", 1001); INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), 1001, " + debtor + ", 0.001, 11, now()",
            "transfers_within_one_asset"),
        broken("an unfinished instruction that vanished from the queue", "DELETE FROM settlement.live WHERE id = " + open, "held_is_promised", "transit_equals_pending", "money_is_where_its_state_says"),
        broken("an instruction sent whose funds are said to be free", "UPDATE settlement.live SET funds = 0 WHERE id = " + open,
            "funds_follow_state", "held_is_promised", "transit_equals_pending", "money_is_where_its_state_says"),
        broken("a queue row of no instruction", "INSERT INTO settlement.live SELECT tenant, uuidv7(), 1, version, fence, owner, due, priority, connection, 0, 0, attempt, series, id_open, unproven, tries, budget FROM settlement.live LIMIT 1",
            "funds_follow_state"),
        broken("settlement_pending moved by something else", "UPDATE ledger.balance SET posted = posted + 5 WHERE account IN (1001, 1002); INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), 1001, 1002, 5, 11, now()", "transit_equals_pending"),
        broken("a payment posted twice", "UPDATE ledger.balance SET posted = posted - (SELECT amount FROM settlement.instruction WHERE id = " + settled + "), overdraft = 100 WHERE account IN (1001, (SELECT debtor FROM settlement.instruction WHERE id = " + settled + "));"
            + "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, id, debtor, 1001, amount, 7, now() FROM settlement.instruction WHERE id = " + settled, "money_is_where_its_state_says"),
        broken("a payment of no instruction", "UPDATE ledger.balance SET posted = posted + 5 WHERE account IN (" + debtor + ", 1001); INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) SELECT 200000, 1, uuidv7(), 1001, " + debtor + ", 5, 4, now()", "money_is_where_its_state_says"),
        behind("an instruction called failed that was paid", "UPDATE settlement.log SET state = 10, paid = false WHERE instruction = " + settled, "money_is_where_its_state_says"));
  }

  private static Arguments broken(String how, String sql, String... invariants) { return Arguments.of(how, sql, List.of(invariants), true); }

  /** Changes what was proven and closed: only the proof over all of history reads it again. */
  private static Arguments behind(String how, String sql, String... invariants) { return Arguments.of(how, sql, List.of(invariants), false); }

  @ParameterizedTest(name = "{0}") @MethodSource("breaks")
  void everyBreakIsSeenByExactlyItsInvariants(String how, String sql, List<String> invariants, boolean sinceClosing) throws SQLException {
    var proof = brokenBy(sql, -1);
    assertThat(broken(proof)).as(proof::toString).containsExactlyInAnyOrderElementsOf(invariants);
    assertTold(proof, invariants);
    if (!sinceClosing) return;
    var audit = brokenBy(sql, closed);
    assertThat(broken(audit)).as(audit::toString).containsAll(invariants);   // more may: there, one proves with the help of another
    assertTold(audit, invariants);
  }

  private static List<String> broken(BooksAudit.Report report) { return report.invariants().stream().filter(r -> !r.holds()).map(BooksAudit.Result::name).toList(); }

  private static void assertTold(BooksAudit.Report report, List<String> invariants) {
    assertThat(report.sound()).isFalse();
    assertThat(report.invariants()).filteredOn(r -> !r.holds()).allSatisfy(r -> assertThat(r.breaches()).isNotEmpty().hasSizeLessThanOrEqualTo(Invariant.LISTED));
    assertThat(report.toString()).contains("NOT sound").contains(invariants.getFirst());
  }

  @Test void everyInvariantIsShownToGoRed() {
    var shown = breaks().flatMap(b -> ((List<?>) b.get()[2]).stream()).map(Object::toString).distinct().toList();
    assertThat(ledger.audit.run().invariants()).extracting(BooksAudit.Result::name).containsExactlyInAnyOrderElementsOf(shown);
  }

  /** A superuser with the triggers off breaks the books, looks, and takes it back. */
  private static BooksAudit.Report brokenBy(String sql, long since) throws SQLException {
    try (var owner = DriverManager.getConnection(ledger.database.ownerUrl())) {
      owner.setAutoCommit(false);
      execute(owner, "SET LOCAL session_replication_role = replica");
      execute(owner, sql.split(";"));
      var report = ledger.audit.check(new Snapshot(owner, since, since));
      owner.rollback();
      return report;
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) if (!sql.isBlank()) statement.execute(sql);
    }
  }
}
