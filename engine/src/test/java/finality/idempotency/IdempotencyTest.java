package finality.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.access.Principal;
import finality.access.Role;
import finality.edge.Engine;
import finality.edge.Engine.Answer;
import finality.edge.Json;
import finality.edge.Refused;
import finality.edge.Reply;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A call made twice is done once, and says so. */
class IdempotencyTest {
  private final Engine engine = Engine.shared();
  private final String from = engine.participant("EUR", "1000.00");
  private final String to = engine.participant("EUR", "0");

  private Answer pay(String key, String amount) { return engine.post("/v1/settlements", engine.book(from, to, amount), "Idempotency-Key", key); }

  @Test void aPaymentNeedsAKey() {
    assertThat(engine.post("/v1/settlements", engine.book(from, to, "1.00")).problem()).isEqualTo("400 idempotency_key_missing Idempotency-Key");
    assertThat(pay("", "1.00").status()).isEqualTo(400);
    assertThat(pay("\"open", "1.00").problem()).isEqualTo("400 invalid_idempotency_key Idempotency-Key");
    assertThat(pay("x".repeat(256), "1.00").status()).isEqualTo(400);
  }

  @Test void aReplayIsTheFirstAnswerByteByByteWhateverHasHappenedSince() {
    var key = UUID.randomUUID().toString();
    var body = """
        {"debtor_account":"%s","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":12.5,"currency":"EUR","reference":"R1","metadata":{"b":1,"a":[1.50]}}""".formatted(payer());
    var first = engine.post("/v1/settlements", body, "Idempotency-Key", key);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    var self = first.json().path("links").path("self").asString();
    await().until(() -> engine.get(self).json().path("state").asString().equals("settled"));
    var again = engine.post("/v1/settlements", body, "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.header("Location")).isEqualTo(self);
  }

  private String payer() {
    engine.open("""
        {"code":"nostro-test-eur","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR","limit":"1000000.00"}""");
    return engine.participant("EUR", "1000.00");
  }

  @Test void afterADayAReplayShowsWhatItHasBecome() {
    var key = UUID.randomUUID().toString();
    var first = pay(key, "1.00");
    var id = UUID.fromString(first.json().path("id").asString());
    var hash = engine.pipeline().sql("SELECT key FROM settlement.instruction WHERE id = ?").param(id).query(UUID.class).single();
    assertThat(hash).isEqualTo(Hash.of("key", String.valueOf(engine.tenant), key));
    // history cannot be made older here: an instruction of yesterday is written as the pipeline would have
    var old = UUID.randomUUID();
    var oldKey = "old-" + old;
    var call = new Call(new Principal(engine.tenant, "operator", Role.ADMIN, old, true), "POST", "/v1/settlements", null, Json.read(engine.book(from, to, "1.00").getBytes(StandardCharsets.UTF_8)));
    engine.pipeline().sql("""
        INSERT INTO settlement.instruction (tenant, id, key, fingerprint, kind, debtor, transit, destination, connection, amount, asset, priority, max_attempts,
          requested_date, reference, purpose, details, created_at, created_by) SELECT tenant, :old, :key, :fingerprint, kind, debtor, transit, destination, connection, amount, asset, priority, max_attempts,
          requested_date, reference, purpose, details, created_at - interval '25 hours', created_by FROM settlement.instruction WHERE id = :id""")
        .param("old", old).param("key", Hash.of("key", String.valueOf(engine.tenant), oldKey)).param("fingerprint", call.fingerprint()).param("id", id).update();
    engine.pipeline().sql("INSERT INTO settlement.log (instruction, seq, tenant, at, state, attempt, series, paid, id_open, path, cause, by, evidence) SELECT :old, seq, tenant, at, state, attempt, series, paid, id_open, path, cause, by, evidence FROM settlement.log WHERE instruction = :id").param("old", old).param("id", id).update();
    var replay = pay(oldKey, "1.00");
    assertThat(replay.status()).as(replay.text()).isEqualTo(200);
    assertThat(replay.header("Idempotency-Replayed")).isEqualTo("expired");
    assertThat(replay.json().path("id").asString()).isEqualTo(old.toString());
    assertThat(replay.json().path("log").isArray()).isTrue();
  }

  @Test void bareAndQuotedKeysAreOneAndTheBodysCountsToo() {
    var key = UUID.randomUUID().toString();
    var first = pay(key, "1.00");
    assertThat(pay("\"" + key + "\"", "1.00").text()).isEqualTo(first.text());
    var inBody = engine.book(from, to, "1.00").replace("}", ",\"idempotency_key\":\"" + key + "\"}");
    assertThat(engine.post("/v1/settlements", inBody).text()).isEqualTo(first.text());
    assertThat(engine.post("/v1/settlements", inBody, "Idempotency-Key", "another").problem()).isEqualTo("400 idempotency_keys_differ Idempotency-Key");
    var twice = HttpRequest.newBuilder(engine.request("POST", "/v1/settlements", engine.book(from, to, "1.00"), true, "Idempotency-Key", "one"), (_, _) -> true).header("Idempotency-Key", "two").build();
    assertThat(engine.send(twice).problem()).isEqualTo("400 idempotency_key_repeated Idempotency-Key");
  }

  @Test void theSameContentInAnotherOrderIsTheSameAndOtherContentIsNot() {
    var key = UUID.randomUUID().toString();
    var first = pay(key, "1.00");
    var shuffled = """
        { "rail": "BOOK", "currency": "EUR", "amount": "1.00", "creditor_account": "%s",
          "debtor_account": "%s" }""".formatted(to, from);
    assertThat(engine.post("/v1/settlements", shuffled, "Idempotency-Key", key).text()).isEqualTo(first.text());
    var other = pay(key, "2.00");
    assertThat(other.problem()).isEqualTo("422 idempotency_key_reused Idempotency-Key");
    assertThat(other.json().path("detail").asString()).contains(first.json().path("id").asString());
    assertThat(other.json().path("detail").asString()).contains("the amount differs");
    var elsewhere = engine.post("/api/treasury/settlement", shuffled, "Idempotency-Key", key);
    assertThat(elsewhere.problem()).isEqualTo("422 idempotency_key_reused Idempotency-Key");
    assertThat(elsewhere.json().path("detail").asString()).contains("the path differs");
  }

  @Test void fiftyClientsWithOneKeyMakeOneInstruction() throws Exception {
    var key = UUID.randomUUID().toString();
    long before = engine.instructions();
    var start = new CountDownLatch(1);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> client = () -> {
        start.await();
        return pay(key, "1.00");
      };
      var calls = IntStream.range(0, 50).mapToObj(_ -> clients.submit(client)).toList();
      start.countDown();
      var bodies = new java.util.HashSet<String>();
      int fresh = 0;
      for (var call : calls) {
        var answer = call.get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        bodies.add(answer.text());
        if (answer.header("Idempotency-Replayed").isEmpty()) fresh++;
      }
      assertThat(bodies).hasSize(1);
      assertThat(fresh).isEqualTo(1);
    }
    assertThat(engine.instructions()).isEqualTo(before + 1);
  }

