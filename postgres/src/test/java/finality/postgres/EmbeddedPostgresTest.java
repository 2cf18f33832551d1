package finality.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
  @TempDir Path temp;
  private Path home;

  @BeforeEach void aPathThatShellsStumbleOver() { home = temp.resolve("a home with 'quotes' & spaces"); }

  @Test void isDurableAndBehindAPassword() throws Exception {
    try (var server = start(0)) {
      assertThat(text(server, "SHOW fsync")).isEqualTo("on");
      assertThat(text(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(text(server, "SHOW data_checksums")).isEqualTo("on");
      assertThat(text(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(text(server, "SHOW server_version")).startsWith("18.");
      assertThat(text(server, "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()")).isEqualTo("b C.UTF-8");
      assertThat(text(server, "SELECT rolpassword FROM pg_authid WHERE rolname = current_user")).startsWith("SCRAM-SHA-256$");
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess")).hasMessageContaining("password authentication failed");
      assertThat(Files.getPosixFilePermissions(home.resolve("password"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes", "FSYNC", "listen_addresses"})
  void refusesToBeMadeLessDurableOrLessPrivate(String setting) {
    assertThatThrownBy(() -> EmbeddedPostgres.start(home, 0, Map.of(setting, "off"))).hasMessageContaining("The setting " + setting + " of the embedded PostgreSQL is fixed");
    assertThat(home).doesNotExist();
  }

  @Test void takesFurtherSettings() throws Exception {
    try (var server = EmbeddedPostgres.start(home, 0, Map.of("max_connections", "17"))) {
      assertThat(text(server, "SHOW max_connections")).isEqualTo("17");
    }
  }

  @Test void saysWhatPostgresSaidWhenItDoesNotStart() {
    assertThatThrownBy(() -> EmbeddedPostgres.start(home, 0, Map.of("shared_buffers", "plenty"))).isInstanceOf(PostgresFailed.class)
        .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"plenty\"").hasMessageContaining("postgres.log");
    start(0).close();   // and the failure left no lock behind
  }

  @Test void keepsItsPortBetweenStartsWhileNobodyElseHasTakenIt() throws Exception {
    int first = portOf(start(0));
    assertThat(portOf(start(0))).isEqualTo(first);
    try (var stranger = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      assertThat(portOf(start(0))).isNotEqualTo(stranger.getLocalPort());
    }
  }

  private static int portOf(EmbeddedPostgres server) {
    try (server) { return server.port(); }
  }

  @Test void keepsItsDataAndPasswordBetweenStarts() throws Exception {
    String password;
    try (var server = start(0)) {
      password = server.password();
      server.createDatabase("books");
      server.createDatabase("books");   // there already: no complaint
      execute(server, "CREATE TABLE kept AS SELECT 7 AS number");
    }
    try (var server = start(0)) {
      assertThat(server.password()).isEqualTo(password);
      assertThat(text(server, "SELECT number FROM kept")).isEqualTo("7");
      assertThat(text(server, "SELECT count(*) FROM pg_database WHERE datname = 'books'")).isEqualTo("1");
    }
  }

  @Test void twoOwnersOfOneDirectoryAreRefused() throws Exception {
    var owner = new OwnerProcess(home);
    try {
      assertThatThrownBy(() -> start(0)).isInstanceOf(PostgresFailed.class).hasMessageContaining("in use by another process of Finality");
    } finally {
      owner.kill();
    }
    try (var server = start(0)) {
      assertThatThrownBy(() -> start(0)).isInstanceOf(PostgresFailed.class).hasMessageContaining("in use by another process of Finality");
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test void neverTakesAPortOnWhichSomebodyListens() throws Exception {
    try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(stranger.getLocalPort())).isInstanceOf(PostgresFailed.class).hasMessageContaining("Port " + stranger.getLocalPort() + " is taken by another program");
    }
    try (var foreign = EmbeddedPostgres.start(temp.resolve("foreign"), 0, Map.of())) {
      assertThatThrownBy(() -> start(foreign.port())).isInstanceOf(PostgresFailed.class).hasMessageContaining("is taken by another program");
    }
  }

  @Test void comesBackOnTheSamePortWhenItIsKilled() throws Exception {
    try (var server = start(0)) {
      execute(server, "CREATE TABLE kept AS SELECT 7 AS number");
      for (int kill = 1; kill <= 2; kill++) {
        long killed = server.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> server.pid() != killed && text(server, "SELECT number FROM kept").equals("7"));
      }
    }
    assertThat(serversIn(home)).isEmpty();
  }

  @Test void aKilledOwnerLeavesNoServerAndLosesNothing() throws Exception {
    var owner = new OwnerProcess(home);
    owner.awaitRows(200);
    owner.kill();
    var acknowledged = owner.acknowledged();
    await().atMost(Duration.ofSeconds(30)).until(() -> ProcessHandle.of(owner.server).isEmpty());
    try (var server = start(0)) {
      assertThat(Integer.parseInt(text(server, "SELECT max(number) FROM acknowledged"))).isBetween(acknowledged, acknowledged + 1);
      assertThat(text(server, "SELECT count(*) = max(number) FROM acknowledged")).isEqualTo("t");
    }
  }

  @Test void theNextStartStopsAnOrphanAndTakesItsSettingsFromUs() throws Exception {
    start(0).close();
    var orphan = orphan();
    try (var server = EmbeddedPostgres.start(home, 0, Map.of("max_connections", "23"))) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(text(server, "SHOW max_connections")).isEqualTo("23");
    }
  }

  @Test void backendsOfAKilledPostmasterDoNotKeepTheNextFromStarting() throws Exception {
    start(0).close();
    var orphan = orphan();
    orphan.destroyForcibly().waitFor();
    try (var server = start(0)) {
      assertThat(text(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test void theProcessIdOfAStrangerInTheLockFileIsNotHarmed() throws Exception {
    start(0).close();
    var stranger = new ProcessBuilder("sleep", "100").start();
    try {
      Files.writeString(home.resolve("data/postmaster.pid"), stranger.pid() + "\n" + home.resolve("data") + "\n1\n1\n\n127.0.0.1\n\nready\n");
      try (var server = start(0)) {
        assertThat(text(server, "SELECT 1")).isEqualTo("1");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test void anInterruptedCreationIsBegunAgain() throws Exception {
    Files.createDirectories(home.resolve("data.unfinished/base"));
    Files.writeString(home.resolve("data.unfinished/PG_VERSION"), "18\n");
    try (var server = start(0)) {
      assertThat(text(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test void saysWhatIsWrongWithTheDirectory() throws Exception {
    start(0).close();
    Files.delete(home.resolve("password"));
    assertThatThrownBy(() -> start(0)).hasMessageContaining("password file").hasMessageContaining("Put it back from your backup");
    Files.writeString(home.resolve("data/PG_VERSION"), "17\n");
    assertThatThrownBy(() -> start(0)).hasMessageContaining("is of PostgreSQL 17, this build brings 18");
    var file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(file, 0, Map.of())).hasMessageContaining("cannot be used for the database");
  }

  @Test void closesTwiceAndUnderOpenSessions() throws Exception {
    var server = start(0);
    try (var session = connect(server); var statement = session.createStatement()) {
      statement.execute("BEGIN");
      server.close();
      server.close();
    } catch (SQLException closedUnderUs) {
      assertThat(closedUnderUs.getMessage()).contains("terminat");
    }
    assertThat(server.isAlive()).isFalse();
    assertThat(serversIn(home)).isEmpty();
  }

  /** A postmaster that nobody watches and no kernel stops. */
  private Process orphan() throws Exception {
    var programs = Programs.find(home.toRealPath(), Binaries.cache());
    var command = new ArrayList<>(programs.prefix());
    command.addAll(List.of(programs.bin().resolve("postgres").toString(), "-D", home.resolve("data").toRealPath().toString()));
    command.addAll(new Settings(Map.of()).arguments(Ports.choose(0)));
    var orphan = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(temp.resolve("orphan.log").toFile()).start();
    await().until(() -> Files.readString(home.resolve("data/postmaster.pid")).contains("ready"));
    return orphan;
  }

  private EmbeddedPostgres start(int port) { return EmbeddedPostgres.start(home, port, Map.of()); }

  private static List<ProcessHandle> serversIn(Path home) throws Exception {
    var data = home.toRealPath().resolve("data");
    return ProcessHandle.allProcesses().filter(p -> {
      try { return Files.readSymbolicLink(Path.of("/proc/" + p.pid() + "/cwd")).equals(data); } catch (java.io.IOException e) { return false; }
    }).toList();
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException { return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password()); }

  private static String text(EmbeddedPostgres server, String query) throws SQLException {
    try (var connection = connect(server); var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = connect(server); var statement = connection.createStatement()) { statement.execute(sql); }
  }

  /** {@link Owner} in a JVM of its own. */
  private static final class OwnerProcess {
    final long server;
    private final Process process;
    private final BufferedReader output;
    private int last;

    OwnerProcess(Path home) throws Exception {
      process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Owner.class.getName(), home.toString())
          .redirectError(ProcessBuilder.Redirect.appendTo(new File("/dev/null"))).start();
      output = process.inputReader();
      server = Long.parseLong(output.readLine().replace("server ", ""));
    }

    /** By its handle: killing the Process would close its output, and what it still had told would be lost. */
    void kill() throws Exception {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }

    void awaitRows(int rows) throws Exception { while (last < rows) last = Integer.parseInt(output.readLine()); }

    /** The last row whose commit was told; after the end of the process. */
    int acknowledged() throws Exception {
      for (String line; (line = output.readLine()) != null && line.matches("[0-9]+"); ) last = Integer.parseInt(line);
      return last;
    }
  }
}
