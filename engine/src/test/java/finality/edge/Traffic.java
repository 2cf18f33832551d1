package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that pay, read and ask for readiness over HTTP until they are stopped, and remember what each call was answered and how long it took. */
final class Traffic implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final int PAYERS = 12;
  private static final int READERS = 4;

  /** @param begun nanoseconds, as {@code took} */
  record Call(String what, long begun, long took, int status) {}

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String key;
  private final boolean booksOnly;
  private final String run = Long.toString(System.nanoTime(), 36);
  private final AtomicInteger number = new AtomicInteger();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  /** Body by idempotency key. */
  private final Map<String, String> asked = new ConcurrentHashMap<>();
  /** Id by idempotency key: what was acknowledged. */
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean stopped;
  private volatile long readySince;   // nanoseconds; 0: not ready

  Traffic(int port, String key, String approver) { this(port, key, approver, false); }

  /** @param booksOnly nothing is paid over the bank */
  Traffic(int port, String key, String approver, boolean booksOnly) {
    this.booksOnly = booksOnly;
    url = "http://127.0.0.1:" + port;
    this.key = key;
    for (var account : List.of("""
        {"code":"payer","kind":"participant","currency":"EUR","owner":"payer","limit":"1000000.00"}""", """
        {"code":"payee","kind":"participant","currency":"EUR","owner":"payee"}""", """
        {"code":"nostro-test-eur","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR","limit":"1000000.00"}""")) {
      var opened = send("POST", "/v1/accounts", account, "open-" + account.hashCode());
      assertThat(opened.statusCode()).isEqualTo(201);
      Engine.agree(port, approver, opened.body());
    }
  }

  void start() {
    for (int i = 0; i < PAYERS; i++) clients.add(Thread.startVirtualThread(() -> repeat(payer())));
    for (int i = 0; i < READERS; i++) clients.add(Thread.startVirtualThread(() -> repeat(this::read)));
    clients.add(Thread.startVirtualThread(() -> repeat(this::askReadiness)));
    await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > 200);
  }

  private void repeat(Runnable call) {
    while (!stopped) {
      call.run();
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** A new payment once the last is acknowledged; until then that one again, as a client should. */
  private Runnable payer() {
    return new Runnable() {
      private String idempotencyKey = next();

      @Override public void run() {
        if (pay(idempotencyKey).statusCode() == 201) idempotencyKey = next();
      }
    };
  }

  private String next() {
    int n = number.incrementAndGet();
    asked.put(run + "-" + n, booksOnly || n % 2 == 0 ? """
        {"debtor_account":"payer","creditor_account":"payee","amount":"0.01","currency":"EUR","rail":"BOOK"}""" : """
        {"debtor_account":"payer","creditor":{"name":"Anna","account":"DE89370400440532013000"},"amount":"0.01","currency":"EUR"}""");
    return run + "-" + n;
  }

  private HttpResponse<String> pay(String idempotencyKey) {
    var answer = timed("pay", "POST", "/v1/settlements", asked.get(idempotencyKey), idempotencyKey);
    if (answer.statusCode() == 201) acknowledged.put(idempotencyKey, JSON.readTree(answer.body()).path("id").asString());
    else assertUnavailable(answer);
    return answer;
  }

  private void read() {
    var answer = timed("read", "GET", number.get() % 2 == 0 ? "/v1/settlements?limit=20" : "/v1/accounts/payer", null, null);
    if (answer.statusCode() != 200) assertUnavailable(answer);
  }

  private void askReadiness() {
    int status = timed("health", "GET", "/health/ready", null, null).statusCode();
    if (status != 200) readySince = 0;
    else if (readySince == 0) readySince = System.nanoTime();
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    if (answer.statusCode() != 503 || !answer.body().contains("\"database_unavailable\"") || answer.headers().firstValue("Retry-After").isEmpty())
      throw new AssertionError(answer.request() + " -> " + answer.statusCode() + " " + answer.body());
  }

  private HttpResponse<String> timed(String what, String method, String path, String body, String idempotencyKey) {
    long begun = System.nanoTime();
    int status = 0;
    try {
      var answer = send(method, path, body, idempotencyKey);
      status = answer.statusCode();
      return answer;
    } finally {
      calls.add(new Call(what, begun, System.nanoTime() - begun, status));
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String idempotencyKey) {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60)).header("Authorization", "Bearer " + key)
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) request.header("Content-Type", "application/json");
    if (idempotencyKey != null) request.header("Idempotency-Key", idempotencyKey);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode get(String path) { return JSON.readTree(send("GET", path, null, null).body()); }

  boolean isReady() { return readySince != 0; }

  int acknowledged() { return acknowledged.size(); }

  List<Call> calls() { return List.copyOf(calls); }

  /** Calls that began between two moments. */
  List<Call> between(long from, long to) { return calls.stream().filter(c -> c.begun >= from && c.begun <= to).toList(); }

  static long percentile(List<Call> calls, int percent) {
    var took = calls.stream().mapToLong(Call::took).sorted().toArray();
    return took.length == 0 ? 0 : took[Math.min(took.length - 1, took.length * percent / 100)] / 1_000_000;
  }

  /** No client met an answer that it should not, or none at all. */
  void stop() {
    stopped = true;
    for (var client : clients) {
      try {
        assertThat(client.join(Duration.ofSeconds(60))).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    assertThat(calls).as("answered").allSatisfy(call -> assertThat(call.status).isIn(200, 201, 503));
  }

  /** After the outage: what was acknowledged is there, what was not is paid once when it is asked again, and the books hold. */
  void assertNothingLost() {
    for (var idempotencyKey : asked.keySet()) if (!acknowledged.containsKey(idempotencyKey)) assertThat(pay(idempotencyKey).statusCode()).isEqualTo(201);
    assertThat(Set.copyOf(acknowledged.values())).as("one settlement for each key").hasSameSizeAs(asked.keySet());
    for (var id : acknowledged.values()) assertThat(get("/v1/settlements/" + id).path("id").asString()).isEqualTo(id);
    // An intent whose commit lost its answer is not sent by whoever asked for it; it is looked up when its lease is over: the order's time-out and 30 s.
    await().atMost(Duration.ofSeconds(150)).untilAsserted(() -> {
      assertThat(get("/v1/settlements/stats").path("states").path("settled").asInt()).isEqualTo(asked.size());
      assertThat(get("/v1/accounts/payer").path("posted").asString()).as("paid once each").isEqualTo("-" + new BigDecimal(asked.size()).movePointLeft(2).toPlainString());
    });
    assertThat(get("/v1/audit/books").path("sound").asBoolean()).isTrue();
  }

  @Override public void close() {
    stopped = true;
    http.close();
  }
}
