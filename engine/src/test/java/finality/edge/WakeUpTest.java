package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.postgres.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node accepts another takes up when it hears of it, not when it happens to look. */
class WakeUpTest {
  @TempDir Path data;

  @Test void aWorkerTakesUpWhatAnotherNodeAcceptedLongBeforeItWouldLook() {
    var both = Map.of("DATABASE_URL", TestPostgres.freshDatabase(), "FINALITY_DATA", data.toString(), "FINALITY_POLL_INTERVAL_MS", "60000");
    try (var door = Engine.start(with(both, "api")); var worker = Engine.start(with(both, "worker"))) {
      door.open("""
          {"code":"nostro-wake","kind":"nostro","bank":"TESTDEFF","number":"W-1","currency":"EUR","limit":"1000.00"}""");
      var payer = door.participant("EUR", "100.00");
      for (int n = 1; n <= 4; n++) {   // the first may be found by the look that a worker begins with; each is settled, and the worker at rest, before the next comes
        var paid = door.pay("""
            {"debtor_account":"%s","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"%d.00","currency":"EUR"}""".formatted(payer, n));
        assertThat(paid.json().path("state").asString()).as(paid.text()).isEqualTo("pending");
        var self = paid.json().path("links").path("self").asString();
        await().alias("payment " + n).atMost(Duration.ofSeconds(10)).until(() -> door.get(self).json().path("state").asString().equals("settled"));
      }
      assertThat(worker.get("/v1/accounts/" + payer).json().path("posted").asString()).isEqualTo("-10.00");
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String role) {
    var all = new HashMap<>(settings);
    all.put("FINALITY_ROLE", role);
    return all;
  }
}
