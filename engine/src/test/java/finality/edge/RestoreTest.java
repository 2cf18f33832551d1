package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import finality.database.WrongConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine with its own database, started on what people make of its data directory. */
class RestoreTest {
  @TempDir Path disk;

  @Test void restartedOrMovedItSendsRestoredItWaitsForAPerson() throws Exception {
    var data = disk.resolve("data");
    Files.createDirectories(data);
    try (var engine = start(data)) {
      assertThat(pauses(engine)).isEqualTo("[]");
      engine.open("""
          {"code":"nostro-test-eur","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR","limit":"1000000.00"}""");
      paysAtOnce(engine);
    }
    try (var engine = start(data)) {
      assertThat(pauses(engine)).as("restarted").isEqualTo("[]");
    }
    run("cp", "-a", data, disk.resolve("yesterday"));
    try (var engine = start(data)) {
      paysAtOnce(engine);                                   // not in the books of yesterday
    }
    var moved = disk.resolve("moved");
    Files.move(data, moved);
    try (var engine = start(moved)) {
      assertThat(pauses(engine)).as("moved within its file system").isEqualTo("[]");
    }
    Files.move(moved, data);

    run("rm", "-rf", data);
    run("cp", "-a", disk.resolve("yesterday"), data);
    try (var engine = start(data)) {
      assertThat(pauses(engine)).as("restored").contains("\"scope\":\"all\"").contains("restored, copied or failed over");
      var id = engine.pay(payment(engine)).json().path("id").asString();
      await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).until(() -> engine.get("/v1/settlements/" + id).json().path("state").asString().equals("pending"));
      assertThat(engine.call("PUT", "/v1/sending", "{\"scope\":\"all\",\"paused\":false,\"reason\":\"compared with the bank\"}").status()).isEqualTo(200);
      becomes(engine, id, "settled");
    }
    try (var engine = start(data)) {
      assertThat(pauses(engine)).as("allowed once, allowed").isEqualTo("[]");
    }
  }

  /** The rest of what may be wrong is proven where the settings are read. */
  @Test void aWrongSettingStopsTheStart() {
    for (var wrong : List.of(Map.entry("FINALITY_BATCH_SIZE", "0"), Map.entry("FINALITY_WORKERS", "many"), Map.entry("FINALITY_ROLE", "both"))) {
      assertThatThrownBy(() -> Engine.start(Map.of(wrong.getKey(), wrong.getValue())).close()).hasRootCauseInstanceOf(WrongConfiguration.class)
          .rootCause().hasMessageStartingWith(wrong.getKey() + " is " + wrong.getValue() + ", expected ");
    }
  }

  private static Engine start(Path data) { return Engine.start(Map.of("FINALITY_DATA", data.toString(), "DATABASE_URL", Engine.EMBEDDED)); }

  private static String pauses(Engine engine) { return engine.get("/v1/sending").json().path("pauses").toString(); }

  private static String payment(Engine engine) {
    return """
        {"debtor_account":"%s","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"1.00","currency":"EUR"}""".formatted(engine.participant("EUR", "100.00"));
  }

  private static void paysAtOnce(Engine engine) {
    becomes(engine, engine.pay(payment(engine)).json().path("id").asString(), "settled");
  }

  private static void becomes(Engine engine, String id, String state) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      var shown = engine.get("/v1/settlements/" + id);
      assertThat(shown.json().path("state").asString()).as(shown.text()).isEqualTo(state);
    });
  }

  private static void run(Object... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(List.of(command).stream().map(Object::toString).toList()).inheritIO().start();
    assertThat(process.waitFor()).as(List.of(command).toString()).isZero();
  }
}
