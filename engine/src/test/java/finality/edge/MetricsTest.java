package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
