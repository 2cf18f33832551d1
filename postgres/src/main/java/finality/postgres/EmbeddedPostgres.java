package finality.postgres;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL 18 server of our own on 127.0.0.1. It is watched: when it ends by itself (killed, out of disk) it is brought
 * back on the same port with growing pauses until {@link #close()}. When this JVM dies without closing it, the kernel stops it;
 * where that fails, the next start does. Safe for use by many threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = System.getLogger("finality.postgres");
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 2_000;
  private static final String DUPLICATE_DATABASE = "42P04";

  private final Home home;
  private final Programs programs;
  private final Settings settings;
  private final int port;
  private final String password;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread keeper;
  private volatile Postmaster postmaster;

  /**
   * Starts the server and returns when it accepts connections.
   *
   * @param home holds {@code data/}, {@code password}, {@code port}, {@code postgres.log}, {@code lock}; created when missing
   * @param port 0: the one it had last time, so that whoever knows where it is finds it again; a free one the first time, and when that one is taken
   * @param settings further settings of postgresql.conf; those that durability and safety rest on are refused
   * @throws PostgresFailed when it does not start, the directory is in use by another process or the port is taken
   */
  public static EmbeddedPostgres start(Path home, int port, Map<String, String> settings) {
    Binaries.archive();   // no such platform: said before anything is written
    var checked = new Settings(settings);
    var opened = Home.open(home);
    try {
      var programs = Programs.find(opened.root, Binaries.cache());
      opened.initialise(programs);
      Postmaster.stopOrphans(programs, opened);
      int chosen = port != 0 ? Ports.choose(port) : Ports.chooseLike(opened.lastPort());
      opened.rememberPort(chosen);
      return new EmbeddedPostgres(opened, programs, checked, chosen);
    } catch (IOException e) {
      opened.close();
      throw new PostgresFailed("The database in " + opened.root + " cannot be prepared: " + e, e);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @SuppressWarnings({"NullAway.Init", "this-escape"})   // the keeper sets postmaster before the constructor returns
  private EmbeddedPostgres(Home home, Programs programs, Settings settings, int port) {
    this.home = home;
    this.programs = programs;
    this.settings = settings;
    this.port = port;
    password = home.password();
    // A thread of the platform that lives as long as the server: the kernel watches the thread that spawned it.
    keeper = Thread.ofPlatform().daemon().name("postgres-" + port).start(this::keep);
    try {
      started.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof PostgresFailed failed ? failed : new PostgresFailed("PostgreSQL could not be started: " + e.getCause(), e);
    }
  }

  private void keep() {
    try {
      launch();
      started.complete(null);
      while (true) {
        int exit = postmaster.awaitEnd();
        if (isClosing()) return;
        LOG.log(Level.WARNING, "PostgreSQL ended unexpectedly (exit {0}); bringing it back on port {1}", exit, Integer.toString(port));
        bringBack();
      }
    } catch (Exception e) {
      if (!started.completeExceptionally(e) && !isClosing()) LOG.log(Level.ERROR, "PostgreSQL is no longer watched", e);
    }
  }

  private void bringBack() throws InterruptedException {
    for (long pause = FIRST_PAUSE_MS; !closing.await(pause, TimeUnit.MILLISECONDS); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        Postmaster.stopOrphans(programs, home);
        launch();
        LOG.log(Level.INFO, "PostgreSQL is back on port {0}", Integer.toString(port));
        return;
      } catch (IOException | RuntimeException e) {
        if (!isClosing()) LOG.log(Level.WARNING, "PostgreSQL is not back yet and is tried again: {0}", e.getMessage());
      }
    }
  }

  private void launch() throws IOException {
    Postmaster next;
    synchronized (this) {
      if (isClosing()) return;
      next = Postmaster.spawn(programs, home, port, settings);
      postmaster = next;
    }
    try {
      next.awaitReady();
    } catch (IOException | RuntimeException e) {
      next.kill();
      throw e;
    }
  }

  private boolean isClosing() { return closing.getCount() == 0; }

  /** {@code jdbc:postgresql://127.0.0.1:PORT/DATABASE}, without credentials. */
  public String jdbcUrl(String database) { return "jdbc:postgresql://127.0.0.1:" + port + "/" + database; }

  /** The superuser. */
  public String user() { return Home.USER; }

  public String password() { return password; }

  public int port() { return port; }

  /** Of the server process now running; another one after it was brought back. */
  public long pid() { return postmaster.pid(); }

  /** Whether the server process runs. It may still be recovering. */
  public boolean isAlive() { return postmaster.isAlive(); }

  /** Creates the database if it is missing. */
  public void createDatabase(String name) {
    try (var connection = connect("postgres"); var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) throw new PostgresFailed("The database " + name + " could not be created: " + e.getMessage(), e);
    }
  }

  private Connection connect(String database) throws SQLException { return DriverManager.getConnection(jdbcUrl(database), user(), password); }

  /** Ends all sessions, stops the server and waits for it. Closing again does nothing. */
  @Override public void close() {
    synchronized (this) {
      if (isClosing()) return;
      closing.countDown();
    }
    try (home) {
      postmaster.stop();
      keeper.join();
    } catch (IOException e) {
      throw new PostgresFailed("PostgreSQL in " + home.root + " could not be stopped: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
