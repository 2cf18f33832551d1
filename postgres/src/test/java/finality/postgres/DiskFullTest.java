package finality.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small disk of its own, which only root can mount: elsewhere this is skipped. */
class DiskFullTest {
  @TempDir Path temp;
  private Path disk;

  @BeforeEach void aSmallDisk() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=150m", "tmpfs", disk.toString()) == 0, "mounting a small disk needs root");
  }

  @AfterEach void unmount() throws Exception { run("umount", disk.toString()); }

  @Test void isBackWithinThirtySecondsAfterThereIsSpaceAgainAndLostNothing() throws Exception {
    try (var server = EmbeddedPostgres.start(disk.resolve("home"), 0, Map.of("max_wal_size", "64MB", "min_wal_size", "32MB"))) {
      execute(server, "CREATE TABLE acknowledged (number int PRIMARY KEY)");
      execute(server, "INSERT INTO acknowledged VALUES (0)");   // has its pages: from now on only the write-ahead log grows
      fill(disk.resolve("ballast"));
      int acknowledged = insertUntilItFails(server);
      assertThat(acknowledged).isPositive();
      var tried = new HashSet<Long>();   // it cannot recover either, ends, and is brought back in vain for a while
      await().atMost(Duration.ofSeconds(30)).until(() -> {
        tried.add(server.pid());
        return tried.size() >= 4;
      });
      assertThat(answers(server, acknowledged)).isFalse();

      Files.delete(disk.resolve("ballast"));
      await().atMost(Duration.ofSeconds(30)).until(() -> answers(server, acknowledged));
      execute(server, "INSERT INTO acknowledged VALUES (-1)");
    }
  }

  /** Rows 1 to n, each committed by itself with a long word in the write-ahead log; answers the last one that was. */
  private static int insertUntilItFails(EmbeddedPostgres server) {
    var last = new int[1];
    catchThrowableOfType(SQLException.class, () -> {
      try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password()); var statement = connection.createStatement()) {
        for (int number = 1; ; number++) {
          statement.execute("BEGIN; INSERT INTO acknowledged VALUES (" + number + "); SELECT pg_logical_emit_message(true, '', repeat('x', 500000)); COMMIT");
          last[0] = number;
        }
      }
    });
    return last[0];
  }

  private static boolean answers(EmbeddedPostgres server, int acknowledged) {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password()); var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM acknowledged WHERE number BETWEEN 1 AND " + acknowledged)) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(acknowledged);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void fill(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      var block = new byte[1 << 16];
      while (true) out.write(block);
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password()); var statement = connection.createStatement()) { statement.execute(sql); }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }
}
