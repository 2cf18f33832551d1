package finality.ledger;

import finality.access.TenantSql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reading the books, one tenant's at a time. */
@Component
public class BookReader {

  /**
   * A transfer as one of its two accounts sees it.
   *
   * @param position rises in the order in which the account's bookings were committed
   * @param event the instruction or incoming credit it belongs to
   * @param debit the account's side
   * @param signed what it did to the account's balance
   */
  public record Line(long position, UUID event, TransferKind kind, Instant at, boolean debit, BigDecimal amount, BigDecimal signed, UUID other, String otherCode) {}

  /** A line and what the balance was after it. */
  public record Running(Line line, BigDecimal balance) {}

  /** @param opening the balance before the first of the lines */
  public record Statement(BigDecimal opening, List<Running> lines) {}

  /** Where a page of a statement begins: after a position, with the balance it had there. */
  public record Mark(long position, BigDecimal balance) {}

  /** One kind's accounts in one asset; accounts below zero stand on the other side. */
  public record TrialLine(String currency, int scale, AccountKind kind, int accounts, BigDecimal debit, BigDecimal credit) {}

  private final TenantSql tenants;

  BookReader(TenantSql tenants) { this.tenants = tenants; }

  public Optional<Balance> balance(int tenant, String idOrCode) { return tenants.read(tenant, sql -> BalanceRows.find(sql, tenant, idOrCode)); }

  /** Oldest first; a {@code null} means any. @param after internal id of the last account of the page before; 0 for the first */
  public List<Balance> list(int tenant, @Nullable AccountKind kind, @Nullable String bank, @Nullable String currency, long after, int rows) {
    return tenants.read(tenant, sql -> BalanceRows.list(sql, tenant, kind, bank, currency, after, rows));
  }

  /** Newest first. @param before position of the last line of the page before; {@link Long#MAX_VALUE} for the first */
  public List<Line> transfers(Account account, long before, int rows) {
    return tenants.read(account.tenant(), sql -> sql.sql(lines("t.position < :before", "DESC"))
        .param("account", account.id()).param("before", before).param("rows", rows).query((row, n) -> line(account, row)).list());
  }

  /**
   * In the order of the bookings, with the balance after each.
   * @param from inclusive, by booking time; {@code null}: from the beginning
   * @param to exclusive; {@code null}: to the end
   * @param after where the page before ended; {@code null} for the first
   */
  public Statement statement(Account account, @Nullable Instant from, @Nullable Instant to, @Nullable Mark after, int rows) {
    return tenants.read(account.tenant(), sql -> {
      var opening = Balance.atScale(after != null ? after.balance() : from == null ? BigDecimal.ZERO : bookedBefore(sql, account, from), account);
      var found = sql.sql(lines("t.position > :after AND t.at >= :from AND t.at < :to", "ASC"))
          .param("account", account.id()).param("after", after == null ? -1 : after.position())
          .param("from", utc(from == null ? FIRST : from)).param("to", utc(to == null ? LAST : to)).param("rows", rows)
          .query((row, n) -> line(account, row)).list();
      var running = new Object() { BigDecimal balance = opening; };
      return new Statement(opening, found.stream().map(l -> new Running(l, running.balance = running.balance.add(l.signed()))).toList());
    });
  }

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private static OffsetDateTime utc(Instant at) { return at.atOffset(ZoneOffset.UTC); }

  // Two index scans in order, each no longer than the page.
  private static String lines(String condition, String order) {
    var half = """
        (SELECT position, event, kind, at, debit, credit, amount FROM ledger.transfer t
          WHERE t.%s = :account AND """.formatted("%s") + " " + condition + " ORDER BY t.position " + order + " LIMIT :rows)";
    return "SELECT l.position, l.event, l.kind, l.at, l.debit = :account AS debited, l.amount, other.uid, other.code FROM ("
        + half.formatted("debit") + " UNION ALL " + half.formatted("credit")
        + ") l JOIN ledger.account other ON other.id = CASE WHEN l.debit = :account THEN l.credit ELSE l.debit END ORDER BY l.position " + order + " LIMIT :rows";
  }

  private static BigDecimal bookedBefore(JdbcClient sql, Account account, Instant from) {
    var debits = sql.sql("""
        SELECT coalesce((SELECT sum(amount) FROM ledger.transfer WHERE debit = :account AND at < :from), 0)
             - coalesce((SELECT sum(amount) FROM ledger.transfer WHERE credit = :account AND at < :from), 0)
        """).param("account", account.id()).param("from", utc(from)).query(BigDecimal.class).single();
    return account.kind().debitNormal ? debits : debits.negate();
  }

  private static Line line(Account account, ResultSet row) throws SQLException {
    var debit = row.getBoolean("debited");
    var amount = Balance.atScale(row.getBigDecimal("amount"), account);
    return new Line(row.getLong("position"), row.getObject("event", UUID.class), TransferKind.of(row.getInt("kind")), row.getObject("at", OffsetDateTime.class).toInstant(),
        debit, amount, debit == account.kind().debitNormal ? amount : amount.negate(), row.getObject("uid", UUID.class), row.getString("code"));
  }

  /** By asset, then kind. In each asset the debits equal the credits. */
  public List<TrialLine> trialBalance(int tenant) {
    // In one statement, so that all balances are of one moment.
    return tenants.read(tenant, sql -> sql.sql("""
        SELECT a.asset, max(a.scale) AS scale, a.kind, count(*) AS accounts,
               coalesce(sum(abs(b.posted)) FILTER (WHERE b.debit_normal = (b.posted > 0)), 0) AS debit,
               coalesce(sum(abs(b.posted)) FILTER (WHERE b.debit_normal <> (b.posted > 0)), 0) AS credit
          FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
         GROUP BY a.asset, a.kind
         ORDER BY a.asset, a.kind
        """).query((row, n) -> new TrialLine(row.getString("asset"), row.getInt("scale"), AccountKind.parse(row.getString("kind")), row.getInt("accounts"),
            row.getBigDecimal("debit"), row.getBigDecimal("credit"))).list());
  }
}
