package finality.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Which database this is. Another value than before means a restore, a fail-over or another database: what the rails
 * were told may then be newer than what is written here.
 *
 * @param systemIdentifier of the cluster, chosen when it was created; a copy has the same, a rebuilt cluster another
 * @param timeline rises by one or more with every promotion and every recovery to a point in time
 * @param database the database's object id within the cluster
 */
public record DatabaseIdentity(long systemIdentifier, int timeline, long database) {

  // The timeline being written, not pg_control_checkpoint()'s: that one lags until the first checkpoint after a promotion.
  private static final String IDENTITY = """
      SELECT (SELECT system_identifier FROM pg_control_system()),
             ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int,
             (SELECT oid::bigint FROM pg_database WHERE datname = current_database())
      """;

  public static DatabaseIdentity of(DataSource database) throws SQLException {
    try (var connection = database.getConnection()) {
      return of(connection);
    }
  }

  public static DatabaseIdentity of(Connection connection) throws SQLException {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(IDENTITY)) {
      rows.next();
      return new DatabaseIdentity(rows.getLong(1), rows.getInt(2), rows.getLong(3));
    }
  }
}
