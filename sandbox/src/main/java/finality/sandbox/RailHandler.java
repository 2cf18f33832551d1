package finality.sandbox;

import finality.sandbox.Fault.Call;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** bankapi: what clients reach over mTLS. Runs on virtual threads: waiting and hanging cost nothing. */
final class RailHandler extends Handler.Abstract {
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int LARGEST_PAGE = 1000;

  private final Clients clients;
  private final Modes modes;
  private final Faults faults;
  private final Desk desk;
  private final Teller teller;
  private final Records records;
  private final Clock clock;
  private final RateLimit rateLimit = new RateLimit();

  RailHandler(Clients clients, Modes modes, Faults faults, Desk desk, Teller teller, Records records, Clock clock) {
    this.clients = clients;
    this.modes = modes;
    this.faults = faults;
    this.desk = desk;
    this.teller = teller;
    this.records = records;
    this.clock = clock;
  }

  /** An answer and what a fault makes of it. */
  private record Spoilt(Reply reply, @Nullable Fault fault) {}

  @Override public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long arrived = System.nanoTime();
    var path = request.getHttpURI().getCanonicalPath();
    if (path.equals("/oauth/token")) {
      Wire.send(token(request), faults.ofCall(Call.TOKEN, null, ""), request, response, callback);
      return true;
    }
    // the token is checked before a byte of the order is read: after a 401 nothing was done
    var client = clients.holder(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    if (client == null || !client.equals(certified(request))) {
      Wire.send(Reply.error(401, "unauthorized"), request, response, callback);
      return true;
    }
    Spoilt spoilt;
    try {
      spoilt = answer(client, path, request);
    } catch (Problem e) {
      spoilt = new Spoilt(Reply.of(e), null);
    }
    pauseUntil(arrived, modes.of(client).latency());
    Wire.send(spoilt.reply, spoilt.fault, request, response, callback);
    return true;
  }

  private Spoilt answer(String client, String path, Request request) throws Exception {
    if (path.indexOf('\0') >= 0) throw Problem.notFound("no_such_call", "a path has no NUL characters");
    var query = Query.of(request);
    var parts = path.substring(1).split("/", -1);
    var route = request.getMethod() + " " + parts[0] + (parts.length > 2 ? "/" + parts[2] : "") + " " + parts.length;
    return switch (route) {
      case "POST payments 1" -> pay(client, request);
      case "GET payments 2" -> lookUp(new Order.Key(client, parts[1]));
      case "POST payments/cancel 3" -> cancel(new Order.Key(client, parts[1]));
      case "GET accounts 2" -> read(parts[1], new Reply(200, records.account(client, parts[1], clock.instant())));
      case "GET accounts/credits 3" -> read(parts[1], new Reply(200, records.credits(client, parts[1], query.cursor("after"), query.limit(LARGEST_PAGE))));
      case "GET accounts/statement 3" -> read(parts[1], new Reply(200, records.statement(client, parts[1], query.date("date"))));
      default -> throw Problem.notFound("no_such_call", request.getMethod() + " " + path + " is not part of bankapi");
    };
  }

  private Reply token(Request request) throws Exception {
    if (!request.getMethod().equals("POST")) return Reply.error(405, "method_not_allowed");
    var form = Request.getParameters(request);
    if (!"client_credentials".equals(form.getValue("grant_type"))) return new Reply(400, Json.object().put("error", "unsupported_grant_type"));
    var basic = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    var token = clients.token(basic);
    if (token == null || !String.valueOf(clients.holder("Bearer " + token)).equals(certified(request))) {
      return new Reply(401, Json.object().put("error", "invalid_client"));
    }
    var body = Json.object().put("access_token", token).put("token_type", "Bearer").put("expires_in", Clients.TOKEN_LIFE.toSeconds());
    return new Reply(200, body, Map.of("Cache-Control", "no-store"));
  }

  /** Whose certificate the connection was made with: a stolen token is worth nothing without it. */
  private static @Nullable String certified(Request request) {
    var session = (EndPoint.SslSessionData) request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
    if (session == null || session.peerCertificates() == null) return null;
    X509Certificate certificate = session.peerCertificates()[0];
    return certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
  }

