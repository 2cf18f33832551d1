package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import finality.money.Money;
import finality.rail.Counterparty;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.RailContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract against the sandbox bank: another process, over mTLS, known only by its page and its admin API. Skipped where its jar is not built. */
class SandboxBankContractTest extends RailContract {
  private static final Path JAR = Path.of("../sandbox/target/sandbox.jar");
  private static final Pattern READY = Pattern.compile("admin (http://localhost:\\d+)\\)");

  @TempDir static Path data;
  private static Process process;
  private static String admin = "";

  @BeforeAll static void start() throws IOException {
    assumeTrue(Files.exists(JAR), "sandbox/target/sandbox.jar is built by mvn package");
    var output = data.resolve("out");
    var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar", JAR.toString());
    builder.environment().putAll(Map.of("FINALITY_DATA", data.toString(), "SANDBOX_PORT", "0", "SANDBOX_RAIL_PORT", "0", "SANDBOX_LATENCY_MS", "0"));
    process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    await().atMost(Duration.ofSeconds(60)).until(() -> READY.matcher(Files.readString(output)).find() || !process.isAlive());
    var ready = READY.matcher(Files.readString(output));
    assertThat(ready.find()).as(Files.readString(output)).isTrue();
    admin = ready.group(1);
  }

  @AfterAll static void stop() throws InterruptedException {
    if (process == null) return;
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override protected Counterparty bank() { return new Sandbox(admin, data.resolve("sandbox/client.json")); }

  private static final class Sandbox implements Counterparty {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Fault, String> EFFECTS = new EnumMap<>(Map.ofEntries(
        Map.entry(Fault.ACCEPT_ONLY, "confirm_late"), Map.entry(Fault.REJECT, "reject"), Map.entry(Fault.REJECT_FOR_NOW, "reject_for_now"),
        Map.entry(Fault.REFUSE_AS_DUPLICATE, "refuse_as_duplicate"), Map.entry(Fault.THROTTLE, "rate_limit"), Map.entry(Fault.UNAVAILABLE, "unavailable"),
        Map.entry(Fault.EXECUTE_THEN_503, "execute_then_503"), Map.entry(Fault.EXECUTE_THEN_SILENCE, "execute_then_hang"),
        Map.entry(Fault.EXECUTE_THEN_RESET, "execute_then_reset"), Map.entry(Fault.SILENCE, "hang"), Map.entry(Fault.REDIRECT, "redirect"),
        Map.entry(Fault.GARBAGE, "execute_then_half_answer"), Map.entry(Fault.ECHO_OTHER_ID, "wrong_id"), Map.entry(Fault.ECHO_OTHER_AMOUNT, "wrong_amount"),
        Map.entry(Fault.BARE_404, "proxy_404"), Map.entry(Fault.EXECUTE_TWICE, "execute_twice")));

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String admin;
    private final Path client;

    Sandbox(String admin, Path client) {
      this.admin = admin;
      this.client = client;
    }

    @Override public Set<Fault> faults() { return EFFECTS.keySet(); }

    @Override public void next(Fault fault) { call("PUT", "/admin/faults", "{\"items\":[{\"effect\":\"%s\",\"next\":1}]}".formatted(EFFECTS.get(fault))); }

    @Override public boolean canStandBehindAProxy() { return true; }

    @Override public void standBehindAProxy() {
      call("PUT", "/admin/faults", "{\"items\":[{\"effect\":\"proxy_404\",\"call\":\"lookup\"},{\"effect\":\"proxy_404\",\"call\":\"cancel\"}]}");
    }

    @Override public Rail connect(Profile profile) { return new BankApi(connection(profile, new Access.File(client)), Clock.systemUTC()); }

    @Override public Rail unreachable(Profile profile) {
      var nowhere = client.resolveSibling("nowhere.json");
      try {
        Files.writeString(nowhere, Files.readString(client).replaceAll("localhost:\\d+", "localhost:1"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return new BankApi(connection(profile, new Access.File(nowhere)), Clock.systemUTC());
    }

    private static BankApiConnection connection(Profile profile, Access access) {
      return new BankApiConnection(profile, access, false, true, Duration.ofSeconds(5), 10, Duration.ofSeconds(5));
    }

    @Override public String account(String currency) { return "SBX-" + currency + "-1"; }

    @Override public int executions(String endToEndId) { return payment(endToEndId).path("executed").asInt(0); }

    @Override public int requests(String endToEndId) { return payment(endToEndId).path("requests").asInt(0); }

    private JsonNode payment(String id) { return call("GET", "/admin/payments?end_to_end_id=" + id, "").path("items").path(0); }

    @Override public void arrive(Money amount, String reference) {
      var currency = amount.asset().code().toUpperCase(Locale.ROOT);
      call("POST", "/admin/credits", "{\"account\":\"%s\",\"amount\":\"%s\",\"currency\":\"%s\",\"reference\":\"%s\"}".formatted(
          account(currency), amount.amount().toPlainString(), currency, reference));
    }

    @Override public Profile profile() {
      return new Profile("bankapi", "sandbox", "SANDBOX", Set.of("EUR", "USD", "GBP", "JPY", "KWD"), true, true, true, Duration.ZERO,
          Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofHours(24), 16, 0, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    private JsonNode call(String method, String path, String body) {
      try {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var response = http.send(HttpRequest.newBuilder(URI.create(admin + path)).method(method, publisher).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return JSON.readTree(response.body());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override public void close() { call("DELETE", "/admin/faults", ""); }
  }
}
