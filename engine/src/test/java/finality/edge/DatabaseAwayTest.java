package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.edge.Engine.Answer;
import finality.postgres.EmbeddedPostgres;
import finality.rail.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the database is away every call is refused within a second, readiness is down, liveness is not, and all is well soon after. */
class DatabaseAwayTest {
  @TempDir Path home;

  @Test void everyCallIsRefusedWithinASecondAndNothingIsLost() {
    int port;
    Engine engine;
    String from;
    String to;
    String made;
    var key = UUID.randomUUID().toString();
    try (var server = EmbeddedPostgres.start(home.resolve("pg"), 0, Map.of())) {
      port = server.port();
      server.createDatabase("finality");
      engine = Engine.start(Map.of("FINALITY_DATA", home.resolve("data").toString(),
          "DATABASE_URL", server.jdbcUrl("finality") + "?user=" + server.user() + "&password=" + server.password()));
      from = engine.participant("EUR", "100.00");
      to = engine.participant("EUR", "0");
      engine.open("""
          {"code":"nostro-test-eur","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR"}""");
      made = engine.post("/v1/settlements", engine.book(from, to, "1.00"), "Idempotency-Key", key).text();
    }
    try (engine) {
      refused(() -> engine.get("/v1/settlements"));
      refused(() -> engine.pay(engine.book(from, to, "1.00")));
      refused(() -> engine.post("/v1/settlements/" + UUID.randomUUID() + "/cancel", null, "Idempotency-Key", "x"));
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {   // more than the pools hold
        var calls = IntStream.range(0, 60).mapToObj(i -> clients.submit(() -> refused(() -> i % 2 == 0 ? engine.get("/v1/accounts") : engine.pay(engine.book(from, to, "1.00"))))).toList();
        for (var call : calls) assertThat(call).succeedsWithin(Duration.ofSeconds(5));
      }
      var health = engine.stranger("GET", "/health/ready", null);
      assertThat(health.status()).isEqualTo(503);
      assertThat(health.json().path("checks").path("database").path("status").asString()).isEqualTo("down");
      assertThat(engine.stranger("GET", "/health/live", null).status()).isEqualTo(200);
      assertThat(engine.stranger("GET", "/metrics", null).status()).isEqualTo(200);
      try (var back = EmbeddedPostgres.start(home.resolve("pg"), port, Map.of())) {
        assertThat(back.isAlive()).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.stranger("GET", "/health/ready", null).status() == 200);
        var bank = (PromptBank) engine.bean(Connections.class).find("test-eur").orElseThrow();
        long asked = bank.creditsAsked().get();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(bank.creditsAsked().get()).as("incoming money is asked for again").isGreaterThan(asked));
        var replay = engine.post("/v1/settlements", engine.book(from, to, "1.00"), "Idempotency-Key", key);
        assertThat(replay.text()).isEqualTo(made);
        assertThat(engine.pay(engine.book(from, to, "1.00")).status()).isEqualTo(201);
        assertThat(engine.instructions()).as("what was refused is not there").isEqualTo(2);
        engine.close();
      }
    }
  }

  private static boolean refused(Supplier<Answer> call) {
    long begun = System.nanoTime();
    var answer = call.get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.json().path("code").asString()).isEqualTo("database_unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_500));   // a second, and what a busy machine adds
    return true;
  }
}