  @Test void refusalsAreNotStoredSoThatTheSameKeyWorksOnceTheyAreMended() {
    var key = UUID.randomUUID().toString();
    assertThat(pay(key, "1.005").status()).isEqualTo(422);
    assertThat(pay(key, "1.00").status()).isEqualTo(201);
  }

  // ── calls that create nothing durable of their own ─────────────────────────────────────────────────────

  private final Answering answering = engine.bean(Answering.class);

  private Call call(String key, String path, String body) {
    return Call.of(new Principal(engine.tenant, "tester", Role.ADMIN, new UUID(0, 0), true), "POST", path, key, Json.read(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test void anAnswerIsKeptAndReplayed() {
    var key = UUID.randomUUID().toString();
    assertThat(answering.once(call(key, "/x", "{\"a\":1}"), () -> Reply.of(202, "{\"n\":1}")).headers()).isEmpty();
    var replay = answering.once(call(key, "/x", "{\"a\":1.0}"), () -> { throw new AssertionError("done twice"); });
    assertThat(replay.status()).isEqualTo(202);
    assertThat(replay.body()).isEqualTo("{\"n\":1}");
    assertThat(replay.headers()).containsEntry("Idempotency-Replayed", "true");
  }

  @Test void anotherBodyOrPathIsRefusedByName() {
    var key = UUID.randomUUID().toString();
    answering.once(call(key, "/x", "{\"a\":1}"), () -> Reply.of(200, "{}"));
    assertThat(refusal(call(key, "/x", "{\"a\":2}"))).startsWith("idempotency_key_reused").contains("the body differs");
    assertThat(refusal(call(key, "/y", "{\"a\":1}"))).startsWith("idempotency_key_reused").contains("the method or path differs");
  }

  @Test void whileTheFirstIsRunningTheSecondIsToldToWait() {
    var key = UUID.randomUUID().toString();
    answering.once(call(key, "/x", "{}"), () -> {
      assertThat(refusal(call(key, "/x", "{}"))).startsWith("still_running");
      return Reply.of(200, "{}");
    });
  }

  @Test void whatFailedMayBeTriedAgain() {
    var key = UUID.randomUUID().toString();
    Assertions.assertThatThrownBy(() -> answering.once(call(key, "/x", "{}"), () -> { throw new IllegalStateException("boom"); })).hasMessage("boom");
    assertThat(answering.once(call(key, "/x", "{}"), () -> Reply.of(200, "{}")).status()).isEqualTo(200);
  }

  private String refusal(Call call) {
    try {
      answering.once(call, () -> { throw new AssertionError("done twice"); });
      return "";
    } catch (Refused refused) {
      return refused.getMessage();
    }
  }

  @Test void oldAnswersAreCleanedUpAndYoungOnesStay() {
    var key = UUID.randomUUID();
    engine.pipeline().sql("INSERT INTO idempotency.answer (tenant, key, fingerprint, status, created_at) VALUES (:t, :old, :old, 200, now() - interval '25 hours'), (:t, :young, :young, 200, now())")
        .param("t", engine.tenant).param("old", key).param("young", new UUID(1, key.getLeastSignificantBits())).update();
    answering.cleanUp();
    assertThat(engine.pipeline().sql("SELECT count(*) FROM idempotency.answer WHERE key IN (?, ?)").param(key).param(new UUID(1, key.getLeastSignificantBits())).query(Long.class).single()).isEqualTo(1);
  }
}
