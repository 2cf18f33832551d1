package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIGTERM to a real engine, with its own PostgreSQL, while clients pay and a slow bank has orders: nothing is lost, and nothing is left in doubt. */
class ShutdownTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SIGTERM = 128 + 15;
  private static final int PAYERS = 8;

  @TempDir Path data;
  private final AtomicInteger number = new AtomicInteger();
  /** Id by idempotency key: what was acknowledged; empty: nobody knows. */
  private final Map<String, String> asked = new ConcurrentHashMap<>();

  @Test void aSigtermEndsWhatIsUnderWayAndTheNextStartFindsAll() throws Exception {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      try (var engine = EngineProcess.start(List.of(), data, Map.of())) {
        open(http, engine);
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < PAYERS; i++) clients.add(Thread.startVirtualThread(() -> payUntilTheEnd(http, engine)));
        await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged() > 100 && underWay(http, engine) > 0);
        engine.process().toHandle().destroy();   // SIGTERM
        assertThat(engine.process().waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
        assertThat(engine.process().exitValue()).isEqualTo(SIGTERM);
        for (var client : clients) assertThat(client.join(Duration.ofSeconds(60))).isTrue();
      }
      try (var again = EngineProcess.start(List.of(), data, Map.of())) {
        for (var unknown : asked.entrySet()) if (unknown.getValue().isEmpty()) assertThat(pay(http, again, unknown.getKey())).isTrue();
        for (var id : asked.values()) {
          await().atMost(Duration.ofSeconds(30)).until(() -> get(http, again, "/v1/settlements/" + id).path("state").asString().equals("settled"));
          assertThat(get(http, again, "/v1/settlements/" + id).path("log").valueStream().map(row -> row.path("cause").asString())).as("how %s was paid", id)
              .doesNotContain("sender_lost", "answer_unknown").contains("intent", "transfer_confirmed");
        }
        assertThat(asked.values()).doesNotHaveDuplicates();
        assertThat(get(http, again, "/v1/accounts/payer").path("posted").asString()).as("once each").isEqualTo(new BigDecimal("-0.55").multiply(BigDecimal.valueOf(asked.size())).toPlainString());
        assertThat(get(http, again, "/v1/audit/books").path("sound").asBoolean()).isTrue();
      }
    }
  }

  private long acknowledged() { return asked.values().stream().filter(id -> !id.isEmpty()).count(); }

  private static long underWay(HttpClient http, EngineProcess engine) throws IOException, InterruptedException { return get(http, engine, "/v1/settlements?state=sending").path("items").size(); }

  private void payUntilTheEnd(HttpClient http, EngineProcess engine) {
    try {
      while (pay(http, engine, "shutdown-" + number.incrementAndGet())) { }
    } catch (IOException _) {
      // it is gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** @return whether it was acknowledged */
  private boolean pay(HttpClient http, EngineProcess engine, String key) throws IOException, InterruptedException {
    asked.putIfAbsent(key, "");
    var answer = post(http, engine, "/v1/settlements", """
        {"debtor_account":"payer","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"0.55","currency":"EUR"}""", key);
    if (answer.statusCode() == 201) asked.put(key, JSON.readTree(answer.body()).path("id").asString());
    else assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    return answer.statusCode() == 201;
  }

  private static void open(HttpClient http, EngineProcess engine) throws IOException, InterruptedException {
    for (var account : List.of("""
        {"code":"payer","kind":"participant","currency":"EUR","owner":"payer","limit":"100000.00"}""", """
        {"code":"nostro-shutdown","kind":"nostro","bank":"TESTDEFF","number":"S-1","currency":"EUR","limit":"100000.00"}""")) {
      var opened = post(http, engine, "/v1/accounts", account, "open-" + account.hashCode());
      assertThat(opened.statusCode()).isEqualTo(201);
      Engine.agree(engine.port(), engine.approver(), opened.body());
    }
  }

  private static HttpResponse<String> post(HttpClient http, EngineProcess engine, String path, String body, String key) throws IOException, InterruptedException {
    return http.send(request(engine, path).headers("Content-Type", "application/json", "Idempotency-Key", key).POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode get(HttpClient http, EngineProcess engine, String path) throws IOException, InterruptedException {
    return JSON.readTree(http.send(request(engine, path).build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  private static HttpRequest.Builder request(EngineProcess engine, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path)).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + engine.key());
  }
}
