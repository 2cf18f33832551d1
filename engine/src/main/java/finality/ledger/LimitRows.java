package finality.ledger;

import finality.ledger.AccountBook.ProposedLimit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of {@code ledger.limit_change}. The caller holds the lock of the account's balance. */
final class LimitRows {
  private LimitRows() {}

  static Optional<ProposedLimit> open(JdbcClient sql, Account account) {
    return sql.sql("SELECT overdraft, proposed_by, proposed_at FROM ledger.limit_change WHERE account = :account AND closed_by IS NULL").param("account", account.id())
        .query((row, n) -> new ProposedLimit(Balance.atScale(row.getBigDecimal(1), account), row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant())).optional();
  }

  /** Another limit was proposed since the last one was approved. */
  static boolean replaced(JdbcClient sql, Account account) {
    return sql.sql("""
        SELECT EXISTS (SELECT FROM ledger.limit_change c WHERE c.account = :account AND NOT c.approved AND c.closed_at IS NOT NULL
           AND c.proposed_at >= coalesce((SELECT max(a.closed_at) FROM ledger.limit_change a WHERE a.account = :account AND a.approved), '-infinity'))
        """).param("account", account.id()).query(Boolean.class).single();
  }

  static void propose(JdbcClient sql, Account account, BigDecimal limit, String person, Instant at) {
    Rows.exactlyOne(sql.sql("INSERT INTO ledger.limit_change (tenant, account, overdraft, proposed_by, proposed_at) VALUES (:tenant, :account, :overdraft, :by, :at)")
        .param("tenant", account.tenant()).param("account", account.id()).param("overdraft", limit).param("by", person).param("at", at.atOffset(ZoneOffset.UTC)).update(), "proposed limit");
  }

  static void close(JdbcClient sql, Account account, String person, Instant at, boolean approved) {
    Rows.exactlyOne(sql.sql("UPDATE ledger.limit_change SET closed_by = :by, closed_at = :at, approved = :approved WHERE account = :account AND closed_by IS NULL")
        .param("by", person).param("at", at.atOffset(ZoneOffset.UTC)).param("approved", approved).param("account", account.id()).update(), "open proposal of a limit");
  }

  static void apply(JdbcClient sql, Account account, BigDecimal limit) {
    Rows.exactlyOne(sql.sql("UPDATE ledger.balance SET overdraft = :limit WHERE account = :account").param("limit", limit).param("account", account.id()).update(), "balance of " + account.code());
  }
}
