package finality.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;

/** Opens accounts for posting, within the caller's transaction: money moves by call, and commits with what caused it. */
public final class Books {

  private static final String READ = """
      SELECT account, tenant, posted, held, overdraft, bounded, debit_normal
        FROM ledger.balance
       WHERE account = ANY (?)
      """;

  // Locked in id order, so that two transactions over the same accounts cannot wait for each other.
  private static final String LOCK = READ + """
       ORDER BY account
         FOR UPDATE
      """;

  private Books() {}

  /**
   * Locks the balances of these accounts until the transaction ends; call it as late as possible.
   * @param at the booking time of what will be posted
   * @throws IllegalArgumentException when one of them does not exist
   */
  public static Posting open(Connection transaction, Collection<Long> accounts, Instant at) throws SQLException {
    return new Posting(transaction, rows(transaction, accounts, LOCK), at, true);
  }

  /**
   * Reads the balances and locks nothing yet: for a batch that is decided and written on what they are now, and is right
   * unless they move too far meanwhile. {@link Posting#write} locks them at last, and throws {@link Posting.Moved} if they did.
   * Not for facts that may not fit.
   */
  public static Posting openLate(Connection transaction, Collection<Long> accounts, Instant at) throws SQLException {
    return new Posting(transaction, rows(transaction, accounts, READ), at, false);
  }

  /** As they are now, locked. */
  static Map<Long, Posting.Row> lock(Connection transaction, Collection<Long> accounts) throws SQLException { return rows(transaction, accounts, LOCK); }

  private static Map<Long, Posting.Row> rows(Connection transaction, Collection<Long> accounts, String sql) throws SQLException {
    var rows = new HashMap<Long, Posting.Row>(accounts.size() * 2);
    Array ids = transaction.unwrap(PGConnection.class).createArrayOf("int8", accounts.stream().mapToLong(Long::longValue).toArray());
    try (var select = transaction.prepareStatement(sql)) {
      select.setArray(1, ids);
      try (var found = select.executeQuery()) {
        while (found.next()) rows.put(found.getLong(1), new Posting.Row(found.getLong(1), found.getInt(2),
            found.getBigDecimal(3), found.getBigDecimal(4), found.getBigDecimal(5), found.getBoolean(6), found.getBoolean(7)));
      }
    }
    for (var id : accounts) if (!rows.containsKey(id)) throw new IllegalArgumentException("no account " + id);
    return rows;
  }
}
