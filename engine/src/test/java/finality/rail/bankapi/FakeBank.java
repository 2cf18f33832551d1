package finality.rail.bankapi;

import finality.money.Money;
import finality.rail.Counterparty;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.SecretReference;
import finality.rail.bankapi.Http.Request;
import finality.rail.bankapi.Http.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small bank after {@code docs/rails/bankapi.md}, written from that page and not from the client: plain text answers,
 * own reading of requests. Takes an id once by repeating its first answer; a confirmed cancel blocks the id.
 */
public final class FakeBank implements Counterparty {
  private static final JsonMapper JSON = JsonMapper.shared();
  static final String TOKEN = "opensesame";
  static final String SECRET = "s3cr3t-of-the-test";

  private record Payment(String id, String amount, String currency, String status, int executions, String reference, String reason, String executed) {
    String json() { return json(id, amount, currency); }

    String json(String id, String amount, String currency) {
      return """
          {"end_to_end_id":"%s","amount":"%s","currency":"%s","status":"%s","reference":"%s","executions":%d,"executed_amount":"%s","charges":"0.00",%s%s"new_field":[1,{"x":2}]}"""
          .formatted(id, amount, currency, status, reference, executions, executed, status.equals("settled") ? "\"settled_at\":\"2026-11-23T10:00:00Z\"," : "",
              reason.isEmpty() ? "" : "\"reason\":" + reason + ",");
    }

    int http() { return switch (status) { case "settled" -> 201; case "accepted" -> 202; default -> 422; }; }
  }

  private record Booking(String account, String signed, String currency, String id, String text) {}

  final Http http;
  final AtomicInteger tokens = new AtomicInteger();
  volatile boolean refusesTokens;
  volatile boolean givesNoToken;
  volatile int tokenLasts = 300;
  private volatile boolean behindAProxy;
  private final Map<String, Payment> payments = new ConcurrentHashMap<>();
  private final Set<String> blocked = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Booking> bookings = new ArrayList<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final Path secret;

  public FakeBank() {
    http = new Http(this::answer);
    try {
      secret = Files.writeString(Files.createTempFile("client", ".secret"), SECRET + "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private @Nullable Response answer(Request request, Socket socket) throws IOException {
    var uri = URI.create(request.path());
    if (uri.getPath().equals("/token")) return token(request);
    if (refusesTokens || !("Bearer " + TOKEN + tokens).equals(request.headers().get("Authorization"))) return Response.json(401, "{\"code\":\"unauthorized\"}");
    var path = Arrays.asList(uri.getPath().substring("/api/".length()).split("/"));
    if (path.equals(List.of("payments"))) return counted(request, socket);
    if (behindAProxy) return new Response(404, Map.of("Content-Type", "text/html"), "<h1>Not Found</h1>");
    if (path.getFirst().equals("payments")) return path.size() == 3 ? cancel(path.get(1)) : lookUp(path.get(1));
    var query = uri.getQuery() == null ? Map.<String, String>of()
        : Arrays.stream(uri.getQuery().split("&")).collect(Collectors.toMap(q -> q.split("=")[0], q -> q.split("=")[1]));
    return path.getLast().equals("credits") ? credits(path.get(1), query) : statement(path.get(1), LocalDate.parse(query.get("date")));
  }

  private Response token(Request request) {
    var basic = new String(java.util.Base64.getDecoder().decode(request.headers().get("Authorization").substring("Basic ".length())), StandardCharsets.UTF_8);
    if (!basic.equals("finality:" + SECRET) || !request.body().equals("grant_type=client_credentials")) return Response.json(401, "{\"error\":\"invalid_client\"}");
    if (givesNoToken) return Response.json(503, "{}");
    return Response.json(200, "{\"access_token\":\"" + TOKEN + tokens.incrementAndGet() + "\",\"token_type\":\"Bearer\",\"expires_in\":" + tokenLasts + "}");
  }

  private @Nullable Response counted(Request request, Socket socket) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      if (mostAtOnce.get() >= 0) Thread.yield();
      return order(request, socket);
    } finally {
      atOnce.decrementAndGet();
    }
  }

  private @Nullable Response order(Request request, Socket socket) throws IOException {
    var body = JSON.readTree(request.body());
    var id = body.path("end_to_end_id").asString();
    requests.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
    if (!id.equals(request.headers().get("Idempotency-Key"))) return Response.json(400, "{\"code\":\"invalid\",\"field\":\"Idempotency-Key\"}");
    var known = payments.get(id);
    if (known != null) return Response.json(known.status.equals("rejected") ? 422 : 200, known.json());
    if (blocked.contains(id)) return Response.json(422, paid(body, "rejected", 0, "{\"code\":\"DS02\",\"text\":\"cancelled\",\"permanent\":true}").json());
    var fault = faults.poll();
    return fault == null ? Response.json(201, paid(body, "settled", 1, "").json()) : wrong(fault, body, socket);
  }

