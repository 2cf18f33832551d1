package finality.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database answers, asked five times a second over a connection of its own. While it does not, the pools hand out
 * nothing, and whoever waits for its answer is let go: a server that is frozen, or a network that swallows everything, breaks no
 * connection by itself. A long statement on a server that answers is left alone, however long it takes.
 *
 * <p>What is let go in the middle of a commit may be committed all the same: it is a lost answer, which the caller's key finds out about.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration EVERY = Duration.ofMillis(200);

  /** With the pause between two beats still under a second. The question needs no disk and no lock: nothing but a server that stands still makes it wait. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Login login;
  private final List<Pool> pools = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable String away;
  private @Nullable Connection connection;

  Pulse(Login login) {
    this.login = login;
    thread = Thread.ofPlatform().name("database-pulse").daemon().start(this::run);
  }

  /** Lets go of this pool's connections when the database does not answer. */
  void guards(Pool pool) { pools.add(pool); }

  /** @throws SQLTransientConnectionException at once, while the database does not answer */
  void require() throws SQLTransientConnectionException {
    var why = away;
    if (why != null) throw new SQLTransientConnectionException(why, "08001");
  }

  private void run() {
    long since = 0;
    try {
      do {
        var why = beat();
        if (why != null && away == null) {
          since = System.nanoTime();
          LOG.warn("{}: calls are refused until it answers", why);
        }
        if (why == null && away != null) LOG.info("the database answers again after {} ms", (System.nanoTime() - since) / 1_000_000);
        away = why;
        if (why != null) pools.forEach(Pool::letGo);   // at every beat: one more may have been opened a moment before
      } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hangUp();
    }
  }

  /** Why the database does not answer; null: it does. */
  private @Nullable String beat() {
    boolean known = connection != null;
    try {
      return ask();
    } catch (SQLException e) {
      hangUp();
      if (!known || e.getCause() instanceof SocketTimeoutException) return failed(e);
    }
    try {
      return ask();   // that one connection was ended, which says nothing of the server
    } catch (SQLException e) {
      hangUp();
      return failed(e);
    }
  }

  private @Nullable String ask() throws SQLException {
    if (connection == null) {
      connection = login.connect("finality-pulse", 1);
      connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
    }
    try (var statement = connection.createStatement()) {
      statement.execute("");   // as far as the server and back, and nothing more
    }
    return null;
  }

  /** A server that says no is there: too many connections, a changed password. */
  private static @Nullable String failed(SQLException e) {
    var state = e.getSQLState();
    boolean said = state != null && !state.startsWith("08") && !state.startsWith("57P");
    return said ? null : "the database does not answer (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")";
  }

  private void hangUp() {
    var old = connection;
    connection = null;
    if (old == null) return;
    try {
      old.abort(Runnable::run);   // a goodbye could wait for the one who does not answer
    } catch (SQLException e) {
      LOG.debug("the pulse's connection: {}", e.getMessage());
    }
  }

  @Override public void close() {
    closing.countDown();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
