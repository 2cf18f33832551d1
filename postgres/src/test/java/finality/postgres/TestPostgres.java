package finality.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for all tests of a JVM, as durable as in production, in a directory that goes with it. */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  /** The server; started at the first call, stopped when the JVM ends. */
  public static EmbeddedPostgres shared() { return Shared.SERVER; }

  /** The URL, with credentials, of a newly created empty database. */
  public static String freshDatabase() {
    var name = "test_" + DATABASES.incrementAndGet();
    shared().createDatabase(name);
    return url(name);
  }

  /** The URL, with credentials, of a database of the shared server. */
  public static String url(String database) {
    return shared().jdbcUrl(database) + "?user=" + shared().user() + "&password=" + shared().password();
  }

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        var home = Files.createTempDirectory("finality-test-");
        var server = EmbeddedPostgres.start(home, 0, Map.of("max_connections", "100", "shared_buffers", "64MB"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
          server.close();
          try { Home.deleteTree(home); } catch (IOException e) { throw new UncheckedIOException(e); }
        }));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
