package finality.sandbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import finality.postgres.EmbeddedPostgres;
import finality.postgres.PostgresFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The bank as a process: its database, its books, and its two doors. */
public final class SandboxBank implements AutoCloseable {
  private static final String NAME = "sandbox";
  private static final List<String> FIRST_ACCOUNTS = List.of("EUR-1", "USD-1", "GBP-1", "JPY-1", "KWD-1", "EUR-2");
  private static final BigDecimal FIRST_BALANCE = new BigDecimal(10_000_000);
  // small: the bank shares its machine with what is tested against it
  private static final Map<String, String> DATABASE = Map.of("shared_buffers", "64MB", "max_connections", "20", "max_wal_size", "1GB");
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
  private static final Logger HIKARI = Logger.getLogger("com.zaxxer.hikari");

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Doors doors;
  private boolean closed;

  static {
    JETTY.setLevel(Level.WARNING);
    HIKARI.setLevel(Level.WARNING);
  }

  public static void main(String[] arguments) throws InterruptedException {
    try {
      var bank = new SandboxBank(Settings.from(System.getenv()), Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(bank::close, "stop"));
      System.out.println("Sandbox bank is ready on " + bank.url() + " (admin http://localhost:" + bank.adminPort() + ")");
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | IllegalStateException | PostgresFailed | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /** Starts the bank and returns when it is ready. @throws IllegalStateException when it cannot start; the message says why */
  SandboxBank(Settings settings, Clock clock) {
    try {
      Files.createDirectories(settings.home());
      var credentials = new Credentials(settings.home().resolve("tls"), clock.instant());
      doors = new Doors(settings, credentials);
      start(settings, clock, credentials);
    } catch (IOException e) {
      throw new UncheckedIOException("The bank cannot keep its data in " + settings.home() + ": " + e, e);
    }
  }

  private void start(Settings settings, Clock clock, Credentials credentials) {
    try {
      var postgres = keep(EmbeddedPostgres.start(settings.home().resolve("postgres"), 0, DATABASE));
      postgres.createDatabase(NAME);
      var database = keep(pool(postgres));
      createTables(database);
      var clients = new Clients(settings.home(), credentials, clock, url());
      var modes = new Modes(database, settings.mode());
      var faults = new Faults();
      var teller = new Teller(faults, modes::of);
      var desk = keep(new Desk(database, clock, teller));
      var records = new Records(database);
      var admin = new AdminHandler(clients, modes, faults, desk, teller, records);
      for (var account : FIRST_ACCOUNTS) {
        var currency = account.substring(0, 3);
        admin.open("SBX-" + account, Clients.FIRST, currency, FIRST_BALANCE.setScale(Amounts.decimals(currency)), Amounts.zero(currency));
      }
      doors.serve(new RailHandler(clients, modes, faults, desk, teller, records, clock), admin);
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("The bank's database in " + settings.home() + " cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  String url() { return "https://localhost:" + doors.railPort(); }

  int adminPort() { return doors.adminPort(); }

  private <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    var config = new HikariConfig();
    // rewritten: a batch of inserts travels as a few long statements
    config.setJdbcUrl(postgres.jdbcUrl(NAME) + "?reWriteBatchedInserts=true");
    config.setUsername(postgres.user());
    config.setPassword(postgres.password());
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setConnectionTimeout(2_000);
    return new HikariDataSource(config);
  }

  private static void createTables(HikariDataSource database) throws SQLException {
    try (var in = SandboxBank.class.getResourceAsStream("schema.sql"); var connection = database.getConnection(); var statement = connection.createStatement()) {
      statement.execute(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
      connection.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes no more calls, finishes those it has, writes what has queued, stops the database. Closing again does nothing. */
  @Override public synchronized void close() {
    if (closed) return;
    closed = true;
    shut(doors);
    while (!open.isEmpty()) shut(open.pop());
  }

  private static void shut(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("The bank did not stop cleanly: " + e);
    }
  }
}
