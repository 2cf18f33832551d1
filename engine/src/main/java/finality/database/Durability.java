package finality.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A commit that was acknowledged must be on disk: what the server has to be set to for that. */
final class Durability {
  private static final int OLDEST = 18;   // uuidv7()

  private Durability() {}

  /** @throws WrongConfiguration naming the setting, its value in this session and the remedy */
  static void require(Connection connection, Login login) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
      throw new WrongConfiguration(login.setting(), "a server of version " + connection.getMetaData().getDatabaseProductVersion(), "PostgreSQL " + OLDEST + " or newer");
    }
    if (show(connection, "transaction_read_only").equals("on")) {
      throw new WrongConfiguration(login.setting(), "a server that only reads", "the primary: name it, or add targetServerType=primary to a URL of several hosts");
    }
    require(connection, login, "fsync", Set.of("on"), "run ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf()");
    require(connection, login, "full_page_writes", Set.of("on"), "run ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf()");
    require(connection, login, "synchronous_commit", Set.of("on", "remote_apply"), "run ALTER ROLE " + login.user() + " SET synchronous_commit = on");
  }

  private static void require(Connection connection, Login login, String setting, Set<String> durable, String remedy) throws SQLException {
    var value = show(connection, setting);
    if (!durable.contains(value)) {
      throw new WrongConfiguration("PostgreSQL's " + setting + " for " + login, value, "on, because a crash of the server would lose money already reported as settled: " + remedy);
    }
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery("SHOW " + setting)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
