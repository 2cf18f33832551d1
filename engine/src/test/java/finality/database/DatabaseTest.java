package finality.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import finality.postgres.EmbeddedPostgres;
import finality.postgres.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class DatabaseTest {
  @TempDir Path data;

  @Test void startsItsOwnServerAndHandsOutTwoPools() throws Exception {
    int port;
    try (var context = start(Map.of("FINALITY_DATA", data.toString()))) {
      var api = context.getBean("apiDataSource", DataSource.class);
      var pipeline = context.getBean("pipelineDataSource", DataSource.class);
      assertThat(text(api, "SELECT current_user")).isEqualTo("finality_api");
      assertThat(text(pipeline, "SELECT current_user")).isEqualTo("finality_pipeline");
      assertThat(text(api, "SHOW statement_timeout")).isEqualTo("10s");
      assertThat(text(pipeline, "SHOW idle_in_transaction_session_timeout")).isEqualTo("30s");
      assertThat(text(api, "SHOW timezone")).isEqualTo("UTC");
      assertThat(text(api, "SELECT rolbypassrls OR rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")).isEqualTo("f");
      assertThat(text(pipeline, "SELECT rolbypassrls AND NOT rolsuper AND NOT rolcreaterole FROM pg_roles WHERE rolname = current_user")).isEqualTo("t");
      assertThatThrownBy(() -> text(api, "CREATE TABLE mine (a int)")).hasMessageContaining("permission denied");

      var url = Files.readString(data.resolve("database.url")).strip();
      assertThat(Files.getPosixFilePermissions(data.resolve("database.url"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
      port = Integer.parseInt(url.replaceFirst(".*@127\\.0\\.0\\.1:([0-9]+)/finality", "$1"));
      try (var second = start(Map.of("FINALITY_DATA", data.resolve("second").toString(), "DATABASE_URL", url))) {   // as another engine joins
        assertThat(text(second.getBean("apiDataSource", DataSource.class), "SELECT current_user")).isEqualTo("finality_api");
        assertThat(text(api, "SELECT 1")).isEqualTo("1");
      }
      assertThat(data.resolve("second")).doesNotExist();
    }
    assertThat(data.resolve("database.url")).doesNotExist();
    assertThatThrownBy(() -> DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/finality", "x", "x")).hasMessageContaining("refused");
    try (var again = start(Map.of("FINALITY_DATA", data.toString()))) {
      assertThat(text(again.getBean("pipelineDataSource", DataSource.class), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test void everyCallIsRefusedWithinASecondWhileTheServerIsAwayAndWorksSoonAfter() throws Exception {
    var home = data.resolve("server");
    int port;
    HikariDataSource pool;
    Pulse pulse;
    String password;
    try (var server = EmbeddedPostgres.start(home, 0, Map.of())) {
      port = server.port();
      password = server.password();
      server.createDatabase("books");
      var database = external("postgres://finality:" + password + "@127.0.0.1:" + port + "/books");
      pulse = new Pulse(database.api);
      pool = new DatabaseConfiguration().apiDataSource(database, pulse);
      assertThat(text(pool, "SELECT 1")).isEqualTo("1");
    }
    try (pulse; pool) {
      for (int call = 0; call < 3; call++) {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> text(pool, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_200));
      }
      try (var back = EmbeddedPostgres.start(home, port, Map.of())) {
        assertThat(back.isAlive()).isTrue();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> text(pool, "SELECT 1").equals("1"));
      }
    }
  }

  @Test void whoJoinedByAFileFindsTheDatabaseAgainThatCameBackElsewhere() throws Exception {
    var home = data.resolve("server");
    var url = data.resolve("database.url");
    Pulse pulse;
    HikariDataSource pool;
    try (var server = EmbeddedPostgres.start(home, 0, Map.of())) {
      server.createDatabase("books");
      Files.writeString(url, "postgresql://finality:" + server.password() + "@127.0.0.1:" + server.port() + "/books\n");
      var database = external("file:" + url);
      pulse = new Pulse(database.api);
      pool = new DatabaseConfiguration().apiDataSource(database, pulse);
      assertThat(text(pool, "SELECT 1")).isEqualTo("1");
    }
    Files.delete(url);   // as the engine that keeps the database does when it stops
    try (pulse; pool) {
      await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThatThrownBy(() -> text(pool, "SELECT 1")).hasMessageContaining("nothing says where the database is"));
      try (var back = EmbeddedPostgres.start(home, freePort(), Map.of())) {
        Files.writeString(url, "postgresql://finality:" + back.password() + "@127.0.0.1:" + back.port() + "/books\n");
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> text(pool, "SELECT inet_server_port()").equals(Integer.toString(back.port())));
      }
    }
  }

  @Test void aFileThatIsNotThereIsSaidInOneSentence() {
    assertThatThrownBy(() -> external("file:" + data.resolve("nowhere"))).isInstanceOf(WrongConfiguration.class).hasMessageStartingWith("DATABASE_URL is file:").hasMessageContaining("cannot be read");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) { return socket.getLocalPort(); }
  }

  @Test void itsIdentityIsTheSameForBothRolesAndAnotherForAnotherDatabase() throws Exception {
    try (var one = TestDatabase.fresh(); var other = TestDatabase.fresh()) {
      var identity = DatabaseIdentity.of(one.api());
      assertThat(identity).isEqualTo(DatabaseIdentity.of(one.pipeline()));
      assertThat(identity.timeline()).isEqualTo(1);
      assertThat(identity.systemIdentifier()).isNotZero();
      assertThat(DatabaseIdentity.of(other.api())).isNotEqualTo(identity);
    }
  }

  @Test void aServerThatAcknowledgesTooEarlyIsRefused() throws Exception {
    try (var server = EmbeddedPostgres.start(data, 0, Map.of())) {
      execute(server, "ALTER SYSTEM SET synchronous_commit = local");   // outranked by the launcher's command line: still on
      execute(server, "ALTER ROLE finality SET synchronous_commit = local");
      assertThatThrownBy(() -> external(url(server, "finality"))).isInstanceOf(WrongConfiguration.class)
          .hasMessageStartingWith("PostgreSQL's synchronous_commit for finality at jdbc:postgresql://127.0.0.1").hasMessageContaining("is local, expected on")
          .hasMessageContaining("run ALTER ROLE finality SET synchronous_commit = on.").hasMessageNotContaining(server.password());
      execute(server, "ALTER ROLE finality RESET synchronous_commit");
      external(url(server, "finality"));
      execute(server, "ALTER ROLE finality_pipeline SET synchronous_commit = local");
      assertThatThrownBy(() -> external(url(server, "finality"))).hasMessageContaining("synchronous_commit for finality_pipeline");
    }
  }

  @Test void aLoginWithoutTheRightsIsToldTheSqlAndWorksOnceItWasRun() throws Exception {
    try (var server = EmbeddedPostgres.start(data, 0, Map.of())) {
      execute(server, "CREATE ROLE limited LOGIN PASSWORD 'l'");
      server.createDatabase("books");
      var owner = "postgres://limited:l@127.0.0.1:" + server.port() + "/books";
      assertThatThrownBy(() -> external(owner)).isInstanceOf(WrongConfiguration.class).hasMessageContaining("which may not create the role finality_api").hasMessageContaining("CREATE ROLE finality_pipeline LOGIN BYPASSRLS");

      execute(server, "CREATE ROLE finality_api LOGIN PASSWORD 'a'");
      execute(server, "CREATE ROLE finality_pipeline LOGIN PASSWORD 'p'");
      var api = "postgres://finality_api:a@127.0.0.1:" + server.port() + "/books";
      var pipeline = "postgres://finality_pipeline:p@127.0.0.1:" + server.port() + "/books";
      assertThatThrownBy(() -> external(owner, api, pipeline)).hasMessageContaining("does not bypass row-level security").hasMessageContaining("ALTER ROLE finality_pipeline BYPASSRLS");
      execute(server, "ALTER ROLE finality_pipeline BYPASSRLS");
      assertThatThrownBy(() -> external(owner, api, pipeline)).hasMessageContaining("may not create the tables").hasMessageContaining("ALTER DATABASE books OWNER TO limited");
      execute(server, "ALTER DATABASE books OWNER TO limited");
      assertThat(external(owner, api, pipeline).api.user()).isEqualTo("finality_api");

      assertThatThrownBy(() -> external(owner, owner, pipeline)).hasMessageContaining("DATABASE_API_URL is a login as limited");
      assertThatThrownBy(() -> external(owner, "postgres://finality:" + server.password() + "@127.0.0.1:" + server.port() + "/books", pipeline)).hasMessageContaining("a login as the superuser finality");
    }
  }

  @Test void settingsThatContradictEachOtherAreNamed() {
    assertThatThrownBy(() -> start(Map.of("FINALITY_DATA", data.toString(), "DATABASE_API_URL", "postgres://a:b@c/d"))).rootCause()
        .hasMessage("DATABASE_API_URL is set while DATABASE_URL is not: set both for an external database, neither for the embedded one.");
    assertThatThrownBy(() -> start(Map.of("FINALITY_DATA", data.toString(), "DATABASE_PORT", "many"))).rootCause()
        .hasMessage("DATABASE_PORT is \"many\", expected a port from 0 (any) to 65535 for the embedded database.");
    var wrong = TestPostgres.freshDatabase().replaceAll("password=.*", "password=wrong");
    assertThatThrownBy(() -> start(Map.of("DATABASE_URL", wrong))).rootCause().hasMessageContaining("DATABASE_URL is the database of finality at jdbc:postgresql").hasMessageContaining("which does not answer");
  }

  private static ConfigurableApplicationContext start(Map<String, Object> settings) {
    return new SpringApplicationBuilder(DatabaseConfiguration.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF).properties(settings).run();
  }

  private Database external(String url) { return external(url, null, null); }

  private Database external(String url, String api, String pipeline) { return Database.open(new DatabaseSettings(data, url, api, pipeline, 0, Map.of())); }

  private static String url(EmbeddedPostgres server, String database) {
    server.createDatabase(database);
    return "postgres://" + server.user() + ":" + server.password() + "@127.0.0.1:" + server.port() + "/" + database;
  }

  private static String text(DataSource database, String query) throws SQLException {
    try (var connection = database.getConnection(); var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password()); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
