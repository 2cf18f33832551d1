package finality.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;

/** Opens accounts for posting, within the caller's transaction: money moves by call, and commits with what caused it. */
public final class Books {

  // Locked in id order, so that two transactions over the same accounts cannot wait for each other.
  private static final String LOCK = """
      SELECT account, tenant, posted, held, overdraft, bounded, debit_normal
        FROM ledger.balance
       WHERE account = ANY (?)
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
    var rows = new HashMap<Long, Posting.Row>(accounts.size() * 2);
    Array ids = transaction.createArrayOf("bigint", accounts.toArray());
    try (var select = transaction.prepareStatement(LOCK)) {
      select.setArray(1, ids);
      try (var found = select.executeQuery()) {
        while (found.next()) rows.put(found.getLong(1), new Posting.Row(found.getLong(1), found.getInt(2),
            found.getBigDecimal(3), found.getBigDecimal(4), found.getBigDecimal(5), found.getBoolean(6), found.getBoolean(7)));
      }
    }
    for (var id : accounts) if (!rows.containsKey(id)) throw new IllegalArgumentException("no account " + id);
    return new Posting(transaction, rows, at);
  }
}
