package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every answer has, and what the engine says about itself. */
class EdgeTest {
  private final Engine engine = Engine.shared();

  @Test void everyAnswerCarriesARequestId() {
    assertThat(engine.get("/v1/settlements", "X-Request-Id", "abc-123").header("X-Request-Id")).isEqualTo("abc-123");
    assertThat(engine.get("/v1/settlements", "X-Request-Id", "a b<c>").header("X-Request-Id")).matches("[0-9a-f-]{36}");
    assertThat(engine.get("/nowhere").header("X-Request-Id")).isNotEmpty();
    assertThat(engine.stranger("GET", "/v1/settlements", null).header("X-Request-Id")).isNotEmpty();
  }

  @Test void whatTomcatRefusesIsAProblemToo() throws IOException {
    try (var socket = new Socket("127.0.0.1", engine.port)) {
      socket.getOutputStream().write("GET /v1/set<>tlements HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json").contains("\"code\":\"bad_request\"").doesNotContain("<html");
    }
  }

  @Test void healthSaysLiveAndReadyApart() {
    assertThat(engine.stranger("GET", "/health/live", null).text()).isEqualTo("{\"status\":\"up\"}");
    var ready = engine.stranger("GET", "/health", null);
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().path("ready").asBoolean()).isTrue();
    assertThat(ready.json().path("checks").path("database").path("status").asString()).isEqualTo("up");
    assertThat(ready.json().path("checks").path("clock").path("status").asString()).isEqualTo("up");
    assertThat(engine.stranger("GET", "/metrics", null).text()).containsPattern("\nclock_ahead_seconds -?[0-9]");
  }

  @Test void metricsHaveTheSourcesNames() {
    var from = engine.participant("EUR", "10.00");
    engine.pay(engine.book(from, engine.participant("EUR", "0"), "1.00"));
    engine.pay(engine.book(from, engine.participant("EUR", "0"), "100.00"));
    engine.open("""
        {"code":"nostro-test-eur","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR","limit":"1000000.00"}""");
    engine.open("""
        {"code":"vostro-test-eur","kind":"vostro","bank":"TESTDEFF","currency":"EUR"}""");
    await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
      var text = engine.stranger("GET", "/metrics", null).text();
      for (var name : new String[] {"settlement_total{status=\"completed\"}", "settlement_total{status=\"failed\"}", "settlement_total{status=\"rolled_back\"}", "settlement_duration_seconds_count{rail=\"book\"}",
          "settlement_duration_seconds_count{rail=\"prompt\"}", "settlement_duration_seconds_bucket{rail=\"book\"", "atomic_rollback_duration_seconds_count", "idempotency_replays_total ", "idempotency_conflicts_total ", "settlement_amount_total{currency=\"EUR\"}", "settlement_confirmed_count ", "settlement_failed_count ", "settlement_retry_count ", "avg_settlement_latency ",
          "atomic_operations_total{state=\"committed\"}", "nostro_balance{bank=\"TESTDEFF\",currency=\"EUR\"}", "vostro_balance{bank=\"TESTDEFF\",currency=\"EUR\"}", "jvm_memory_used_bytes"})
        assertThat(text).as(name).contains("\n" + name);
    });
  }

  @Test void metricsAreForThisMachineAlsoBehindAProxy() {
    assertThat(engine.stranger("GET", "/metrics", null, "X-Forwarded-For", "203.0.113.7").status()).isEqualTo(403);
  }
}
