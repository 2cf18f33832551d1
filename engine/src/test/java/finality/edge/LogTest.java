package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import finality.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log file: one JSON object a line, which says whose call it was and about which instruction, and holds neither secrets nor account numbers. */
class LogTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NUMBER = "DE89370400440532013000";

  @TempDir Path data;

  @Test void aFailureIsALineOfJsonWithItsCallAndItsInstruction() throws Exception {
    var url = TestPostgres.freshDatabase();
    var log = data.resolve("engine.log");
    try (var http = HttpClient.newHttpClient(); var engine = EngineProcess.start(List.of(), data, Map.of("DATABASE_URL", url, "logging.level.root", "INFO", "logging.file.name", log.toString()))) {
      var id = aPayment(http, engine);
      assertThat(post(http, engine, "/v1/settlements", PAYMENT.replace("1.00", "one")).statusCode()).isEqualTo(400);
      execute(url, "ALTER TABLE settlement.review RENAME TO mislaid");
      var failed = post(http, engine, "/v1/settlements/" + id + "/approve", "{}");
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).contains("internal_error").doesNotContain("review", "SQL", "relation");

      await().until(() -> lines(log).stream().anyMatch(LogTest::isTheFailure));
      var line = lines(log).stream().filter(LogTest::isTheFailure).findFirst().orElseThrow();
      assertThat(List.of(line.path("level").asString(), line.path("request_id").asString(), line.path("trace_id").asString(), line.path("person").asString(), line.path("tenant").asString(), line.path("instruction").asString()))
          .containsExactly("ERROR", "call-4711", "0af7651916cd43dd8448eb211c80319c", "operator", "1", id);
      assertThat(line.path("stack_trace").asString()).contains("settlement.review");
      assertThat(Files.readString(log)).doesNotContain(NUMBER, "N-771234", engine.key(), Files.readString(data.resolve("approver.key")).strip(), TestPostgres.shared().password());
    }
  }

  @Test void whatTheDatabaseRefusesDoesNotShowItsRow() {
    assertThatThrownBy(() -> Engine.shared().api().sql("INSERT INTO access.tenant (code, name, test) VALUES ('NOT A CODE', '" + NUMBER + "', true)").update())
        .hasStackTraceContaining("tenant_code_check").satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain(NUMBER));
  }

  private static final String PAYMENT = """
      {"debtor_account":"payer","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"1.00","currency":"EUR"}""";

  private static String aPayment(HttpClient http, EngineProcess engine) throws Exception {
    for (var account : List.of("""
        {"code":"payer","kind":"participant","currency":"EUR","owner":"payer","limit":"100.00"}""", """
        {"code":"nostro-log","kind":"nostro","bank":"TESTDEFF","number":"N-771234","currency":"EUR","limit":"1000.00"}""")) {
      var opened = post(http, engine, "/v1/accounts", account);
      assertThat(opened.statusCode()).isEqualTo(201);
      Engine.agree(engine.port(), engine.approver(), opened.body());
    }
    var paid = post(http, engine, "/v1/settlements", PAYMENT);
    assertThat(paid.statusCode()).as(paid.body()).isEqualTo(201);
    return JSON.readTree(paid.body()).path("id").asString();
  }

  private static HttpResponse<String> post(HttpClient http, EngineProcess engine, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path)).headers("Authorization", "Bearer " + engine.key(), "Content-Type", "application/json",
        "Idempotency-Key", "log-" + Integer.toHexString((path + body).hashCode()), "X-Request-Id", "call-4711", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    return http.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static boolean isTheFailure(JsonNode line) { return line.path("message").asString().endsWith("/approve failed"); }

  private static List<JsonNode> lines(Path log) {
    try {
      return Files.readAllLines(log).stream().map(JSON::readTree).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) { statement.execute(sql); }
  }
}
