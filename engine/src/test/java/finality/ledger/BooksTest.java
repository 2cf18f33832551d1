package finality.ledger;

import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.TestLedger.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
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

  @Test void whatIsHeldCannotBeSpentAndIsHeldOnce() throws SQLException {
    int tenant = ledger.tenant();
    var nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    ledger.move(nostro, alice, "10.00");
    var event = UUID.randomUUID();
    // No instruction asks for this hold, so the books are not sound until it ends, in this test.
    hold(alice, event, 1, "8.00");
    assertThat(ledger.balance(alice).available()).isEqualTo("2.00");
    assertThatThrownBy(() -> hold(alice, event, 1, "1.00")).hasMessageContaining("hold_pkey");
    assertThatThrownBy(() -> hold(alice, event, 2, "2.01")).hasMessageContaining("available_not_negative");
    end(alice, event, "8.00");
    assertThatThrownBy(() -> end(alice, event, "8.00")).hasMessageMatching("(?s).*(hold_end_pkey|balance_held_check).*");
    assertThat(ledger.balance(alice).held()).isEqualTo("0.00");
  }

  @Test void aHoldEndsOnceEvenWhenMoreIsHeld() throws SQLException {
    int tenant = ledger.tenant();
    var nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
    var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
    ledger.move(nostro, alice, "10.00");
    var one = UUID.randomUUID();
    var other = UUID.randomUUID();
    hold(alice, one, 1, "4.00");
    hold(alice, other, 1, "4.00");
    end(alice, one, "4.00");
    assertThatThrownBy(() -> end(alice, one, "4.00")).hasMessageContaining("hold_end_pkey");
    assertThat(ledger.balance(alice).held()).isEqualTo("4.00");
    end(alice, other, "4.00");
  }

  @ParameterizedTest @ValueSource(strings = {"0", "-1", "'NaN'", "'Infinity'", "'-Infinity'"})
  void anAmountIsPositiveAndFinite(String amount) {
    assertThatThrownBy(() -> execute(ledger.database.pipeline(), "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) VALUES (1, 1, uuidv7(), 1, 2, " + amount + ", 1, now())"))
        .hasMessageContaining("transfer_amount_check");
    assertThatThrownBy(() -> execute(ledger.database.pipeline(), "INSERT INTO ledger.hold (event, seq, account, tenant, amount, at) VALUES (uuidv7(), 1, 1, 1, " + amount + ", now())"))
        .hasMessageContaining("hold_amount_check");
  }

  @Test void aTransferHasTwoAccounts() {
    assertThatThrownBy(() -> execute(ledger.database.pipeline(), "INSERT INTO ledger.transfer (position, tenant, event, debit, credit, amount, kind, at) VALUES (1, 1, uuidv7(), 1, 1, 1, 1, now())"))
        .hasMessageContaining("check constraint");
  }

  @ParameterizedTest @CsvSource(quoteCharacter = '"', delimiter = '|', value = {
      "UPDATE %s SET tenant = 2", "DELETE FROM %s", "TRUNCATE %s"})
  void historyIsNeverChanged(String change) {
    for (var table : List.of("ledger.transfer", "ledger.hold", "ledger.hold_end")) {
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

  private static void hold(Account account, UUID event, int seq, String amount) throws SQLException {
    ledger.transact(tx -> {
      var posting = Books.open(tx, List.of(account.id()), NOON);
      posting.hold(event, seq, account.id(), new BigDecimal(amount));
      posting.write();
      return event;
    });
  }

  private static void end(Account account, UUID event, String amount) throws SQLException {
    ledger.transact(tx -> {
      var posting = Books.open(tx, List.of(account.id()), NOON);
      posting.endHold(event, 1, account.id(), new BigDecimal(amount));
      posting.write();
      return event;
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
