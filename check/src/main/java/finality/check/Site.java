package finality.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two engines on one database, and the bank: processes with directories and ports of their own. The first engine keeps PostgreSQL; the second joins it.
 * For aimed kills the second one speaks to its database and its bank through taps and is the only one that works: the first one only accepts, and
 * a third one takes over when it is started.
 */
final class Site implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  /**
   * Short times, so that a campaign is over today: a lease lasts an answer's time-out and 30 s; what was declined or not found while an earlier request
   * under its id is unproven stays in doubt until valid_for has passed, which is longer than a freeze, so that a byte of the frozen may still be good.
   */
  static final String CONFIGURATION = """
      rails.bankapi.connections:
        - name: sandbox
          bank: SANDDEFFXXX
          currencies: [EUR, USD, GBP, JPY, KWD]
          credentials_file: %s
          takes_id_once: true
          enforces_valid_until: true
          cancel_blocks_id: true
          read_delay: 1s
          throttling_precedes_acceptance: true
          order_timeout: 3s
          valid_for: 60s
          breaker_pause: 1s
      """;

  final Path data;
  final Program first;
  final Program second;
  final Program third;
  final Program bank;
  final Http firstApi;
  final Http secondApi;
  final Http thirdApi;
  final Http bankApi;
  private final Path directory;
  private final Map<String, String> secondEnvironment = new HashMap<>();
  private final Map<String, String> thirdEnvironment = new HashMap<>();
  private final int railPort;
  private final @Nullable Tap database;
  private final @Nullable BankTap rail;
  private boolean delete;

  /** The site cannot be brought up; the message says which part and why. */
  static final class NotRunning extends RuntimeException {
    NotRunning(String message) { super(message); }
  }

  Site(Path checkout, Path directory) throws IOException { this(checkout, directory, null); }

  /** @param trap on the wires of the second engine */
  Site(Path checkout, Path directory, @Nullable Trap trap) throws IOException {
    this.directory = directory;
    data = Files.createDirectories(directory.resolve("data"));
    var configuration = Files.writeString(directory.resolve("finality.yaml"), CONFIGURATION.formatted(data.resolve("sandbox/client.json")));
    var ports = freePorts(6);
    railPort = ports.get(3);
    database = trap == null ? null : new DatabaseTap(ports.get(4), trap).open();
    rail = trap == null ? null : new BankTap(railPort, trap);
    if (rail != null) rail.open();
    var engineJar = built(checkout.resolve("engine/target/finality-app.jar"));
    var environment = Map.of("FINALITY_DATA", data.toString(), "FINALITY_CONFIG", configuration.toString(), "FINALITY_EMPTY", "true",
        "SANDBOX_PORT", "" + ports.get(2), "SANDBOX_RAIL_PORT", "" + ports.get(3), "SANDBOX_LATENCY_MS", "20", "DATABASE_PORT", "" + ports.get(4));
    bank = new Program("the bank", built(checkout.resolve("sandbox/target/sandbox.jar")), 192, environment, directory.resolve("bank.log"));
    var firstEnvironment = with(environment, "HTTP_PORT", ports.get(0));
    if (trap != null) firstEnvironment.put("FINALITY_ROLE", "api");
    first = new Program("the first engine", engineJar, 320, firstEnvironment, directory.resolve("first.log"));
    secondEnvironment.putAll(with(environment, "HTTP_PORT", ports.get(1)));
    secondEnvironment.remove("DATABASE_PORT");
    thirdEnvironment.putAll(with(secondEnvironment, "HTTP_PORT", ports.get(5)));
    third = new Program("the third engine", engineJar, 320, thirdEnvironment, directory.resolve("third.log"));
    second = new Program("the second engine", engineJar, 320, secondEnvironment, directory.resolve("second.log"));
    firstApi = new Http(ports.get(0));
    secondApi = new Http(ports.get(1));
    thirdApi = new Http(ports.get(5));
    bankApi = new Http(ports.get(2));
  }

  private static Path built(Path jar) {
    if (!Files.exists(jar)) throw new NotRunning(jar + " is not built; run ./mvnw -DskipTests package first (./finality check does).");
    return jar;
  }

  private static Map<String, String> with(Map<String, String> environment, String name, int value) {
    var more = new HashMap<>(environment);
    more.put(name, Integer.toString(value));
    return more;
  }

  static List<Integer> freePorts(int count) throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    for (int i = 0; i < count; i++) sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    for (var socket : sockets) socket.close();
    return sockets.stream().map(ServerSocket::getLocalPort).toList();
  }

  /** Starts whatever does not run, in the order in which one needs another, and returns when all of it is ready. @return how long that took, from the last start */
  Duration bringUp() {
    long start = System.nanoTime();
    bank.start();
    first.start();
    await(bank, () -> healthy(bankApi, "/admin/health"));
    await(first, () -> healthy(firstApi, "/health"));
    try {
      var key = Files.readString(data.resolve("operator.key")).strip();
      firstApi.authorise(key);
      secondApi.authorise(key);
      thirdApi.authorise(key);
      thirdEnvironment.put("DATABASE_URL", databaseUrl());
      secondEnvironment.put("DATABASE_URL", databaseUrl());
      tapped();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (rail != null && !second.alive()) rail.expectOpening();
    second.start();
    await(second, () -> healthy(secondApi, "/health") && (rail == null || rail.openAndQuiet()));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The second engine finds its database and its bank where the taps are. */
  private void tapped() throws IOException {
    if (database == null || rail == null) return;
    var url = java.net.URI.create(databaseUrl());
    secondEnvironment.put("DATABASE_URL", databaseUrl().replace("@" + url.getHost() + ":" + url.getPort(), "@127.0.0.1:" + database.port()) + "?sslmode=disable");
    var credentials = directory.resolve("tapped.json");
    Files.writeString(credentials, Files.readString(data.resolve("sandbox/client.json")).replace(":" + railPort, ":" + rail.port()));
    secondEnvironment.put("FINALITY_CONFIG", Files.writeString(directory.resolve("tapped.yaml"), CONFIGURATION.formatted(credentials)).toString());
  }

  /** Starts the third engine, which takes over what the second one leaves. */
  void bringUpThird() {
    third.start();
    await(third, () -> healthy(thirdApi, "/health"));
  }

  private static boolean healthy(Http api, String path) {
    try {
      return api.get(path).status() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private static void await(Program program, BooleanSupplier ready) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!ready.getAsBoolean()) {
      if (!program.alive()) throw new NotRunning(program.name + " ended by itself; its last words:\n" + program.lastWords());
      if (System.nanoTime() > deadline) throw new NotRunning(program.name + " was not ready after " + START.toSeconds() + " s; its last words:\n" + program.lastWords());
      Moment.pause(Duration.ofMillis(50));
    }
  }

  private String databaseUrl() throws IOException { return Files.readString(data.resolve("database.url")).strip(); }

  /** SIGKILL to the engines' PostgreSQL. False when it does not run. */
  boolean killPostgres() { return killPostmaster(data.resolve("postgres/data/postmaster.pid")); }

  boolean killBanksPostgres() { return killPostmaster(data.resolve("sandbox/postgres/data/postmaster.pid")); }

  private static boolean killPostmaster(Path pidFile) {
    try {
      long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    } catch (IOException | RuntimeException _) {
      return false;   // it is just starting or stopping
    }
  }

  /**
   * When the first instruction that was under way at {@code killed} moved on after {@code restarted}, by the engine's log; {@code null} while none has.
   * Only for measuring: nothing is judged by the engine's own tables.
   */
  @Nullable Instant movedOn(Instant killed, Instant restarted) {
    try (var database = database(); var query = database.prepareStatement("""
        SELECT min(l.at) FROM settlement.log l JOIN settlement.instruction i ON i.id = l.instruction WHERE l.at > ? AND i.created_at < ? AND l.seq > 1
        """)) {
      query.setObject(1, restarted.atOffset(java.time.ZoneOffset.UTC));
      query.setObject(2, killed.atOffset(java.time.ZoneOffset.UTC));
      try (var row = query.executeQuery()) {
        row.next();
        var at = row.getObject(1, java.time.OffsetDateTime.class);
        return at == null ? null : at.toInstant();
      }
    } catch (SQLException | IOException _) {
      return null;
    }
  }

  private Connection database() throws SQLException, IOException {
    var url = java.net.URI.create(databaseUrl());
    var user = url.getUserInfo().split(":", 2);
    return DriverManager.getConnection("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user[0], user[1]);
  }

  void deleteOnClose() { delete = true; }

  @Override public synchronized void close() {
    third.stop();
    second.stop();
    if (database != null) database.close();
    if (rail != null) rail.close();
    first.stop();
    bank.stop();
    if (!delete) return;
    delete = false;
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    } catch (IOException e) {
      System.err.println("The directory " + directory + " could not be deleted: " + e.getMessage());
    }
  }
}
