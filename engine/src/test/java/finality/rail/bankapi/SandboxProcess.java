package finality.rail.bankapi;

import finality.money.Money;
import finality.rail.Counterparty;
import finality.rail.Profile;
import finality.rail.Rail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox bank as a process of its own, on free ports; one for a test class. */
final class SandboxProcess implements Counterparty {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<Fault, String> RULES = new EnumMap<>(Map.ofEntries(
      Map.entry(Fault.ACCEPT_ONLY, "\"effect\":\"confirm_late\",\"after_ms\":3000"),
      Map.entry(Fault.REJECT, "\"effect\":\"reject\""),
      Map.entry(Fault.REJECT_FOR_NOW, "\"effect\":\"reject_for_now\""),
      Map.entry(Fault.REJECT_AS_DUPLICATE, "\"effect\":\"reject\",\"code\":\"DU04\""),
      Map.entry(Fault.REFUSE_AS_DUPLICATE, "\"effect\":\"refuse_as_duplicate\""),
      Map.entry(Fault.THROTTLE, "\"effect\":\"rate_limit\",\"retry_after_s\":7"),
      Map.entry(Fault.UNAVAILABLE, "\"effect\":\"unavailable\""),
      Map.entry(Fault.EXECUTE_THEN_503, "\"effect\":\"execute_then_503\""),
      Map.entry(Fault.EXECUTE_THEN_SILENCE, "\"effect\":\"execute_then_hang\""),
      Map.entry(Fault.EXECUTE_THEN_RESET, "\"effect\":\"execute_then_reset\""),
      Map.entry(Fault.SILENCE, "\"effect\":\"hang\""),
      Map.entry(Fault.REDIRECT, "\"effect\":\"redirect\""),
      Map.entry(Fault.GARBAGE, "\"effect\":\"execute_then_half_answer\""),
      Map.entry(Fault.ECHO_OTHER_ID, "\"effect\":\"wrong_id\""),
      Map.entry(Fault.ECHO_OTHER_AMOUNT, "\"effect\":\"wrong_amount\""),
      Map.entry(Fault.BARE_404, "\"effect\":\"proxy_404\""),
      Map.entry(Fault.EXECUTE_OTHER_AMOUNT, "\"effect\":\"execute_other_amount\""),
      Map.entry(Fault.EXECUTE_TWICE, "\"effect\":\"execute_twice\"")));

  private final Process process;
  private final Path data;
  private final URI admin;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  SandboxProcess(Path jar, Path data) {
    this.data = data;
    try {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var builder = new ProcessBuilder(java, "-Xmx256m", "-jar", jar.toString()).redirectErrorStream(true);
      builder.environment().putAll(Map.of("FINALITY_DATA", data.toString(), "SANDBOX_PORT", "0", "SANDBOX_RAIL_PORT", "0", "SANDBOX_LATENCY_MS", "5"));
      process = builder.start();
      admin = URI.create(ready());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads what it says until it is ready, and on, so that it never waits for us. */
  private String ready() throws IOException {
    var out = process.inputReader();
    var said = new StringBuilder();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      var ready = Pattern.compile("ready on .*\\(admin (http://[^)]+)\\)").matcher(line);
      if (ready.find()) {
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return ready.group(1);
      }
    }
    throw new AssertionError("the sandbox bank did not start:\n" + said);
  }

  void stop() {
    process.destroy();   // SIGTERM: it stops its own PostgreSQL
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode call(String method, String path, String body) {
    try {
      var request = HttpRequest.newBuilder(admin.resolve(path)).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) throw new AssertionError(method + " " + path + " " + body + ": " + response.statusCode() + " " + response.body());
      return JSON.readTree(response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode payment(String id) { return call("GET", "/admin/payments?end_to_end_id=" + id, "").path("items").path(0); }

  @Override public Set<Fault> faults() { return RULES.keySet(); }

  @Override public void next(Fault fault, int orders) { call("PUT", "/admin/faults", "{\"items\":[{\"next\":" + orders + "," + RULES.get(fault) + "}]}"); }

  @Override public boolean canStandBehindAProxy() { return true; }

  @Override public void standBehindAProxy() {
    call("PUT", "/admin/faults", "{\"items\":[{\"effect\":\"proxy_404\",\"call\":\"lookup\"},{\"effect\":\"proxy_404\",\"call\":\"cancel\"}]}");
  }

  @Override public Rail connect(Profile profile) { return rail(profile, data.resolve("sandbox/client.json")); }

  private static Rail rail(Profile profile, Path credentials) {
    return new BankApi(new BankApiConnection(profile, new Access.File(credentials), false, true, Duration.ofSeconds(5), 10, Duration.ofSeconds(5)), Clock.systemUTC());
  }

  @Override public Rail unreachable(Profile profile) {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = taken.getLocalPort();
      taken.close();
      var credentials = Files.readString(data.resolve("sandbox/client.json")).replaceAll("(https://[^:/]+):[0-9]+", "$1:" + free);
      return rail(profile, Files.writeString(data.resolve("sandbox/nobody-" + free + ".json"), credentials));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override public String account(String currency) { return "SBX-" + currency + "-1"; }

  @Override public int executions(String id) { return payment(id).path("executed").asInt(0); }

  @Override public int requests(String id) { return payment(id).path("requests").asInt(0); }

  @Override public void arrive(Money amount, String reference) {
    call("POST", "/admin/credits", "{\"account\":\"%s\",\"amount\":\"%s\",\"currency\":\"%s\",\"reference\":\"%s\"}"
        .formatted(account(amount.asset().code()), amount.amount().toPlainString(), amount.asset().code(), reference));
  }

  @Override public Profile profile() {
    return new Profile("bankapi", "sandbox", "SANDDEFFXXX", Set.of("EUR", "USD", "GBP", "JPY", "KWD"), true, true, true, Duration.ofSeconds(2), Duration.ofMinutes(5),
        Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofHours(1), 16, 0, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  /** The test is over: the bank is healthy again. The process goes on. */
  @Override public void close() { call("DELETE", "/admin/faults", ""); }
}
