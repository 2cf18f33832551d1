package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may read the metrics, and where they are: METRICS_PORT, METRICS_KEY. */
class MetricsTest {

  @Test void aPortOfTheirOwnHasTheMetricsAndNothingElse() throws IOException, InterruptedException {
    int port = freePort();
    try (var engine = Engine.start(Map.of("METRICS_PORT", Integer.toString(port)))) {
      assertThat(get("127.0.0.1", port, "/metrics").body()).contains("\njvm_memory_used_bytes");
      assertThat(engine.stranger("GET", "/metrics", null).status()).isEqualTo(404);
      assertThat(engine.stranger("GET", "/metrics", null).text()).contains("Metrics are on port " + port);
      for (var path : new String[] {"/v1/settlements", "/health", "/openapi.json", "/", "/metrics/", "/metrics/../v1/accounts", "/%6detrics;x"}) {
        var answer = get("127.0.0.1", port, path, "Authorization", "Bearer " + engine.admin);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(400, 404);
        assertThat(answer.headers().firstValue("X-Request-Id")).as(path).isPresent();
      }
      assertThat(engine.get("/v1/settlements").status()).isEqualTo(200);
    }
  }

  @Test void whatSettledFailedWasRolledBackOrAskedAgainIsCountedOnceAndTimed() {
    try (var engine = Engine.start(Map.of())) {
      engine.open("""
          {"code":"nostro-metrics","kind":"nostro","bank":"TESTDEFF","number":"M-1","currency":"EUR","limit":"1000.00"}""");
      var payer = engine.participant("EUR", "50.00");
      var settled = engine.book(payer, engine.participant("EUR", "0"), "12.50");
      engine.post("/v1/settlements", settled, "Idempotency-Key", "once");
      engine.post("/v1/settlements", settled, "Idempotency-Key", "once");                        // a replay
      engine.post("/v1/settlements", settled.replace("12.50", "12.51"), "Idempotency-Key", "once");   // a conflict
      engine.pay(engine.book(payer, engine.participant("EUR", "0"), "100.00"));                  // insufficient funds
      engine.pay(payout(payer, "1.00"));
      engine.pay(payout(payer, "1.66"));                                                         // declined: rolled back
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(values(engine)).contains(
          "settlement_total{status=\"completed\"} 2.0", "settlement_total{status=\"failed\"} 1.0", "settlement_total{status=\"rolled_back\"} 1.0", "settlement_amount_total{currency=\"EUR\"} 13.5",
          "settlement_confirmed_count 2.0", "settlement_failed_count 2.0", "settlement_retry_count 0.0", "settlement_duration_seconds_count{rail=\"book\"} 2", "settlement_duration_seconds_count{rail=\"prompt\"} 2",
          "atomic_operations_total{state=\"committed\"} 2.0", "atomic_operations_total{state=\"rolled_back\"} 1.0", "atomic_rollback_duration_seconds_count 1",
          "idempotency_replays_total 1.0", "idempotency_conflicts_total 1.0", "nostro_balance{bank=\"TESTDEFF\",currency=\"EUR\"} -1.0"));
      assertThat(values(engine).stream().filter(line -> line.startsWith("atomic_rollback_duration_seconds_sum ")).map(line -> Double.parseDouble(line.substring(line.indexOf(' ')))))
          .singleElement().satisfies(seconds -> assertThat(seconds).isGreaterThan(0).isLessThan(30));
    }
  }

  private static String payout(String from, String amount) {
    return """
        {"debtor_account":"%s","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"%s","currency":"EUR"}""".formatted(from, amount);
  }

  private static List<String> values(Engine engine) { return engine.stranger("GET", "/metrics", null).text().lines().toList(); }

  @Test void otherMachinesNeedTheKeyAndAWrongOneHelpsNobody() throws IOException, InterruptedException {
    try (var engine = Engine.start(Map.of("METRICS_KEY", "scrape-me-7"))) {
      assertThat(engine.stranger("GET", "/metrics", null).status()).as("this machine").isEqualTo(200);
      assertThat(engine.stranger("GET", "/metrics", null, "Authorization", "Bearer scrape-me-8").status()).isEqualTo(403);
      assertThat(engine.stranger("GET", "/metrics", null, "X-Forwarded-For", "203.0.113.7").status()).isEqualTo(403);
      assertThat(engine.stranger("GET", "/metrics", null, "X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer scrape-me-7").status()).isEqualTo(200);
      assertThat(engine.get("/metrics").status()).as("an API key is none").isEqualTo(403);
      assertThat(engine.get("/v1/settlements", "Authorization", "Bearer scrape-me-7").status()).as("and the key opens nothing else").isEqualTo(401);
    }
  }

  @Test void whoComesOverTheNetworkIsAnotherMachine() throws IOException, InterruptedException {
    var address = address();
    assumeTrue(address.isPresent(), "this machine has no address but its own");
    try (var engine = Engine.start(Map.of("METRICS_KEY", "scrape-me-7"))) {
      assertThat(get(address.get(), engine.port, "/metrics").statusCode()).isEqualTo(403);
      assertThat(get(address.get(), engine.port, "/metrics", "Authorization", "Bearer scrape-me-7").statusCode()).isEqualTo(200);
    }
  }

  @Test void aPortThatIsNoneStopsTheStartAndIsNamed() {
    for (var wrong : new String[] {"ninety", "-1", "65536"})
      assertThatThrownBy(() -> Engine.start(Map.of("METRICS_PORT", wrong))).hasStackTraceContaining("METRICS_PORT is \"" + wrong + "\", expected a port from 1 to 65535");
  }

  private static HttpResponse<String> get(String host, int port, String path, String... headers) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path));
    if (headers.length > 0) request.headers(headers);
    try (var http = HttpClient.newHttpClient()) { return http.send(request.build(), HttpResponse.BodyHandlers.ofString()); }
  }

  /** Of this machine in a network. */
  private static Optional<String> address() throws IOException {
    return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress()).map(InetAddress::getHostAddress).findFirst();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) { return socket.getLocalPort(); }
  }
}
