package finality.ledger;

import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.TestLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses, whatever the code above it believes. */
class BooksTest {
  private static TestLedger ledger;
  @RegisterExtension private final AuditedBooks audited = new AuditedBooks(() -> ledger.audit);

  @BeforeAll static void open() { ledger = new TestLedger(); }

  @AfterAll static void close() { ledger.close(); }

  @Test void anAccountIsNotOverdrawnByIntent() throws SQLException {
    int tenant = ledger.tenant();
    var nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR", "5.00");
    var bob = ledger.open(tenant, PARTICIPANT, "bob", "EUR");
    ledger.move(nostro, alice, "10.00");
    ledger.move(alice, bob, "15.00");
    assertThatThrownBy(() -> ledger.move(alice, bob, "0.01")).hasMessageContaining("available_not_negative");
    assertThat(ledger.balance(alice).posted()).isEqualTo("-5.00");
    assertThat(ledger.balance(alice).available()).isEqualTo("0.00");
    assertThat(ledger.balance(bob).posted()).isEqualTo("15.00");
  }

  @Test void whatIsHeldCannotBeSpentAndNoMoreIsReleasedThanIsHeld() throws SQLException {
    int tenant = ledger.tenant();
    var nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    ledger.move(nostro, alice, "10.00");
    // No instruction asks for this hold, so the books are not sound until it ends, in this test.
    hold(alice, "8.00");
    assertThat(ledger.balance(alice).available()).isEqualTo("2.00");
    assertThat(ledger.audit.run().invariants()).filteredOn(r -> !r.holds()).extracting(BooksAudit.Result::name).containsExactly("held_is_promised");
    assertThatThrownBy(() -> hold(alice, "2.01")).hasMessageContaining("available_not_negative");
    hold(alice, "-8.00");
    assertThatThrownBy(() -> hold(alice, "-8.00")).hasMessageContaining("balance_held_check");
    assertThat(ledger.balance(alice).held()).isEqualTo("0.00");
  }

  @ParameterizedTest @ValueSource(strings = {"0", "-1", "'NaN'", "'Infinity'", "'-Infinity'"})
  void anAmountIsPositiveAndFinite(String amount) {
    assertThatThrownBy(() -> execute(ledger.database.pipeline(), "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) VALUES (1, 1, uuidv7(), 1, 2, " + amount + ", 1, now())"))
        .hasMessageContaining("transfer_amount_check");
  }

  @Test void aTransferHasTwoAccounts() {
    assertThatThrownBy(() -> execute(ledger.database.pipeline(), "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) VALUES (1, 1, uuidv7(), 1, 1, 1, 1, now())"))
        .hasMessageContaining("check constraint");
  }

  @ParameterizedTest @CsvSource(quoteCharacter = '"', delimiter = '|', value = {
      "UPDATE %s SET tenant = 2", "DELETE FROM %s", "TRUNCATE %s"})
  void historyIsNeverChanged(String change) {
    for (var table : List.of("ledger.transfer", "settlement.instruction", "settlement.log")) {
      var sql = change.formatted(table);
      assertThatThrownBy(() -> execute(ledger.database.api(), sql)).as("API role: %s", sql).hasMessageContaining("permission denied");
      assertThatThrownBy(() -> execute(ledger.database.pipeline(), sql)).as("pipeline role: %s", sql).hasMessageContaining("permission denied");
      assertThatThrownBy(() -> ledger.asOwner(sql)).as("owner: %s", sql).hasMessageContaining("is history: it is appended to, never changed");
    }
  }

  @Test void theApiRoleMovesNoMoney() {
    for (var sql : List.of("UPDATE ledger.balance SET posted = posted + 1", "UPDATE ledger.balance SET held = 0", "DELETE FROM ledger.balance", "DELETE FROM ledger.account",
        "UPDATE ledger.account SET code = 'x'", "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) VALUES (1, 1, uuidv7(), 1, 2, 1, 1, now())")) {
      assertThatThrownBy(() -> execute(ledger.database.api(), sql)).as(sql).hasMessageContaining("permission denied");
    }
  }

  @Test void aTenantSeesNoOthersBooks() throws SQLException {
    int mine = ledger.tenant();
    int theirs = ledger.tenant();
    var nostro = ledger.open(theirs, NOSTRO, "nostro-1", "EUR");
    ledger.move(nostro, ledger.open(theirs, PARTICIPANT, "bob", "EUR"), "1.00");
    ledger.open(mine, PARTICIPANT, "alice", "EUR");
    assertThat(ledger.reader.balance(mine, nostro.uid().toString())).isEmpty();
    assertThat(ledger.reader.list(mine, null, null, null, 0, 10)).extracting(b -> b.account().code()).containsExactly("alice");
    assertThat(ledger.audit.run(mine).invariants()).filteredOn(r -> r.name().equals("balances_equal_transfers")).first()
        .satisfies(r -> assertThat(r.figures()).containsEntry("transfers_since_closing", 0L).containsEntry("accounts", 1L));
  }

  /** @param amount negative: ends a hold */
  private static void hold(Account account, String amount) throws SQLException {
    ledger.transact(tx -> {
      var posting = Books.open(tx, List.of(account.id()), NOON);
      var held = new BigDecimal(amount);
      if (held.signum() > 0) posting.hold(account.id(), held);
      else posting.endHold(account.id(), held.negate());
      posting.write();
      return account;
    });
  }

  private static void execute(DataSource as, String sql) throws SQLException {
    try (var connection = as.getConnection(); var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        statement.execute("SET LOCAL finality.tenant = '1'");
        statement.execute(sql);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
