package finality.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The two pools and the pulse that guards them. Each depends on the database, so that Spring closes it first. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /**
   * The pipeline goes by key, always: a batch is a few thousand index look-ups. Its tables grow by more between two ANALYZEs than
   * they held at the first, and a plan made of old statistics scans or sorts them whole. Reports that want a hash join say so in their transaction.
   */
  private static final String BY_KEY = " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_bitmapscan=off -c jit=off";

  @Bean(destroyMethod = "close")
  Database database(Environment environment) { return Database.open(DatabaseSettings.from(environment)); }

  @Bean(destroyMethod = "close")
  Pulse databasePulse(Database database) { return new Pulse(database.api); }

  /** Reads and small writes, one tenant at a time: row-level security applies. */
  @Bean(destroyMethod = "close")
  HikariDataSource apiDataSource(Database database, Pulse pulse) { return pool("api", database.api, 16, Duration.ofSeconds(10), "", pulse); }

  /** The hot path and everything without a tenant: row-level security does not apply. */
  @Bean(destroyMethod = "close")
  HikariDataSource pipelineDataSource(Database database, Pulse pulse) { return pool("pipeline", database.pipeline, 12, Duration.ofSeconds(30), BY_KEY, pulse); }

  /** @param longest how long one statement may take, and how long a transaction may idle: a sleeper would hold up every reader of the log */
  private static HikariDataSource pool(String name, Login login, int size, Duration longest, String options, Pulse pulse) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(800);   // while the database is away, every call is refused within a second
    config.setValidationTimeout(500);
    config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
    config.setConnectionInitSql("SET TIME ZONE 'UTC'");   // the driver would set the JVM's
    return new Pool(config, server(name, login, longest, options), login, pulse);
  }

  private static PGSimpleDataSource server(String name, Login login, Duration longest, String options) {
    var server = new PGSimpleDataSource();
    server.setUser(login.user());
    server.setPassword(login.password());
    server.setApplicationName("finality-" + name);
    server.setConnectTimeout(1);
    server.setSocketTimeout((int) longest.toSeconds() + 5);   // after the server's own limit
    server.setTcpKeepAlive(true);
    server.setLogServerErrorDetail(false);   // it shows whole rows, account numbers with them, and what is refused is logged
    server.setOptions("-c statement_timeout=" + longest.toMillis() + " -c idle_in_transaction_session_timeout=" + longest.toMillis() + options);
    return server;
  }
}