  private Spoilt pay(String client, Request request) throws Exception {
    if (!rateLimit.allows(client, modes.of(client).ratePerSecond(), clock.instant())) {
      return new Spoilt(new Reply(429, Json.object().put("code", "too_many_requests"), Map.of("Retry-After", "1")), null);
    }
    var body = Json.read(body(request));
    var id = Order.idIn(body);
    try {
      var order = Order.read(client, body);
      var key = request.getHeaders().get("Idempotency-Key");
      if (!order.key().endToEndId().equals(key)) throw Problem.invalid("Idempotency-Key", "must be sent as a header and equal end_to_end_id");
      var accounts = List.of(order.account(), Batch.clearingNumber(order.currency()));
      var taken = desk.enter(List.of(order.key()), accounts, batch -> teller.take(order, batch));
      return new Spoilt(reply(taken), taken.fault());
    } catch (Problem e) {
      var reply = Reply.of(e);
      if (id != null) reply.body().put("end_to_end_id", id);
      return new Spoilt(reply, null);
    }
  }

  private static Reply reply(Teller.Taken taken) {
    var payment = taken.payment();
    return switch (taken.how()) {
      case TURNED_AWAY -> Reply.error(503, "turned_away");   // never seen: the fault answers in its place
      case DUPLICATE -> new Reply(409, Json.object().put("code", "duplicate").put("end_to_end_id", payment.key.endToEndId()));
      case REPEATED, NEW -> {
        boolean first = taken.how() == Teller.Taken.How.NEW;
        int status = switch (payment.status) {
          case REJECTED -> 422;
          case SETTLED -> first ? 201 : 200;
          case ACCEPTED -> first ? 202 : 200;
          default -> 200;
        };
        yield new Reply(status, payment.json());
      }
    };
  }

  private Spoilt lookUp(Order.Key key) {
    key.check();
    var now = clock.instant();
    var payment = desk.enter(List.of(key), List.of(), batch -> batch.payment(key));
    var order = payment == null ? null : payment.order;
    var fault = faults.ofCall(Call.LOOKUP, order, key.endToEndId());
    if (fault == null && payment != null && order != null && Effect.byMagic(order.amount()).orElse(null) == Effect.PROXY_404) {
      var proxy = Fault.of(Effect.PROXY_404);
      if (now.isBefore(payment.receivedAt.plus(proxy.after()))) fault = proxy;
    }
    boolean there = payment != null && payment.taken() && !now.isBefore(payment.visibleAt);
    return new Spoilt(there ? new Reply(200, payment.json()) : notFound(key), fault);
  }

  private static Reply notFound(Order.Key key) { return new Reply(404, Json.object().put("code", "payment_not_found").put("end_to_end_id", key.endToEndId())); }

  private Spoilt cancel(Order.Key key) {
    key.check();
    var order = desk.enter(List.of(key), List.of(), batch -> batch.payment(key) instanceof Payment known ? known.order : null);
    var fault = faults.ofCall(Call.CANCEL, order, key.endToEndId());
    if (fault != null && fault.effect().deed == Effect.Deed.NOTHING && fault.effect() != Effect.CANCEL_LATER) return new Spoilt(notFound(key), fault);
    var result = desk.enter(List.of(key), List.of(), batch -> teller.cancel(key, fault, batch));
    if (result == Teller.Cancelled.NOT_FOUND) return new Spoilt(notFound(key), fault);
    var body = Json.object().put("end_to_end_id", key.endToEndId()).put("result", result.name().toLowerCase(Locale.ROOT))
        .put("reference", "SBXC" + key.endToEndId());
    return new Spoilt(new Reply(200, body), fault);
  }

  private Spoilt read(String account, Reply reply) { return new Spoilt(reply, faults.ofCall(Call.ACCOUNT, null, account)); }

  static byte[] body(Request request) throws Exception {
    try (var in = Content.Source.asInputStream(request)) {
      var bytes = in.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) throw new Problem(413, "too_large", "body", "is longer than " + LONGEST_BODY + " bytes");
      return bytes;
    }
  }

  private static void pauseUntil(long arrived, Duration latency) throws InterruptedException {
    long left = latency.toNanos() - (System.nanoTime() - arrived);
    if (left > 0) Thread.sleep(Duration.ofNanos(left));
  }
}
