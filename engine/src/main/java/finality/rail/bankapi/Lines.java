package finality.rail.bankapi;

import finality.rail.bankapi.Access.NoAccess;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens the line to the bank when it is first needed, so that the bank may start later than we do, and anew when its
 * credentials were renewed under way: they are read again when a call fails, at most once a second.
 */
final class Lines implements AutoCloseable {
  private static final long BETWEEN_READS = TimeUnit.SECONDS.toNanos(1);

  private final BankApiConnection connection;
  private volatile @Nullable Line open;
  private volatile @Nullable String missing;
  private long readAt;

  Lines(BankApiConnection connection) { this.connection = connection; }

  /** @throws NoAccess when the bank cannot be spoken to as configured now */
  Line current() {
    var line = open;
    if (line != null) return line;
    synchronized (this) {
      if (open != null) return open;
      if (missing != null && System.nanoTime() - readAt < BETWEEN_READS) throw new NoAccess(missing);
      try {
        return open = new Line(read(), connection);
      } catch (NoAccess e) {
        missing = e.getMessage();
        throw e;
      }
    }
  }

  /** A call failed on this line: perhaps its credentials are no longer those of the bank. */
  synchronized void doubted(Line line) {
    if (open != line || System.nanoTime() - readAt < BETWEEN_READS) return;
    try {
      var credentials = read();
      if (credentials.equals(line.credentials())) return;
      open = new Line(credentials, connection);
      line.close();
    } catch (NoAccess e) {
      missing = e.getMessage();   // the open line stays: what it has may still be good
    }
  }

  private Credentials read() {
    readAt = System.nanoTime();
    var credentials = connection.access().read();
    missing = null;
    return credentials;
  }

  /** Why there is no line, if there is none; tries to open one. */
  @Nullable String missing() {
    try {
      current();
      return null;
    } catch (NoAccess e) {
      return e.getMessage();
    }
  }

  @Override public void close() {
    var line = open;
    if (line != null) line.close();
  }
}
