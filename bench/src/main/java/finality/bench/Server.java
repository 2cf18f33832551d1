package finality.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;

/** The one PostgreSQL server of a run, as its owner sees it. */
final class Server {
  /** Besides the engine's own: the sources' tables and TPC-B's. */
  static final String BENCH = "bench";

  private final URI url;
  final Processes processes;

  /** @param data the engine's data directory */
  Server(Path data) throws IOException {
    var text = Files.readString(data.resolve("database.url")).strip();
    url = URI.create(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
    processes = new Processes(data.resolve("postgres/data/postmaster.pid"));
  }

  String host() { return url.getHost(); }

  int port() { return url.getPort(); }

  String user() { return url.getUserInfo().split(":", 2)[0]; }

  String password() { return url.getUserInfo().split(":", 2)[1]; }

  /** To database {@code bench}. */
  Connection bench() throws SQLException { return connect("/" + BENCH); }

  /** To the engine's database. */
  Connection engine() throws SQLException { return connect(url.getPath()); }

  private Connection connect(String database) throws SQLException {
    var login = new Properties();
    login.setProperty("user", user());
    login.setProperty("password", password());
    login.setProperty("ApplicationName", "finality-bench");
    return DriverManager.getConnection("jdbc:postgresql://" + host() + ":" + port() + database, login);
  }

  void createBenchDatabase() throws SQLException {
    try (var connection = engine()) {
      run(connection, "DROP DATABASE IF EXISTS " + BENCH, "CREATE DATABASE " + BENCH);
    }
  }

  /** Every round begins with one, so that each pays for its own first touches of a page after it. */
  void checkpoint() throws SQLException {
    try (var connection = engine()) {
      run(connection, "CHECKPOINT");
    }
  }

  long walBytes() throws SQLException {
    try (var connection = engine(); var select = connection.createStatement(); var found = select.executeQuery("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")) {
      found.next();
      return found.getLong(1);
    }
  }

  /** What the product promises rests on the first three. */
  String settings() throws SQLException {
    var settings = new StringJoiner(", ");
    try (var connection = engine(); var select = connection.createStatement(); var found = select.executeQuery("""
        SELECT name, current_setting(name) FROM unnest(ARRAY['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'shared_buffers', 'max_wal_size', 'checkpoint_timeout', 'wal_compression', 'server_version']) AS name
        """)) {
      while (found.next()) {
        boolean promised = List.of("fsync", "synchronous_commit", "full_page_writes").contains(found.getString(1));
        if (promised && !found.getString(2).equals("on")) throw new IllegalStateException(found.getString(1) + " is " + found.getString(2) + ": nothing measured so would be true");
        settings.add(found.getString(1) + "=" + found.getString(2));
      }
    }
    return settings.toString();
  }

  /** Bytes on disk of every table and every index of some schemas, by name. */
  Map<String, Long> sizes(Connection connection, String... schemas) throws SQLException {
    var sizes = new LinkedHashMap<String, Long>();
    try (var select = connection.prepareStatement("""
        SELECT n.nspname || '.' || c.relname, CASE c.relkind WHEN 'i' THEN pg_relation_size(c.oid) ELSE pg_table_size(c.oid) END
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'i')
         ORDER BY 1
        """)) {
      select.setArray(1, connection.createArrayOf("text", schemas));
      try (var found = select.executeQuery()) {
        while (found.next()) sizes.put(found.getString(1), found.getLong(2));
      }
    }
    return sizes;
  }

  // ── where the time goes ────────────────────────────────────────────────────────────────────────────────

  void resetStatements() throws SQLException {
    try (var connection = engine()) {
      run(connection, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements", "SELECT pg_stat_statements_reset()");
    }
  }

  /** The costliest statements since the last reset, per settlement. */
  String statements(long done) throws SQLException {
    var text = new StringBuilder();
    try (var connection = engine(); var select = connection.prepareStatement("""
        SELECT total_exec_time * 1000 / ?, wal_bytes / ?, calls, rows, left(regexp_replace(query, '\\s+', ' ', 'g'), 110)
          FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 22
        """)) {
      select.setLong(1, done);
      select.setLong(2, done);
      try (var found = select.executeQuery()) {
        while (found.next()) text.append("    %7.2f µs %6.0f B wal %8d calls %9d rows  %s%n".formatted(found.getDouble(1), found.getDouble(2), found.getLong(3), found.getLong(4), found.getString(5)));
      }
    }
    return text.toString();
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) statement.execute(sql);
    }
  }
}
