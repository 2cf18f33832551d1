package finality.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of accounts with their balances. */
final class BalanceRows {
  private static final String SELECT = "SELECT " + AccountRows.COLUMNS + ", b.posted, b.held, b.overdraft FROM ledger.account a JOIN ledger.balance b ON b.account = a.id ";

  private BalanceRows() {}

  static Optional<Balance> find(JdbcClient sql, int tenant, String idOrCode) { return find(sql, tenant, idOrCode, ""); }

  /** Locks the balance until the transaction ends: nothing is booked on it meanwhile. */
  static Optional<Balance> lock(JdbcClient sql, int tenant, String idOrCode) { return find(sql, tenant, idOrCode, " FOR UPDATE OF b"); }

  private static Optional<Balance> find(JdbcClient sql, int tenant, String idOrCode, String lock) {
    var id = AccountRows.uuid(idOrCode);
    return sql.sql(SELECT + "WHERE a.tenant = :tenant AND " + (id == null ? "a.code = :name" : "a.uid = :name") + lock)
        .param("tenant", tenant).param("name", id == null ? idOrCode : id).query(BalanceRows::balance).optional();
  }

  /** @param after internal id of the last account of the page before; 0 for the first */
  static List<Balance> list(JdbcClient sql, int tenant, @Nullable AccountKind kind, @Nullable String bank, @Nullable String currency, long after, int rows) {
    return sql.sql(SELECT + """
        WHERE a.tenant = :tenant AND a.id > :after
          AND (:kind::text IS NULL OR a.kind = :kind) AND (:bank::text IS NULL OR a.bank = :bank) AND (:asset::text IS NULL OR a.asset = :asset)
        ORDER BY a.id
        LIMIT :rows
        """).param("tenant", tenant).param("after", after).param("kind", kind == null ? null : kind.word()).param("bank", bank).param("asset", currency)
        .param("rows", rows).query(BalanceRows::balance).list();
  }

  private static Balance balance(ResultSet row, int number) throws SQLException {
    return new Balance(AccountRows.account(row, number), row.getBigDecimal("posted"), row.getBigDecimal("held"), row.getBigDecimal("overdraft"));
  }
}
