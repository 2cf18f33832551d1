package finality.settlement.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.edge.Engine;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Instructions over HTTP: as they are asked, shown, listed, counted, and acted on. */
class SettlementHttpTest {
  private final Engine engine = Engine.shared();
  private final String from = engine.participant("EUR", "1000.00");
  private final String to = engine.participant("EUR", "0");
  private final String reference = "ref-" + UUID.randomUUID();

  @BeforeEach void nostro() {
    engine.open("""
        {"code":"nostro-test-eur","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR","limit":"1000000.00"}""");
    engine.open("""
        {"code":"profile-debtor","kind":"participant","currency":"EUR","owner":"Acme","limit":"1000000.00"}""");
  }

  private JsonNode created(String body) {
    var answer = engine.pay(body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private String payout(String amount) {
    return """
        {"debtor_account":"%s","creditor":{"name":"Anna","account":"DE89370400440532013000","bank":"COBADEFFXXX","country":"DE"},"amount":"%s","currency":"EUR","reference":"%s","purpose":"rent"}""".formatted(from, amount, reference);
  }

  private JsonNode settled(String body) {
    var self = created(body).path("links").path("self").asString();
    await().until(() -> engine.get(self).json().path("state").asString().equals("settled"));
    return engine.get(self).json();
  }

  @Test void aBookTransferIsSettledWhenItIsAnswered() {
    var body = created(engine.book(from, to, "12.5").replace("}", ",\"metadata\":{\"order\":7},\"reference\":\"" + reference + "\"}"));
    assertThat(body.path("state").asString()).isEqualTo("settled");
    assertThat(body.path("kind").asString()).isEqualTo("book");
    assertThat(body.path("rail").asString()).isEqualTo("book");
    assertThat(body.path("amount").asString()).isEqualTo("12.50");
    assertThat(body.path("debtor_account").asString()).isEqualTo(from);
    assertThat(body.path("creditor_account").asString()).isEqualTo(to);
    assertThat(body.path("metadata").path("order").asInt()).isEqualTo(7);
    assertThat(body.path("version").asInt()).isEqualTo(1);
    assertThat(body.path("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    var shown = engine.get(body.path("links").path("self").asString()).json();
    assertThat(shown.path("state").asString()).isEqualTo("settled");
    assertThat(shown.path("created_at")).isEqualTo(body.path("created_at"));
    assertThat(shown.path("updated_at")).isEqualTo(body.path("updated_at"));
    assertThat(shown.path("log").valueStream().map(e -> e.path("from").asString("-") + ">" + e.path("to").asString()).toList()).containsExactly("->pending", "pending>settled");
    assertThat(shown.path("log").get(1).path("cause").asString()).isEqualTo("booked");
    assertThat(shown.path("log").get(1).path("by").asString()).isEqualTo("operator");
  }

  @Test void aPayoutShowsItsWayWithCheckpointsAndEvidence() {
    var shown = settled(payout("20.00"));
    assertThat(shown.path("rail").asString()).isEqualTo("prompt");
    assertThat(shown.path("connection").asString()).isEqualTo("test-eur");
    assertThat(shown.path("end_to_end_id").asString()).hasSize(27);
    assertThat(shown.path("attempts").asInt()).isEqualTo(1);
    assertThat(shown.path("creditor").path("account").asString()).isEqualTo("DE89370400440532013000");
    var log = shown.path("log");
    var checkpoints = new ArrayList<String>();
    log.forEach(e -> e.path("checkpoints").forEach(c -> checkpoints.add(c.asString())));
    assertThat(checkpoints).containsExactly("validation_complete", "funds_locked", "transfer_initiated", "transfer_confirmed", "settlement_finalized");
    assertThat(log.get(0).path("from").isNull()).isTrue();
    assertThat(log.get(0).path("checkpoint").isNull()).isTrue();
    assertThat(log.get(log.size() - 1).path("evidence").path("reference").asString()).startsWith("R");
    for (int i = 0; i < log.size(); i++) assertThat(log.get(i).path("seq").asInt()).isEqualTo(i + 1);
    assertThat(engine.get("/v1/settlements?reference=" + reference).json().path("items").get(0).has("log")).isFalse();
  }

  @Test void refusedForFundsIsStoredAsFailedWithItsCause() {
    var body = created(engine.book(from, to, "1000.01"));
    assertThat(body.path("state").asString()).isEqualTo("failed");
    assertThat(body.path("cause").asString()).isEqualTo("insufficient_funds");
  }

  @Test void listsGoNewestFirstPageByPageAndMissNothing() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 7; i++) made.addFirst(created(engine.book(from, to, "1.00").replace("}", ",\"reference\":\"" + reference + "\"}")).path("id").asString());
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page = engine.get("/v1/settlements?reference=" + reference + "&limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).json();
      page.path("items").forEach(item -> seen.add(item.path("id").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(made);
  }

  @Test void filtersNarrowWhatIsListed() {
    var ok = settled(payout("30.00"));
    var booked = created(engine.book(from, to, "1.00").replace("}", ",\"reference\":\"" + reference + "\"}"));
    var failed = created(engine.book(from, to, "5000.00").replace("}", ",\"reference\":\"" + reference + "\"}"));
    var open = created(payout("1.77"));
    assertThat(ids("state=failed&reference=" + reference)).containsExactly(failed.path("id").asString());
    assertThat(ids("rail=BOOK&reference=" + reference)).containsExactly(failed.path("id").asString(), booked.path("id").asString());
    assertThat(ids("rail=prompt&state=settled&reference=" + reference)).containsExactly(ok.path("id").asString());
    assertThat(ids("rail=nothing&reference=" + reference)).isEmpty();
    assertThat(ids("currency=USD&reference=" + reference)).isEmpty();
    assertThat(ids("currency=EUR&reference=" + reference)).hasSize(4);
    await().until(() -> ids("state=sent&reference=" + reference).equals(List.of(open.path("id").asString())));
    var at = booked.path("created_at").asString();
    assertThat(ids("reference=" + reference + "&from=" + at)).doesNotContain(ok.path("id").asString()).contains(booked.path("id").asString());
    assertThat(ids("reference=" + reference + "&to=" + at)).containsExactly(ok.path("id").asString());
  }

  private List<String> ids(String query) { return engine.get("/v1/settlements?" + query).json().path("items").valueStream().map(i -> i.path("id").asString()).toList(); }

  @Test void statisticsCountWhatIsThere() {
    created(engine.book(from, to, "1.00"));
    created(engine.book(from, to, "5000.00"));
    await().untilAsserted(() -> {
      var stats = engine.get("/v1/settlements/stats").json();
      assertThat(stats.path("states").path("settled").asLong() + stats.path("states").path("reversed").asLong()).as("paid, given back since or not").isEqualTo(engine.pipeline().sql("SELECT count(*) FROM settlement.log WHERE paid AND tenant = ?").param(engine.tenant).query(Long.class).single());
      assertThat(stats.path("states").path("failed").asLong()).isPositive();
      assertThat(stats.path("average_settlement_seconds").isNumber()).isTrue();
    });
  }

  @Test void whatIsInReviewIsStuckOnceItsOrderOrItsLastStepIsTenMinutesOld() {
    var id = UUID.fromString(created(payout("29.88")).path("id").asString());
    await().until(() -> engine.get("/v1/settlements/" + id).json().path("state").asString().equals("in_review"));
    // as when an ended one, which has no order any more, is opened again by what the bank says later
    engine.pipeline().sql("UPDATE settlement.live SET intent_at = NULL WHERE id = ?").param(id).update();
    assertThat(freshlyCounted().path("stuck").asInt()).isZero();
    engine.pipeline().sql("UPDATE settlement.live SET intent_at = now() - interval '11 minutes' WHERE id = ?").param(id).update();
    assertThat(freshlyCounted().path("stuck").asInt()).isEqualTo(1);
    engine.post("/v1/settlements/" + id + "/review", "{\"decision\":\"settled\",\"reason\":\"seen on the statement\"}");
    assertThat(engine.post("/v1/settlements/" + id + "/approve", "{}", "Authorization", "Bearer " + engine.approver).json().path("state").asString()).isEqualTo("settled");
  }

  private JsonNode freshlyCounted() {
    var before = engine.get("/v1/settlements/stats").json().path("at");
    return await().until(() -> engine.get("/v1/settlements/stats").json(), stats -> !stats.path("at").equals(before));
  }

  // ── verbs ──────────────────────────────────────────────────────────────────────────────────────────────

  @Test void whatIsQueuedForADateIsCancelledOnceAndWhatIsSettledNotAtAll() {
    var queued = created(engine.book(from, to, "1.00").replace("}", ",\"requested_date\":\"" + LocalDate.now(ZoneOffset.UTC).plusDays(5) + "\"}"));
    assertThat(queued.path("state").asString()).isEqualTo("queued");
    var self = queued.path("links").path("self").asString();
    var key = UUID.randomUUID().toString();
    var cancelled = engine.post(self + "/cancel", null, "Idempotency-Key", key);
    assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
    assertThat(cancelled.json().path("state").asString()).isEqualTo("cancelled");
    var replay = engine.post(self + "/cancel", null, "Idempotency-Key", key);
    assertThat(replay.text()).isEqualTo(cancelled.text());
    assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(engine.post(self + "/cancel", null).problem()).startsWith("409 cannot_cancel");
    assertThat(engine.post(self + "/retry", "{}").problem()).startsWith("409 cannot_retry");
    assertThat(engine.post(self + "/lookup", null).problem()).startsWith("409 nothing_to_look_up");
    assertThat(engine.post(self + "/cancel", "{\"why\":\"x\"}").fields()).containsExactly("why");
    assertThat(engine.post("/v1/settlements/" + UUID.randomUUID() + "/cancel", null).status()).isEqualTo(404);
  }

  @Test void whatIsSentIsLookedUpOnRequest() {
    var self = created(payout("2.77")).path("links").path("self").asString();
    await().until(() -> engine.get(self).json().path("state").asString().equals("sent"));
    assertThat(engine.post(self + "/lookup", null).status()).isEqualTo(202);
    assertThat(engine.post(self + "/cancel", null).status()).isEqualTo(202);
  }

  @Test void aReversalIsAnInstructionOfItsOwnAndTakesTwoPersons() {
    var paid = created(engine.book(from, to, "40.00"));
    var reverse = paid.path("links").path("self").asString() + "/reverse";
    assertThat(engine.post(reverse, null).problem()).isEqualTo("400 idempotency_key_missing Idempotency-Key");
    var key = UUID.randomUUID().toString();
    var made = engine.post(reverse, "{\"reason\":\"paid twice\"}", "Idempotency-Key", key);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("kind").asString()).isEqualTo("reversal");
    assertThat(made.json().path("reverses")).isEqualTo(paid.path("id"));
    assertThat(made.json().path("state").asString()).isEqualTo("held");
    assertThat(made.json().path("amount").asString()).isEqualTo("40.00");
    var self = made.json().path("links").path("self").asString();
    assertThat(engine.get(self).json().path("review").path("proposed_by").asString()).isEqualTo("operator");
    assertThat(engine.post(self + "/approve", null).problem()).startsWith("409 same_person");
    var releese = engine.post(self + "/review", "{\"decision\":\"releese\",\"reason\":\"x\"}");
    assertThat(releese.problem()).isEqualTo("400 unknown_value decision");
    assertThat(releese.json().path("detail").asString()).endsWith("is not a decision: a settlement that is held can be decided as pending (it is released), failed, cancelled");
    assertThat(engine.post(self + "/approve", "{\"decision\":\"yes\"}").problem()).isEqualTo("400 unknown_value decision");
    assertThat(engine.post("/v1/settlements/" + UUID.randomUUID() + "/review", "{\"decision\":\"yes\",\"reason\":\"x\"}").status()).isEqualTo(404);
    var approved = engine.stranger("POST", self + "/approve", null, "Authorization", "Bearer " + engine.approver);
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
    await().until(() -> engine.get(self).json().path("state").asString().equals("settled"));
    assertThat(engine.get(paid.path("links").path("self").asString()).json().path("state").asString()).isEqualTo("reversed");
    var again = engine.post(reverse, "{\"reason\":\"paid twice\"}", "Idempotency-Key", key);
    assertThat(again.text()).isEqualTo(made.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(engine.post(reverse, "{\"reason\":\"again\"}", "Idempotency-Key", key).problem()).startsWith("422 idempotency_key_reused");
    assertThat(engine.post(reverse.replace("/v1/settlements", "/api/treasury/settlement"), "{\"reason\":\"paid twice\"}", "Idempotency-Key", key).json().path("detail").asString()).contains("the path differs");
    assertThat(engine.post("/v1/settlements/" + UUID.randomUUID() + "/reverse", null, "Idempotency-Key", key).status()).isEqualTo(404);
  }

  @Test void validateStoresNothingAndNeedsNoKey() {
    long before = engine.instructions();
    assertThat(engine.post("/v1/settlements/validate", engine.book(from, to, "1.00")).json().path("valid").asBoolean()).isTrue();
    var wrong = engine.post("/v1/settlements/validate", engine.book("nobody", to, "1.001"));
    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.json().path("valid").asBoolean()).isFalse();
    assertThat(wrong.fields()).containsExactlyInAnyOrder("debtor_account", "amount");
    assertThat(engine.instructions()).isEqualTo(before);
  }

  @Test void sendingIsPausedAndResumedOnTheRecord() {
    var paused = engine.call("PUT", "/v1/sending", "{\"scope\":\"connection\",\"name\":\"test-eur\",\"paused\":true,\"reason\":\"bank asked\"}");
    assertThat(paused.status()).as(paused.text()).isEqualTo(200);
    try {
      assertThat(paused.json().path("pauses").valueStream().anyMatch(p -> p.path("name").asString().equals("test-eur") && p.path("by").asString().equals("operator"))).isTrue();
      assertThat(paused.json().path("sending").asBoolean()).isTrue();
    } finally {
      assertThat(engine.call("PUT", "/v1/sending", "{\"scope\":\"connection\",\"name\":\"test-eur\",\"paused\":false,\"reason\":\"over\"}").json().path("pauses").size()).isZero();
    }
    assertThat(engine.call("PUT", "/v1/sending", "{\"scope\":\"rail\",\"name\":\"pigeon\",\"paused\":true,\"reason\":\"x\"}").problem()).isEqualTo("422 unknown_rail name");
    assertThat(engine.call("PUT", "/v1/sending", "{\"scope\":\"planet\"}").fields()).contains("scope", "paused", "reason");
    assertThat(engine.pipeline().sql("SELECT action FROM audit.action WHERE subject = 'connection:test-eur' ORDER BY id").query(String.class).list()).contains("sending.pause", "sending.resume");
  }

  // ── in the source's words ──────────────────────────────────────────────────────────────────────────────

  @Test void theSourcesPathsAnswerInTheSourcesWords() {
    var payout = "po-" + UUID.randomUUID();
    var answer = engine.post("/api/treasury/settlement", """
        {"payout_id":"%s","bank_profile_id":"acme","amount":100.10,"currency":"EUR","rail":"prompt","idempotency_key":"%s"}""".formatted(payout, payout));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("payout_id").asString()).isEqualTo(payout);
    assertThat(answer.json().path("amount").asString()).isEqualTo("100.10");
    assertThat(answer.json().path("status").asString()).isIn("pending", "sent", "confirmed");
    var self = answer.json().path("links").path("self").asString();
    assertThat(self).startsWith("/api/treasury/settlement/");
    await().until(() -> engine.get(self).json().path("status").asString().equals("confirmed"));
    var listed = engine.get("/api/treasury/settlement?status=confirmed&reference=" + payout).json().path("items");
    assertThat(listed.size()).isEqualTo(1);
    assertThat(engine.get("/api/treasury/settlement?status=failed&reference=" + payout).json().path("items").size()).isZero();
    assertThat(engine.get("/api/treasury/settlement?status=settled").fields()).containsExactly("status");
    var stats = engine.get("/api/treasury/settlement/stats").json();
    assertThat(List.copyOf(stats.propertyNames())).containsExactly("pending", "sent", "confirmed", "failed", "avg_time");
    assertThat(engine.get("/v1/settlements/" + answer.json().path("id").asString()).json().path("state").asString()).isEqualTo("settled");
    assertThat(engine.post("/api/treasury/settlement", """
        {"payout_id":"p","bank_profile_id":"nobody","amount":1,"currency":"EUR","idempotency_key":"%s"}""".formatted(UUID.randomUUID())).problem()).isEqualTo("422 unknown_bank_profile bank_profile_id");
    assertThat(engine.post("/api/treasury/settlement", engine.book(from, to, "1.00"), "Idempotency-Key", UUID.randomUUID().toString()).status()).isEqualTo(201);
  }
}