  private @Nullable Response wrong(Fault fault, JsonNode body, Socket socket) throws IOException {
    var id = body.path("end_to_end_id").asString();
    return switch (fault) {
      case ACCEPT_ONLY -> Response.json(202, paid(body, "accepted", 0, "").json());
      case REJECT -> Response.json(422, paid(body, "rejected", 0, "{\"code\":\"AC04\",\"text\":\"closed\",\"permanent\":true}").json());
      case REJECT_FOR_NOW -> Response.json(422, paid(body, "rejected", 0, "{\"code\":\"AM04\",\"text\":\"no funds\"}").json());
      case REJECT_AS_DUPLICATE -> Response.json(422, paid(body, "rejected", 0, "{\"code\":\"DU04\",\"text\":\"known\",\"permanent\":true}").json());
      case REFUSE_AS_DUPLICATE -> Response.json(409, "{\"code\":\"duplicate\",\"end_to_end_id\":\"" + id + "\"}");
      case REFUSE_UNREAD -> Response.json(400, "{\"code\":\"invalid\",\"end_to_end_id\":\"" + id + "\",\"field\":\"purpose\",\"text\":\"not a code\"}");
      case THROTTLE -> new Response(429, Map.of("Retry-After", "7"), "");
      case UNAVAILABLE -> new Response(503, Map.of("Retry-After", "1"), "{}");
      case EXECUTE_THEN_503 -> after(paid(body, "settled", 1, ""), new Response(503, Map.of(), "{}"));
      case EXECUTE_THEN_SILENCE -> after(paid(body, "settled", 1, ""), null);
      case EXECUTE_THEN_RESET -> {
        paid(body, "settled", 1, "");
        socket.setSoLinger(true, 0);
        socket.close();
        yield null;
      }
      case SILENCE -> null;
      case TRICKLE -> trickle(socket);
      case REDIRECT -> new Response(307, Map.of("Location", "http://localhost:" + http.port() + "/api/payments"), "");
      case GARBAGE -> Response.json(201, "{\"end_to_end_id\":\"" + id + "\",\"status\":\"sett");
      case EMPTY -> Response.json(201, "");
      case HUGE -> after(paid(body, "settled", 1, ""), Response.json(201, paid(body, "settled", 1, "").json() + " ".repeat(200_000)));
      case CONTRADICTION -> Response.json(422, paid(body, "rejected", 1, "{\"code\":\"AC04\",\"permanent\":true}").json());
      case ECHO_OTHER_ID -> Response.json(201, paid(body, "settled", 1, "").json("ANOTHER", body.path("amount").asString(), body.path("currency").asString()));
      case ECHO_OTHER_AMOUNT -> Response.json(201, paid(body, "settled", 1, "").json(id, "99.99", body.path("currency").asString()));
      case ECHO_OTHER_CURRENCY -> Response.json(201, paid(body, "settled", 1, "").json(id, body.path("amount").asString(), "USD"));
      case ECHO_NOTHING -> after(paid(body, "settled", 1, ""), Response.json(201, "{\"status\":\"settled\",\"reference\":\"r\",\"settled_at\":\"2026-11-23T10:00:00Z\"}"));
      case BARE_404 -> new Response(404, Map.of("Content-Type", "text/html"), "<h1>Not Found</h1>");
      case EXECUTE_OTHER_AMOUNT -> Response.json(201, paid(body, "settled", 1, "", "99.99").json());
      case EXECUTE_TWICE -> Response.json(201, paid(body, "settled", 2, "").json());
    };
  }

  private static <T> @Nullable T after(Payment done, @Nullable T response) { return response; }

