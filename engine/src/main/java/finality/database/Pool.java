package finality.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A pool that hands out nothing while the database does not answer, and can let go of those who wait for it. */
final class Pool extends HikariDataSource {
  private final Pulse pulse;
  private final Lines lines;

  /** @param server opens connections, as {@code login} but where it says that the database is now */
  Pool(HikariConfig config, PGSimpleDataSource server, Login login, Pulse pulse) { this(config, new Lines(server, login, pulse), pulse); }

  private Pool(HikariConfig config, Lines lines, Pulse pulse) {
    super(over(config, lines));
    this.lines = lines;
    this.pulse = pulse;
    pulse.guards(this);
  }

  private static HikariConfig over(HikariConfig config, Lines lines) {
    config.setDataSource(lines);
    return config;
  }

  @Override public Connection getConnection() throws SQLException {
    pulse.require();
    return super.getConnection();
  }

  /** Whoever waits for an answer of the database gets an error instead, as of a connection that broke. */
  void letGo() {
    lines.cut();
    if (isRunning()) getHikariPoolMXBean().softEvictConnections();
  }

  /** The connections that are open, free or in use: the pool itself shows only how many. */
  private static final class Lines extends DelegatingDataSource {
    private final PGSimpleDataSource server;
    private final Login login;
    private final Pulse pulse;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    Lines(PGSimpleDataSource server, Login login, Pulse pulse) {
      super(server);
      this.server = server;
      this.login = login;
      this.pulse = pulse;
    }

    @Override public Connection getConnection() throws SQLException {
      pulse.require();   // knocking at a server that stands still only fills its queue
      server.setUrl(login.urlNow());
      var line = super.getConnection();
      for (var other : open) if (other.isClosed()) open.remove(other);
      open.add(line);
      return line;
    }

    @Override public Connection getConnection(String user, String password) throws SQLException { return getConnection(); }

    void cut() {
      for (var line : open) {
        open.remove(line);
        try {
          line.abort(Runnable::run);
        } catch (SQLException e) {
          LoggerFactory.getLogger(Pool.class).debug("a connection could not be cut: {}", e.getMessage());
        }
      }
    }
  }
}
