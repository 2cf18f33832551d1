package finality.ledger;

import finality.access.TenantSql;
import finality.database.TestDatabase;
import finality.money.Assets;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** The ledger on a database of its own, for tests of this room and of those that book on it. */
public final class TestLedger implements AutoCloseable {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final AtomicInteger TENANTS = new AtomicInteger();

  public final TestDatabase database = TestDatabase.fresh();
  public final TenantSql tenants = new TenantSql(database.api());
  final CachedAccounts accounts = new CachedAccounts(database.pipeline());
  public final AccountBook book = new AccountBook(tenants, accounts);
  public final BookReader reader = new BookReader(tenants);
  public final BooksAudit audit = AuditedBooks.audit(database);

  /** Work in one transaction of the pipeline. */
  public interface Work<T> {
    T in(Connection transaction) throws SQLException;
  }

  public Accounts accounts() { return accounts; }

  /** What happens to accounts is noticed by and by, as in a running engine. */
  public TestLedger refreshing() {
    accounts.start();
    return this;
  }

  public void resting() { accounts.stop(); }

  public int tenant() {
    return asOwner("INSERT INTO access.tenant (code, name, test) VALUES ('tenant-" + TENANTS.incrementAndGet() + "', 'Test', true) RETURNING id");
  }

  /** As superuser, who may do anything but what triggers refuse. Answers the first column of the first row, or -1. */
  public int asOwner(String sql) {
    try (var owner = DriverManager.getConnection(database.ownerUrl()); var statement = owner.createStatement()) {
      boolean rows = statement.execute(sql);
      if (!rows) return -1;
      var row = statement.getResultSet();
      return row.next() ? row.getInt(1) : -1;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  public <T> T transact(Work<T> work) throws SQLException {
    try (var connection = database.pipeline().getConnection()) {
      connection.setAutoCommit(false);
      try {
        var done = work.in(connection);
        connection.commit();
        return done;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  public Account open(int tenant, AccountKind kind, String code, String currency) { return open(tenant, kind, code, currency, "0"); }

  public Account open(int tenant, AccountKind kind, String code, String currency, String limit) {
    var bank = kind == AccountKind.NOSTRO || kind == AccountKind.VOSTRO ? "BANKDEFF" : null;
    var wanted = new NewAccount(code, kind, Assets.of(currency), bank, kind == AccountKind.NOSTRO ? code : null, null, new BigDecimal(limit));
    return open(tenant, wanted);
  }

  /** By tina; tom agrees to its limit. */
  public Account open(int tenant, NewAccount wanted) {
    if (!(book.open(tenant, wanted, "tina", NOON) instanceof AccountBook.Opened.Done(var balance, var proposed))) throw new IllegalStateException(wanted + " is not opened");
    if (proposed != null && !(book.approveLimit(tenant, wanted.code(), null, "tom", NOON) instanceof AccountBook.Changed.Done)) throw new IllegalStateException(wanted + " has no limit");
    return balance.account();
  }

  public void move(Account debit, Account credit, String amount) throws SQLException { move(debit, credit, new BigDecimal(amount), NOON); }

  public UUID move(Account debit, Account credit, BigDecimal amount, Instant at) throws SQLException {
    var event = UUID.randomUUID();
    return transact(tx -> {
      var posting = Books.open(tx, List.of(debit.id(), credit.id()), at);
      posting.transfer(event, debit.id(), credit.id(), amount, TransferKind.ADJUSTMENT);
      posting.write();
      return event;
    });
  }

  public Balance balance(Account account) { return reader.balance(account.tenant(), account.code()).orElseThrow(); }

  @Override public void close() {
    accounts.stop();
    database.close();
  }
}
