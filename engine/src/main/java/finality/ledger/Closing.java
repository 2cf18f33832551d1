package finality.ledger;

import finality.ledger.Invariant.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Closes the books up to a position, so that the audit need only read what came after: {@link #last()}, then an audit, then, when it found
 * the books sound, {@link #close}.
 *
 * <p>A position is closed when no transaction can still write at or below it. Positions are taken under account locks, so whoever took
 * one has a transaction id: when all ids that were running when the sequence stood at L have ended, everything up to L's block is there.
 * Not safe for two threads; {@link BooksWatch} holds a lock.
 */
final class Closing {
  private static final int BLOCK = 16_384;   // the sequence's increment

  private record Mark(long position, long horizon) {}

  private final DataSource pipeline;
  private long last = -1;

  Closing(DataSource pipelineDataSource) { pipeline = pipelineDataSource; }

  /** This moment of the books, and up to where they are closed. */
  static Snapshot since(Connection connection) throws SQLException {
    return new Snapshot(connection, number(connection, "SELECT coalesce((SELECT position FROM ledger.closing), -1)"), number(connection, "SELECT coalesce((SELECT events FROM ledger.closing), -1)"));
  }

  /**
   * The last position that is known to be final: an audit that begins after this call sees all up to it; -1: none is yet. That is where
   * the sequence stands now, unless a transaction that is older than the question does not end within a second.
   */
  long last() throws SQLException {
    try (var connection = pipeline.getConnection()) {
      var mark = mark(connection);
      for (int looks = 0; looks < 20; looks++) {
        if (number(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= mark.horizon) return last = mark.position;
        LockSupport.parkNanos(50_000_000);
      }
      return last;
    }
  }

  /**
   * Closes the books up to a position that was final before the audit that proved them; -1: nothing to do.
   * @param events what was under way too; otherwise the balances alone
   */
  void close(long position, boolean events) throws SQLException {
    try (var connection = pipeline.getConnection()) {   // the pool takes back what is set here
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setNetworkTimeout(Runnable::run, 0);
      execute(connection, BooksAudit.READ_EVERYTHING);
      var closed = since(connection);
      if (events && position > closed.closedEvents()) closeEvents(connection, closed.closedEvents(), position);
      if (position > closed.closed()) closeBalances(connection, closed.closed(), position);
      if (events && position > closed.closedEvents()) execute(connection, "UPDATE ledger.closing SET events = " + position);
      connection.commit();
    }
  }

  // The sequence first, the horizon after it: whoever took a position before the first statement has an id below the second's answer, which
  // is our own new one. A snapshot's xmax would not do: it is one past the highest that ended, and may be that of a transaction still running.
  private static Mark mark(Connection connection) throws SQLException {
    long position = number(connection, "SELECT CASE WHEN is_called THEN last_value + " + (BLOCK - 1) + " ELSE 0 END FROM ledger.position");
    return new Mark(position, number(connection, "SELECT pg_current_xact_id()::text::bigint"));
  }

  private static void closeBalances(Connection connection, long from, long to) throws SQLException {
    var part = "position > " + from + " AND position <= " + to;
    execute(connection, """
        INSERT INTO ledger.closed_balance AS c (account, tenant, debits)
        SELECT account, tenant, sum(amount) FROM (
          SELECT debit AS account, tenant, amount FROM ledger.transfer WHERE %1$s
          UNION ALL
          SELECT credit, tenant, -amount FROM ledger.transfer WHERE %1$s) side
         GROUP BY account, tenant
        ON CONFLICT (account) DO UPDATE SET debits = c.debits + EXCLUDED.debits
        """.formatted(part));
    execute(connection, """
        INSERT INTO ledger.closing AS c (position, transfers) SELECT %d, count(*) FROM ledger.transfer WHERE %s
        ON CONFLICT (one) DO UPDATE SET position = EXCLUDED.position, transfers = c.transfers + EXCLUDED.transfers, at = now()
        """.formatted(to, part));
  }

  private static void closeEvents(Connection connection, long from, long to) throws SQLException {
    // Nearly all came and arrived within the part, which counting shows; what did not is summed. What had arrived before the last closing and
    // was taken back since is not remembered there: it counts as having been there.
    execute(connection, """
        MERGE INTO ledger.closed_event c
        USING (SELECT m.event, m.tenant, m.taken + before.amount AS taken, m.arrived + before.amount AS arrived
                 FROM ledger.moved(%1$d, %2$d) m CROSS JOIN LATERAL (SELECT CASE WHEN m.known THEN 0 ELSE greatest(-m.arrived, 0) END AS amount) before
                WHERE m.event = ANY (ARRAY(SELECT event FROM ledger.moves(%1$d, %2$d) GROUP BY event
                                           HAVING sum(took) <> sum(brought) OR min(amount) <> max(amount) OR bool_or(closed)))) m
           ON c.event = m.event
         WHEN MATCHED AND m.taken = m.arrived THEN DELETE
         WHEN MATCHED THEN UPDATE SET taken = m.taken, arrived = m.arrived
         WHEN NOT MATCHED AND m.taken <> m.arrived THEN INSERT (event, tenant, taken, arrived) VALUES (m.event, m.tenant, m.taken, m.arrived)
        """.formatted(from, to));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
