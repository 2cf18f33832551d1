package finality.settlement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Takes rows of the work queue, so that no other node works on them: locked until the transaction ends, passed over by others. */
final class Claims {
  private final SettlementRows rows;

  Claims(SettlementRows rows) { this.rows = rows; }

  /**
   * Takes what is due and may be sent over a connection: urgent before high before normal, tenants by equal shares of
   * the batch, then by due time. Rows another node holds are passed over.
   */
  List<Item> toSend(Connection tx, String connection, Collection<Integer> tenants, Instant now, int limit) throws SQLException {
    int share = Math.max(1, limit / Math.max(1, tenants.size()));
    try (var select = tx.prepareStatement("""
        WITH due AS MATERIALIZED (
          SELECT q.*
            FROM unnest(?::int[]) AS t(tenant)
           CROSS JOIN LATERAL (
             SELECT l.*
               FROM settlement.live l
              WHERE l.connection = ? AND l.tenant = t.tenant AND l.state IN (1, 3, 4) AND l.due <= ?
              ORDER BY l.priority, l.due
              LIMIT ?
                FOR UPDATE SKIP LOCKED) q
           ORDER BY q.priority, q.due
           LIMIT ?)
        SELECT %s, %s
          FROM due l CROSS JOIN LATERAL (%s) i
         ORDER BY l.priority, l.due
        """.formatted(SettlementRows.INSTRUCTION, SettlementRows.LIVE, SettlementRows.BY_KEY.formatted("l")))) {
      select.setArray(1, tx.createArrayOf("int", tenants.toArray()));
      select.setString(2, connection);
      SettlementRows.set(select, 3, now);
      select.setInt(4, share);
      select.setInt(5, limit);
      return rows.liveItems(select);
    }
  }

  /** Takes what is under way over a connection and due: a lease that ended, an answer overdue, a look-up to be made. */
  List<Item> toCheck(Connection tx, String connection, Instant now, int limit) throws SQLException {
    try (var select = tx.prepareStatement("""
        WITH due AS MATERIALIZED (
          SELECT * FROM settlement.live
           WHERE connection = ? AND state IN (5, 6, 7) AND due <= ?
           ORDER BY due
           LIMIT ?
             FOR UPDATE SKIP LOCKED)
        SELECT %s, %s
          FROM due l CROSS JOIN LATERAL (%s) i
         ORDER BY l.due
        """.formatted(SettlementRows.INSTRUCTION, SettlementRows.LIVE, SettlementRows.BY_KEY.formatted("l")))) {
      select.setString(1, connection);
      SettlementRows.set(select, 2, now);
      select.setInt(3, limit);
      return rows.liveItems(select);
    }
  }

  /** Takes what has held its funds since before a moment and was not sent, with its turn: that may be far off, and the money is somebody's. */
  List<Item> expired(Connection tx, String connection, Instant heldBefore, int limit) throws SQLException {
    try (var select = tx.prepareStatement("""
        WITH expired AS MATERIALIZED (
          SELECT l.tenant, l.id
            FROM settlement.live l JOIN settlement.log g ON g.instruction = l.id AND g.seq = l.held_seq
           WHERE l.connection = ? AND l.state = 4 AND g.at < ?
           LIMIT ?
             FOR UPDATE OF l SKIP LOCKED)
        SELECT %s, %s, l.due
          FROM expired JOIN settlement.live l USING (tenant, id) JOIN settlement.instruction i USING (tenant, id)
        """.formatted(SettlementRows.INSTRUCTION, SettlementRows.LIVE))) {
      select.setString(1, connection);
      SettlementRows.set(select, 2, heldBefore);
      select.setInt(3, limit);
      return rows.liveItemsAndDue(select);
    }
  }
}
