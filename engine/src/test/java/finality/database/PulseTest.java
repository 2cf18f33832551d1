package finality.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import finality.postgres.EmbeddedPostgres;
import finality.postgres.Freezer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stands still breaks no connection. Nobody waits for it all the same, and a long statement on one that answers is left alone. */
class PulseTest {
  @TempDir Path home;
  private EmbeddedPostgres server;
  private Pulse pulse;
  private HikariDataSource pool;

  @BeforeEach void start() {
    server = EmbeddedPostgres.start(home, 0, Map.of());
    server.createDatabase("books");
    var database = Database.open(new DatabaseSettings(home, "postgres://finality:" + server.password() + "@127.0.0.1:" + server.port() + "/books", null, null, 0, Map.of()));
    pulse = new Pulse(database.api);
    pool = new DatabaseConfiguration().apiDataSource(database, pulse);
  }

  @AfterEach void stop() {
    pool.close();
    pulse.close();
    server.close();
  }

  @Test void whoWaitsWhenTheServerFreezesIsLetGoWithinASecondAndServedWhenItThaws() {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor(); var frozen = new Freezer(server.pid())) {
      var sleepers = CompletableFuture.allOf(IntStream.range(0, 10).mapToObj(_ -> CompletableFuture.runAsync(() -> refused("SELECT pg_sleep(9)", 9_000), clients)).toArray(CompletableFuture[]::new));
      await().until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 10);
      frozen.freeze();
      refused("SELECT 1", 1_200);   // a second, and what a busy machine adds
      assertThat(sleepers).as("those under way").succeedsWithin(Duration.ofMillis(500));
      refused("SELECT 1", 100);   // it is known now
      frozen.thaw();
      await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> answer("SELECT 1") == 1);
    }
  }

  @Test void aLongStatementIsWaitedForWhileTheServerAnswers() throws SQLException {
    assertThat(answer("SELECT 1 FROM (SELECT pg_sleep(2)) AS s")).isEqualTo(1);   // four times the pulse's patience
  }

  @Test void theEndOfThePulsesOwnConnectionIsNotTakenForTheServers() throws SQLException {
    await().until(() -> answer("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'finality-pulse'") == 1);
    for (int i = 0; i < 5; i++) {
      try (var connection = pool.getConnection(); var statement = connection.createStatement();
          var superuser = DriverManager.getConnection(server.jdbcUrl("books"), server.user(), server.password()); var kill = superuser.createStatement()) {
        kill.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'finality-pulse'");
        statement.execute("SELECT pg_sleep(0.5)");
      }
    }
  }

  private void refused(String sql, int withinMs) {
    long begun = System.nanoTime();
    assertThatThrownBy(() -> answer(sql)).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(withinMs));
  }

  private int answer(String sql) throws SQLException {
    try (var connection = pool.getConnection(); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
