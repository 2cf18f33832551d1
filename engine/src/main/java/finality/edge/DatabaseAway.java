package finality.edge;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that cannot serve now from a mistake of ours. */
public final class DatabaseAway {

  /** SQL states: connection lost, out of resources or disk, shutting down, I/O error, a replica. */
  private static final List<String> STATES = List.of("08", "53", "57P", "58", "25006");

  private DatabaseAway() {}

  /** The failure comes from a database that is gone, restarting, out of disk or out of reach. */
  public static boolean in(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) return true;
      if (cause instanceof TransactionSystemException rollBack && in(rollBack.getApplicationException())) return true;   // its own cause is only that the rollback failed too
      if (cause instanceof SQLException sql && sql.getSQLState() == null && "Connection is closed".equals(sql.getMessage())) return true;   // the pool closed it when it broke
      if (cause instanceof SQLException sql && sql.getSQLState() != null) return STATES.stream().anyMatch(sql.getSQLState().toUpperCase(Locale.ROOT)::startsWith);
    }
    return false;
  }

  /** A statement was stopped because it took too long. */
  static boolean tooSlow(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) if (cause instanceof SQLException sql && "57014".equals(sql.getSQLState())) return true;
    return false;
  }
}
