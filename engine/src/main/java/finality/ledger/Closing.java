package finality.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Mark mark;

  Closing(DataSource pipelineDataSource) { pipeline = pipelineDataSource; }

  /** The position the books are closed up to; -1: never closed. */
  static long position(Connection connection) throws SQLException {
    return number(connection, "SELECT coalesce((SELECT position FROM ledger.closing), -1)");
  }

  /** A position that is final: an audit that begins after this call sees all up to it. -1: none is yet. Remembers where the sequence stands now, for later. */
  long last() throws SQLException {
    try (var connection = pipeline.getConnection()) {
      var known = mark;
      boolean ended = known != null && number(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") >= known.horizon;
      if (known == null || ended) mark = mark(connection);
      return ended ? known.position : -1;
    }
  }

  /** Closes the books up to a position that was final before the audit that proved them; -1: nothing to do. */
  void close(long position) throws SQLException {
    try (var connection = pipeline.getConnection()) {   // the pool takes back what is set here
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setNetworkTimeout(Runnable::run, 0);
      execute(connection, BooksAudit.READ_EVERYTHING);
      if (position > position(connection)) close(connection, position(connection), position);
      connection.commit();
    }
  }

  // The sequence first, the horizon after it: whoever took a position before the first statement has an id below the second's answer, which
  // is our own new one. A snapshot's xmax would not do: it is one past the highest that ended, and may be that of a transaction still running.
  private static Mark mark(Connection connection) throws SQLException {
    long position = number(connection, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.position") + BLOCK - 1;
    return new Mark(position, number(connection, "SELECT pg_current_xact_id()::text::bigint"));
  }

  private static void close(Connection connection, long from, long to) throws SQLException {
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
    // What had arrived before the last closing and was taken back since is not remembered there: it counts as having been there.
    execute(connection, """
        MERGE INTO ledger.closed_event c
        USING (SELECT m.event, m.tenant, m.taken + before.amount AS taken, m.arrived + before.amount AS arrived
                 FROM ledger.moved(%d, %d) m CROSS JOIN LATERAL (SELECT CASE WHEN m.known THEN 0 ELSE greatest(-m.arrived, 0) END AS amount) before) m
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