  /** The head of an answer at once, then a byte now and then: a time-out for the head alone would wait for ever. */
  private static @Nullable Response trickle(Socket socket) throws IOException {
    socket.getOutputStream().write("HTTP/1.1 201 x\r\nContent-Length: 400\r\n\r\n{\"".getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return null;
  }

  private Payment paid(JsonNode body, String status, int executions, String reason) {
    return paid(body, status, executions, reason, body.path("amount").asString());
  }

  private Payment paid(JsonNode body, String status, int executions, String reason, String executed) {
    var id = body.path("end_to_end_id").asString();
    var payment = new Payment(id, body.path("amount").asString(), body.path("currency").asString(), status, executions, "R" + id.substring(0, 8), reason, executed);
    payments.put(id, payment);
    synchronized (bookings) {
      for (int i = 0; i < executions; i++) bookings.add(new Booking(body.path("debtor_account").asString(), "-" + executed, payment.currency, id, ""));
    }
    return payment;
  }

  private Response lookUp(String id) {
    var payment = payments.get(id);
    return payment == null ? Response.json(404, "{\"code\":\"payment_not_found\",\"end_to_end_id\":\"" + id + "\"}") : Response.json(200, payment.json());
  }

  private Response cancel(String id) {
    var payment = payments.get(id);
    if (payment == null) blocked.add(id);
    return Response.json(200, "{\"end_to_end_id\":\"" + id + "\",\"result\":\"" + (payment == null ? "cancelled" : "too_late") + "\",\"reference\":\"C1\"}");
  }

  private Response credits(String account, Map<String, String> query) {
    int after = Integer.parseInt(query.getOrDefault("after", "0"));
    var items = new ArrayList<String>();
    int at = after;
    synchronized (bookings) {
      while (at < bookings.size() && items.size() < Integer.parseInt(query.get("limit"))) {
        var b = bookings.get(at++);
        if (b.account.equals(account) && !b.signed.startsWith("-")) items.add("""
            {"id":"B%d","kind":"credit","amount":"%s","currency":"%s","debtor":{"name":"Payer","account":"DE1","bank":"PAYRDEFF","country":"DE"},"reference":"%s","booked_at":"2026-11-23T10:00:00Z"}"""
            .formatted(at, b.signed, b.currency, b.text));
      }
    }
    return Response.json(200, "{\"items\":[" + String.join(",", items) + "],\"next_cursor\":\"" + at + "\"}");
  }

  private Response statement(String account, LocalDate date) {
    var lines = new ArrayList<String>();
    var balance = new BigDecimal("1000000.00");
    synchronized (bookings) {
      for (var b : bookings) {
        if (!b.account.equals(account) || !date.equals(LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC))) continue;
        balance = balance.add(new BigDecimal(b.signed));
        boolean debit = b.signed.startsWith("-");
        lines.add("""
            {"id":"L%d","amount":"%s","direction":"%s",%s"booked_at":"2026-11-23T10:00:00Z"}"""
            .formatted(lines.size(), debit ? b.signed.substring(1) : b.signed, debit ? "debit" : "credit", debit ? "\"end_to_end_id\":\"" + b.id + "\"," : ""));
      }
    }
    return Response.json(200, "{\"account\":\"%s\",\"currency\":\"%s\",\"date\":\"%s\",\"opening\":\"1000000.00\",\"closing\":\"%s\",\"lines\":[%s]}"
        .formatted(account, account.substring(4), date, balance, String.join(",", lines)));
  }

  // ── as a counterparty of the contract ──────────────────────────────────────────────────────────────────

  @Override public Set<Fault> faults() { return Counterparty.every(); }

  @Override public void next(Fault fault, int orders) { faults.addAll(Collections.nCopies(orders, fault)); }

  @Override public boolean canStandBehindAProxy() { return true; }

  @Override public void standBehindAProxy() { behindAProxy = true; }

  BankApiConnection connection(Profile profile) { return connection(profile, http.port()); }

  private BankApiConnection connection(Profile profile, int port) {
    var url = "http://127.0.0.1:" + port;
    var access = new Access.Configured(url + "/api/", url + "/token", "finality", new SecretReference("file:" + secret), null, null, null);
    return new BankApiConnection(profile, access, true, true, Duration.ofSeconds(2), 10, Duration.ofSeconds(5));
  }

  @Override public Rail connect(Profile profile) { return new BankApi(connection(profile), Clock.systemUTC()); }

  @Override public Rail unreachable(Profile profile) {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = taken.getLocalPort();
      taken.close();
      return new BankApi(connection(profile, free), Clock.systemUTC());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override public String account(String currency) { return "ACC-" + currency; }

  @Override public int executions(String id) { return payments.containsKey(id) ? payments.get(id).executions : 0; }

  @Override public int requests(String id) { return requests.getOrDefault(id, new AtomicInteger()).get(); }

  @Override public int mostAtOnce() { return mostAtOnce.get(); }

  @Override public void arrive(Money amount, String reference) {
    synchronized (bookings) {
      bookings.add(new Booking(account(amount.asset().code()), amount.amount().toPlainString(), amount.asset().code(), "", reference));
    }
  }

  @Override public Profile profile() {
    return new Profile("bankapi", "fake", "FAKEBANK", Set.of("EUR", "USD", "JPY", "KWD"), true, false, true, Duration.ZERO, Duration.ofMinutes(5),
        Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofHours(1), 16, 0, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  @Override public void close() {
    http.close();
    try {
      Files.deleteIfExists(secret);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
