package finality.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import finality.edge.Json;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The settlement part of the HTTP API, small: remembers keys, settles at once unless told otherwise, and can misbehave. */
final class FakeEngine implements AutoCloseable {
  static final String KEY = "fk_test";
  private static final List<String> ACCOUNTS = List.of("ACME-EUR", "ACME-USD", "ACME-JPY", "ACME-KWD", "GLOBEX-EUR", "GLOBEX-USD");

  record Stored(String id, String body, String state, Instant created) {}

  final Map<String, Stored> byKey = new ConcurrentHashMap<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();
  /** State of what arrives, by amount. */
  final Map<String, String> states = new ConcurrentHashMap<>();
  /** How many POSTs are answered 503, and how many are stored and then lose their connection. */
  final AtomicInteger unavailable = new AtomicInteger();
  final AtomicInteger lost = new AtomicInteger();
  final AtomicInteger posts = new AtomicInteger();
  final AtomicInteger gets = new AtomicInteger();
  /** What a settlement has become when it is looked at. */
  volatile String later = "settled";
  private final HttpServer server;

  FakeEngine() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() { return URI.create("http://127.0.0.1:" + server.getAddress().getPort()); }

  private void serve(HttpExchange call) throws IOException {
    try (call) {
      var path = call.getRequestURI().getPath();
      var body = call.getRequestBody().readAllBytes();
      if (!("Bearer " + KEY).equals(call.getRequestHeaders().getFirst("Authorization"))) answer(call, 401, problem("The key is not known."));
      else if (call.getRequestMethod().equals("POST") && path.equals("/v1/settlements")) submit(call, (Members) Json.read(body));
      else if (call.getRequestMethod().equals("POST")) answer(call, 200, "{\"valid\":true,\"errors\":[]}");
      else if (path.equals("/v1/accounts/7")) answer(call, 200, "{\"id\":\"7\",\"code\":\"ACME-EUR\"}");
      else if (path.startsWith("/v1/accounts/")) account(call, path.substring("/v1/accounts/".length()));
      else if (path.equals("/v1/accounts")) answer(call, 200, "{\"items\":[{\"code\":\"ACME-EUR\",\"number\":\"DE02120300000000202051\"}],\"next_cursor\":null}");
      else look(call, path);
    }
  }

  private void submit(HttpExchange call, Members body) throws IOException {
    posts.incrementAndGet();
    if (unavailable.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      answer(call, 503, problem("busy"));
      return;
    }
    var amount = ((Text) body.values().get("amount")).value();
    if (amount.equals("66.60")) {
      answer(call, 422, "{\"code\":\"x\",\"detail\":\"creditor.bank: is closed\"}");
      return;
    }
    var fresh = new Stored("id-" + byKey.size() + "-" + System.nanoTime(), body.canonical(), states.getOrDefault(amount, "pending"), Clock.systemUTC().instant());
    var stored = byKey.putIfAbsent(call.getRequestHeaders().getFirst("Idempotency-Key"), fresh);
    if (stored == null) bodies.add(body.canonical());
    if (lost.getAndUpdate(n -> Math.max(0, n - 1)) > 0) return;   // closed without a byte
    if (stored != null && !stored.body.equals(body.canonical())) {
      answer(call, 422, problem("This key made settlement " + stored.id + " from another request."));
      return;
    }
    if (stored != null) call.getResponseHeaders().set("Idempotency-Replayed", "true");
    answer(call, 201, settlement(stored == null ? fresh : stored, false));
  }

  private void look(HttpExchange call, String path) throws IOException {
    gets.incrementAndGet();
    if (!path.equals("/v1/settlements")) {
      var found = byKey.values().stream().filter(s -> path.endsWith("/" + s.id)).findFirst();
      answer(call, found.isPresent() ? 200 : 404, found.map(s -> settlement(s, true)).orElse("{}"));
      return;
    }
    var query = String.valueOf(call.getRequestURI().getRawQuery());
    int from = query.contains("cursor=") ? Integer.parseInt(URLDecoder.decode(query.replaceAll(".*cursor=", ""), StandardCharsets.UTF_8)) : 0;
    var all = new ArrayList<>(byKey.values());
    int to = Math.min(all.size(), from + 500);
    answer(call, 200, "{\"items\":[" + String.join(",", all.subList(from, to).stream().map(s -> settlement(s, true)).toList()) + "],\"next_cursor\":" + (to < all.size() ? "\"" + to + "\"" : "null") + "}");
  }

  private void account(HttpExchange call, String code) throws IOException {
    answer(call, ACCOUNTS.contains(code) ? 200 : 404, "{\"code\":\"" + code + "\"}");
  }

  private String settlement(Stored s, boolean seenLater) {
    var state = seenLater && s.state.equals("pending") ? later : s.state;
    return "{\"id\":\"%s\",\"state\":\"%s\",\"cause\":\"%s\",\"created_at\":\"%s\"}".formatted(s.id, state, state.equals("failed") ? "rejected: AC04" : state, s.created);
  }

  private static String problem(String detail) { return "{\"code\":\"x\",\"detail\":\"" + detail + "\"}"; }

  private static void answer(HttpExchange call, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
  }

  @Override public void close() { server.stop(0); }
}
