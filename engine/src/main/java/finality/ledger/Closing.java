package finality.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Closes the books up to a position, so that the audit need only read what came after. Called after an audit that found the books
 * sound; what it closes is what that audit proved, or is still open to the next.
 *
 * <p>A position is closed when no transaction can still write at or below it. Positions are taken under account locks, so whoever took
 * one has a transaction id: when all ids that were running when the sequence stood at L have ended, everything up to L's block is there.
 * Not safe for two threads; {@link BooksWatch} holds a lock.
 */
final class Closing {
  private static final int BLOCK = 16_384;   // the sequence's increment

  private record Mark(long position, long horizon) {}

  private final DataSource pipeline;
  private @Nullable Mark mark;

  Closing(DataSource pipelineDataSource) { pipeline = pipelineDataSource; }

  /** The position the books are closed up to; -1: never closed. */
  static long position(Connection connection) throws SQLException {
    return number(connection, "SELECT coalesce((SELECT position FROM ledger.closing), -1)");
  }

  /** Closes up to the position that the sequence had at the last call, once everything before it has ended, and remembers where it stands now. */
  void advance() throws SQLException {
    try (var connection = pipeline.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        var last = mark;
        boolean ended = last != null && number(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= last.horizon;
        if (ended) {
          connection.setNetworkTimeout(Runnable::run, 0);
          execute(connection, BooksAudit.OVER_ALL);
          close(connection, last.position);
        }
        connection.commit();
        if (last == null || ended) mark = mark(connection);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(true);
      }
    }
  }

  // The sequence first, the horizon after it: whoever took a position before the first statement has an id below the second's answer, which
  // is our own new one. A snapshot's xmax would not do: it is one past the highest that ended, and may be that of a transaction still running.
  private static Mark mark(Connection connection) throws SQLException {
    long position = number(connection, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.position") + BLOCK - 1;
    connection.commit();
    return new Mark(position, number(connection, "SELECT pg_current_xact_id()::text::bigint"));
  }

  private static void close(Connection connection, long to) throws SQLException {
    long from = position(connection);
    if (to <= from) return;
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
        MERGE INTO ledger.closed_event c
        USING (SELECT m.event, m.tenant, sum(m.taken) AS taken, sum(m.arrived) AS arrived FROM ledger.moved(%d, %d) m GROUP BY m.event, m.tenant) m
           ON c.event = m.event
         WHEN MATCHED AND m.taken = m.arrived THEN DELETE
         WHEN MATCHED THEN UPDATE SET taken = m.taken, arrived = m.arrived
         WHEN NOT MATCHED AND m.taken <> m.arrived THEN INSERT (event, tenant, taken, arrived) VALUES (m.event, m.tenant, m.taken, m.arrived)
        """.formatted(from, to));
    execute(connection, """
        INSERT INTO ledger.closing AS c (position, transfers) SELECT %d, count(*) FROM ledger.transfer WHERE %s
        ON CONFLICT (one) DO UPDATE SET position = EXCLUDED.position, transfers = c.transfers + EXCLUDED.transfers, at = now()
        """.formatted(to, part));
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
