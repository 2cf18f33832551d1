package finality.ledger;

import finality.money.Asset;
import finality.money.Assets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of {@code ledger.account}. */
final class AccountRows {
  static final String COLUMNS = "a.id, a.uid, a.tenant, a.code, a.kind, a.asset, a.scale, a.bank, a.number, a.owner, a.active";

  // Both rows in one statement: an account without a balance is never seen. On a conflict the insert waits for the other
  // transaction's end and does nothing; the caller reads what stands there.
  private static final String OPEN = """
      WITH opened AS (
        INSERT INTO ledger.account (tenant, code, kind, asset, scale, bank, number, owner)
        VALUES (:tenant, :code, :kind, :asset, :scale, :bank, :number, :owner)
        ON CONFLICT DO NOTHING
        RETURNING id, tenant)
      INSERT INTO ledger.balance (account, tenant, bounded, debit_normal)
      SELECT id, tenant, :bounded, :debit_normal FROM opened
      """;

  private AccountRows() {}

  /** @return false when an account with this code, or with this bank and number, is there already */
  static boolean open(JdbcClient sql, int tenant, NewAccount account) {
    return sql.sql(OPEN)
        .param("tenant", tenant).param("code", account.code()).param("kind", account.kind().word())
        .param("asset", account.asset().code()).param("scale", account.asset().scale())
        .param("bank", account.bank()).param("number", account.number()).param("owner", account.owner())
        .param("bounded", account.kind().bounded).param("debit_normal", account.kind().debitNormal)
        .update() == 1;
  }

  static Optional<Account> find(JdbcClient sql, long id) {
    return sql.sql("SELECT " + COLUMNS + " FROM ledger.account a WHERE a.id = :id").param("id", id).query(AccountRows::account).optional();
  }

  /** A text that is a UUID is an id: no code looks like one. */
  static Optional<Account> find(JdbcClient sql, int tenant, String idOrCode) {
    var id = uuid(idOrCode);
    return sql.sql("SELECT " + COLUMNS + " FROM ledger.account a WHERE a.tenant = :tenant AND " + (id == null ? "a.code = :name" : "a.uid = :name"))
        .param("tenant", tenant).param("name", id == null ? idOrCode : id).query(AccountRows::account).optional();
  }

  static List<Account> find(JdbcClient sql, int tenant, AccountKind kind, @Nullable String bank, String currency) {
    return sql.sql("SELECT " + COLUMNS + """
         FROM ledger.account a
        WHERE a.tenant = :tenant AND a.kind = :kind AND a.asset = :asset AND (:bank::text IS NULL OR a.bank = :bank)
        ORDER BY a.id
        """).param("tenant", tenant).param("kind", kind.word()).param("asset", currency).param("bank", bank).query(AccountRows::account).list();
  }

  static Account account(ResultSet row, int number) throws SQLException {
    var code = row.getString("asset");
    var scale = row.getInt("scale");
    // The scale it was opened with stays its scale, should the list of assets ever say otherwise.
    var asset = Assets.find(code).filter(known -> known.scale() == scale).orElseGet(() -> new Asset(code, Asset.Kind.SECURITY, scale));
    return new Account(row.getLong("id"), row.getObject("uid", UUID.class), row.getInt("tenant"), row.getString("code"),
        AccountKind.parse(row.getString("kind")), asset, row.getString("bank"), row.getString("number"), row.getString("owner"), row.getBoolean("active"));
  }

  static @Nullable UUID uuid(String text) {
    if (text.length() != 36) return null;
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
