package finality.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole bank for tests, on free ports, without latency. Tests share one: each opens accounts of its own, and leaves faults and modes as they were. */
final class TestBank {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final HttpClient PLAIN = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final Path home;
  final MovableClock clock = new MovableClock();
  final SandboxBank bank;

  private static final class Shared {
    static final TestBank BANK = new TestBank();
  }

  static TestBank shared() { return Shared.BANK; }

  private TestBank() {
    try {
      home = Files.createTempDirectory("sandbox-test-");
      bank = new SandboxBank(new Settings(home, 0, 0, Mode.DEFAULT.with(Json.read("{\"latency_ms\":0}".getBytes()))), clock);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        bank.close();
        delete(home);
      }));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void delete(Path tree) {
    try (var files = Files.walk(tree)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  RailClient client(HttpClient.Version version) { return new RailClient(home.resolve("client.json"), version); }

  RailClient.Got admin(String method, String path, String body) {
    return admin("http://localhost:" + bank.adminPort(), method, path, body);
  }

  static RailClient.Got admin(String url, String method, String path, String body) {
    try {
      var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
      return RailClient.got(PLAIN.send(HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20)).method(method, publisher).build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the bank's journal says of an order. */
  JsonNode payment(String id) { return admin("GET", "/admin/payments?end_to_end_id=" + id, "").body().path("items").path(0); }

  /** A new account with this much on it. */
  String account(String currency, String balance) {
    var number = "T-" + NUMBERS.incrementAndGet();
    var got = admin("POST", "/admin/accounts", "{\"number\":\"%s\",\"currency\":\"%s\",\"balance\":\"%s\"}".formatted(number, currency, balance));
    if (got.status() != 201) throw new IllegalStateException(got.raw().body());
    return number;
  }

  String balance(String account) {
    for (var item : admin("GET", "/admin/accounts", "").body().path("items")) if (item.path("number").asString().equals(account)) return item.path("balance").asString();
    throw new IllegalStateException("no account " + account);
  }

  void mode(String fields) {
    var got = admin("PUT", "/admin/mode", fields);
    if (got.status() != 200) throw new IllegalStateException(got.raw().body());
  }

  void faults(String... rules) {
    var got = admin("PUT", "/admin/faults", "{\"items\":[" + String.join(",", rules) + "]}");
    if (got.status() != 200) throw new IllegalStateException(got.raw().body());
  }

  /** Healthy and with the promises it has by default. */
  void heal() {
    admin("DELETE", "/admin/faults", "");
    mode("{\"duplicates\":\"once\",\"enforces_valid_until\":true,\"cancel_blocks_id\":true,\"read_delay_ms\":0,\"latency_ms\":0,\"success_rate\":1,\"rate_per_second\":0}");
  }

  static String newId() { return "E" + Long.toString(System.nanoTime(), 36) + "N" + NUMBERS.incrementAndGet(); }

  static ObjectNode order(String id, String account, String amount, String currency) {
    var order = Json.object().put("end_to_end_id", id).put("amount", amount).put("currency", currency).put("debtor_account", account);
    order.set("creditor", Json.object().put("name", "Ada Lovelace").put("account", "DE75512108001245126199").put("bank", "SOGEDEFF").put("country", "DE"));
    return order.put("purpose", "SALA").put("remittance", "November");
  }
}
