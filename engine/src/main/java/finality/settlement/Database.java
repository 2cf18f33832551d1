package finality.settlement;

import finality.ledger.Posting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Transactions of the pipeline's own role, tried again when the database says that only the moment was wrong. */
final class Database {

  /** Work within one transaction; runs again from the start when it lost a race, so it must not touch anything outside. */
  @FunctionalInterface
  interface Work<R> {
    R in(Connection transaction) throws SQLException;
  }

  private static final int TRIES = 5;

  private final DataSource pool;

  Database(DataSource pool) { this.pool = pool; }

  /** Runs and commits. A commit whose answer is lost is reported as failed: the caller's key or compare-and-set finds out. */
  <R> R transact(Work<R> work) throws SQLException {
    for (int n = 1; ; n++) {
      try (var connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        try {
          var result = work.in(connection);
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException | Error e) {
          rollBack(connection, e);
          if (n == TRIES || !lostRace(e)) throw e;
        }
      }
      pause(Duration.ofMillis(5L * n));
    }
  }

  /** Serialization failure, deadlock, a row or key that somebody else wrote first: what is there now decides. */
  private static boolean lostRace(Throwable e) {
    return e instanceof SettlementRows.Overtaken || e instanceof Posting.Moved
        || e instanceof SQLException sql && sql.getSQLState() != null && switch (sql.getSQLState()) {
          case "40001", "40P01", "23505", "55P03" -> true;
          default -> false;
        };
  }

  /** The server is gone, restarting, out of disk or out of reach: trying smaller parts would not help. */
  static boolean isAway(@Nullable Throwable e) {
    if (e == null) return false;
    if (e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException) return true;
    if (e instanceof SQLException sql && sql.getSQLState() != null) {
      var state = sql.getSQLState();
      if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) return true;
    }
    return isAway(e.getCause());
  }

  private static void rollBack(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
