package finality.settlement.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.edge.Engine;
import finality.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Over HTTP: which of two banks pays, and what is said when the one that was to pay is gone from the configuration. */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionChoiceTest {
  private static final String STATE = "state";

  @TempDir Path data;

  @Test void aProfileAndAnObligationNameTheirBankAndARemovedConnectionIsTold(CapturedOutput log) {
    var one = Map.of("FINALITY_DATA", data.toString(), "DATABASE_URL", TestPostgres.freshDatabase());
    var two = new HashMap<>(one);
    two.putAll(Map.of("rails.prompt.connections[1].name", "second-eur", "rails.prompt.connections[1].bank", "SECODEFF", "rails.prompt.connections[1].currencies", "EUR"));
    for (var profile : new String[] {"second-eur", "nobody-eur"}) two.putAll(Map.of("finality.profiles." + profile + ".debtor", "payer", "finality.profiles." + profile + ".connection", profile,
        "finality.profiles." + profile + ".creditor.account", "DE89370400440532013000"));
    String open;
    try (var engine = Engine.start(two)) {
      for (var bank : new String[] {"TESTDEFF", "SECODEFF"}) engine.open("""
          {"code":"nostro-%1$s","kind":"nostro","bank":"%1$s","number":"1","currency":"EUR","limit":"1000000.00"}""".formatted(bank));
      engine.open("""
          {"code":"payer","kind":"participant","currency":"EUR","owner":"Acme","limit":"1000000.00"}""");
      engine.open("""
          {"code":"coba","kind":"vostro","bank":"COBADEFF","currency":"EUR","limit":"1000000.00"}""");
      profiles(engine);
      obligations(engine);
      open = engine.pay(obligation("SECODEFF", "10.77")).json().path("links").path("self").asString();
      await().until(() -> engine.get(open).json().path(STATE).asString().equals("sent"));
      assertThat(engine.stranger("GET", "/metrics", null).text()).doesNotContain("settlement_stranded{");
    }
    assertThat(log.getOut()).doesNotContain("second-eur is not configured");
    try (var engine = Engine.start(one)) {
      await().until(() -> log.getOut().contains("connection second-eur is not configured, and 1 settlements over it are unfinished, 1 of which its bank may have"));
      assertThat(engine.stranger("GET", "/metrics", null).text()).containsPattern("settlement_stranded\\{.*connection=\"second-eur\".*} 1");
      for (var verb : new String[] {"cancel", "process", "lookup"}) {
        var answer = engine.post(open + "/" + verb, null);
        assertThat(answer.problem()).as(verb).startsWith("409 connection_not_configured");
        assertThat(answer.text()).contains("rails.<rail>.connections[] with name: second-eur");
      }
      assertThat(engine.get(open).json().path(STATE).asString()).isEqualTo("sent");
      assertThat(engine.pay(obligation("SECODEFF", "1.00")).problem()).startsWith("422").contains("from_bank");
    }
  }

  private static void profiles(Engine engine) {
    var paid = engine.post("/api/treasury/settlement", payout("second-eur"));
    assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    assertThat(engine.get("/v1/settlements/" + paid.json().path("id").asString()).json().path("connection").asString()).isEqualTo("second-eur");
    var nobody = engine.post("/api/treasury/settlement", payout("nobody-eur"));
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.fields()).containsExactly("bank_profile_id");
    assertThat(nobody.text()).contains("no_connection", "nobody-eur");
  }

  private static void obligations(Engine engine) {
    for (var bank : Map.of("TESTDEFF", "test-eur", "SECODEFF", "second-eur").entrySet()) {
      var paid = engine.pay(obligation(bank.getKey(), "10.00"));
      assertThat(paid.status()).as(paid.text()).isEqualTo(201);
      var self = paid.json().path("links").path("self").asString();
      await().until(() -> engine.get(self).json().path(STATE).asString().equals("settled"));
      assertThat(engine.get(self).json().path("connection").asString()).isEqualTo(bank.getValue());
      assertThat(engine.get(self).json().path("kind").asString()).isEqualTo("interbank");
    }
    assertThat(engine.pay(obligation("OTHRDEFF", "10.00")).fields()).containsExactly("from_bank");
    engine.call("PATCH", "/v1/accounts/coba", "{\"active\":false}");
    assertThat(engine.pay(obligation("TESTDEFF", "10.00")).text()).contains("to_bank", "inactive_account");
    engine.call("PATCH", "/v1/accounts/coba", "{\"active\":true}");
  }

  private static String payout(String profile) {
    return """
        {"payout_id":"p1","bank_profile_id":"%s","amount":1,"currency":"EUR","idempotency_key":"%s"}""".formatted(profile, UUID.randomUUID());
  }

  private static String obligation(String from, String amount) {
    return """
        {"from_bank":"%s","to_bank":"COBADEFF","creditor":{"account":"DE89370400440532013000"},"amount":"%s","currency":"EUR","obligation_id":"o1"}""".formatted(from, amount);
  }
}
