package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.Order;
import finality.rail.Party;
import finality.rail.Profile;
import finality.rail.SecretReference;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves this machine, seen from the other end of the wire. */
class WireTest {
  @TempDir static Path folder;
  static Certificates certificates;
  static Path server;
  static Path stranger;
  static Path client;

  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
  private final Http tokens = new Http((_, _) -> Http.Response.json(200, "{\"access_token\":\"t\",\"token_type\":\"bearer\",\"expires_in\":300}"));

  @BeforeAll static void certificates() throws IOException {
    certificates = new Certificates(folder);
    server = certificates.make("server", "ip:127.0.0.1");
    stranger = certificates.make("stranger", "dns:bank.example");
    client = certificates.make("client", "dns:client.example");
    Files.writeString(folder.resolve("password"), Certificates.PASSWORD);
    Files.writeString(folder.resolve("secret"), "s");
  }

  @AfterEach void close() throws Exception {
    for (var each : open) each.close();
    tokens.close();
  }

  // ── connections that never were ────────────────────────────────────────────────────────────────────────

  @Test void aNameThatDoesNotResolveIsUnsent() {
    assertThat(send(rail("https://bank.invalid", null, false))).isInstanceOf(Answer.Unsent.class);
  }

  @Test void aBankWithAStrangersCertificateIsSentNothing() {
    var heard = new AtomicInteger();
    var bank = tls(server, (_, _) -> { heard.incrementAndGet(); return settled(); });
    assertThat(send(rail("https://127.0.0.1:" + bank.port(), certificates.pem("stranger"), false))).isEqualTo(new Answer.Unsent("tls_failed", null));
    assertThat(heard).hasValue(0);
  }

  @Test void aBankUnderAnotherNameIsSentNothing() {
    var heard = new AtomicInteger();
    var bank = tls(stranger, (_, _) -> { heard.incrementAndGet(); return settled(); });
    assertThat(send(rail("https://127.0.0.1:" + bank.port(), certificates.pem("stranger"), true))).as("its certificate is trusted, but says bank.example").isInstanceOf(Answer.Unsent.class);
    assertThat(heard).hasValue(0);
  }

  @Test void aConnectionWithoutAHandshakeIsUnsentWhenTheTimeIsOver() throws IOException {
    var deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());   // accepted by the kernel, answered by nobody
    open.add(deaf);
    assertThat(send(rail("https://127.0.0.1:" + deaf.getLocalPort(), certificates.pem("server"), true))).isInstanceOf(Answer.Unsent.class);
  }

  @Test void withOurCertificateTheOrderGoesThrough() {
    var bank = tls(server, (request, _) -> settled(request));
    assertThat(send(rail("https://127.0.0.1:" + bank.port(), certificates.pem("server"), true))).isInstanceOf(Answer.Settled.class);
  }

  /** In TLS 1.3 the client has finished the handshake, and may have written, when the bank turns its certificate down. */
  @Test void withoutOurCertificateTheAnswerIsNeverADecision() {
    var heard = new AtomicInteger();
    var bank = tls(server, (request, _) -> { heard.incrementAndGet(); return settled(request); });
    assertThat(send(rail("https://127.0.0.1:" + bank.port(), certificates.pem("server"), false))).isInstanceOfAny(Answer.Unknown.class, Answer.Unsent.class);
    assertThat(heard).hasValue(0);
  }

  // ── the order's time ───────────────────────────────────────────────────────────────────────────────────

  @Test void anOrderWhoseTimePassesWhileTheConnectionOpensIsNotSent() {
    var now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
    var heard = new AtomicInteger();
    var bank = new Http(lateHandshake(() -> now.set(Instant.parse("2026-11-23T10:05:00Z"))), (request, _) -> { heard.incrementAndGet(); return settled(request); });
    open.add(bank);
    var rail = new BankApi(connection("https://127.0.0.1:" + bank.port(), certificates.pem("server"), true), clock(now), System::nanoTime);
    open.add(rail);
    assertThat(send(rail, order(Instant.parse("2026-11-23T10:05:00Z")))).isEqualTo(new Answer.Unsent("expired", null));
    assertThat(heard).hasValue(0);
    assertThat(rail.health().up()).isTrue();
  }

  @Test void aWallClockThatIsSetBackDoesNotProlongAnOrdersTime() {
    var now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
    var ticks = new AtomicReference<>(0L);
    var heard = new AtomicInteger();
    var bank = new Http(lateHandshake(() -> {
      now.set(Instant.parse("2026-11-23T09:00:00Z"));
      ticks.set(Duration.ofMinutes(5).toNanos());
    }), (request, _) -> { heard.incrementAndGet(); return settled(request); });
    open.add(bank);
    var rail = new BankApi(connection("https://127.0.0.1:" + bank.port(), certificates.pem("server"), true), clock(now), ticks::get);
    open.add(rail);
    assertThat(send(rail, order(Instant.parse("2026-11-23T10:05:00Z")))).isEqualTo(new Answer.Unsent("expired", null));
    assertThat(heard).hasValue(0);
  }

  // ── nothing is sent twice ──────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest
  @ValueSource(strings = {"close", "reset", "half a head", "half a body"})
  void aReusedConnectionThatBreaksIsUnknownAndTheOrderIsNotRepeated(String how) {
    var posts = new AtomicInteger();
    var bank = new Http((request, socket) -> {
      if (posts.incrementAndGet() == 1) return settled(request);
      switch (how) {
        case "reset" -> socket.setSoLinger(true, 0);
        case "half a head" -> write(socket, "HTTP/1.1 201 Crea");
        case "half a body" -> write(socket, "HTTP/1.1 201 x\r\nContent-Length: 500\r\n\r\n{\"end_to");
        default -> {}
      }
      socket.close();
      return null;
    });
    open.add(bank);
    var rail = rail("http://127.0.0.1:" + bank.port(), null, false);
    assertThat(send(rail)).isInstanceOf(Answer.Settled.class);
    assertThat(send(rail)).isEqualTo(new Answer.Unknown("connection_lost"));
    assertThat(posts).as("orders that reached the bank").hasValue(2);
    assertThat(bank.connections).as("the second went over the first's connection").hasValue(1);
  }

  /** By RFC 9113 both say that the bank has not looked at the order; the JDK's client takes its word and would send it again by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"REFUSED_STREAM", "GOAWAY"})
  void anOrderThatHttp2GivesBackIsUnknownAndNotRepeated(String how) throws IOException {
    var bank = new Http2(how);
    open.add(bank);
    var answer = send(rail("https://127.0.0.1:" + bank.port(), certificates.pem("server"), true));
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(bank.orders).as("orders that reached the bank").hasValue(1);
  }

  @Test void aLookUpCarriesNoOrder() {
    var heard = new CopyOnWriteArrayList<Http.Request>();
    var bank = new Http((request, _) -> { heard.add(request); return Http.Response.json(404, "{}"); });
    open.add(bank);
    var order = order(Instant.parse("2026-11-23T10:05:00Z"));
    rail("http://127.0.0.1:" + bank.port(), null, false).lookUp(order);
    assertThat(heard).singleElement().satisfies(request -> {
      assertThat(request.method() + " " + request.path()).isEqualTo("GET /payments/" + order.endToEndId());
      assertThat(request.headers().get("Authorization")).isEqualTo("Bearer t");
    });
  }

  @Test void anOrderOnTheWireIsWhatTheProtocolSays() {
    var heard = new CopyOnWriteArrayList<Http.Request>();
    var bank = new Http((request, _) -> { heard.add(request); return settled(request); });
    open.add(bank);
    var order = new Order("E1", Money.of("1234.50", "EUR"), "NL1", new Party("Zoë \"Q\"", "DE1", null, "DE"), null, "October", Instant.parse("2126-11-23T10:05:00.123456789Z"));
    send(rail("http://127.0.0.1:" + bank.port(), null, false), order);
    assertThat(heard).singleElement().satisfies(request -> {
      assertThat(request.method() + " " + request.path()).isEqualTo("POST /payments");
      assertThat(request.headers().get("Idempotency-Key")).isEqualTo("E1");
      assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
      assertThat(request.body()).isEqualTo("""
          {"end_to_end_id":"E1","amount":"1234.50","currency":"EUR","debtor_account":"NL1","creditor":{"name":"Zoë \\"Q\\"","account":"DE1","country":"DE"},"remittance":"October","valid_until":"2126-11-23T10:05:00.123Z"}""");
    });
  }

  // ── words of this page ─────────────────────────────────────────────────────────────────────────────────

  private Http tls(Path certificate, Http.Handler handler) {
    var http = new Http(wanting(certificates.server(certificate, client), () -> {}), handler);
    open.add(http);
    return http;
  }

  private ServerSocketFactory lateHandshake(Runnable before) { return wanting(certificates.server(server, client), before); }

  /** Sockets that need the client's certificate; {@code before} runs when a connection is there and its handshake is not. */
  private static ServerSocketFactory wanting(SSLContext context, Runnable before) {
    return new ServerSocketFactory() {
      @Override public ServerSocket createServerSocket(int port) { throw new UnsupportedOperationException(); }

      @Override public ServerSocket createServerSocket(int port, int backlog) { throw new UnsupportedOperationException(); }

      @Override public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new ServerSocket(port, backlog, address) {
          @Override public Socket accept() throws IOException {
            var plain = super.accept();
            before.run();
            var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(true);
            return socket;
          }
        };
      }
    };
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static Http.Response settled() { return Http.Response.json(201, "{}"); }

  private static Http.Response settled(Http.Request request) {
    var body = tools.jackson.databind.json.JsonMapper.shared().readTree(request.body());
    return Http.Response.json(201, """
        {"end_to_end_id":"%s","amount":"%s","currency":"%s","status":"settled","reference":"r","executions":1,"charges":"0.00","settled_at":"2026-11-23T10:00:00Z"}"""
        .formatted(body.path("end_to_end_id").asString(), body.path("amount").asString(), body.path("currency").asString()));
  }

  private BankApi rail(String url, @Nullable Path ca, boolean ours) {
    var rail = new BankApi(connection(url, ca, ours), Clock.systemUTC());
    open.add(rail);
    return rail;
  }

  private BankApiConnection connection(String url, @Nullable Path ca, boolean ours) {
    var profile = new Profile("bankapi", "wire", "BANK", java.util.Set.of("EUR"), false, false, false, Duration.ZERO, Duration.ofMinutes(5),
        Duration.ofSeconds(3), Duration.ofMinutes(10), Duration.ofHours(1), 4, 0, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
    var access = new Access.Configured(url, "http://127.0.0.1:" + tokens.port() + "/token", "finality", new SecretReference("file:" + folder.resolve("secret")),
        ca, ours ? client : null, ours ? new SecretReference("file:" + folder.resolve("password")) : null);
    return new BankApiConnection(profile, access, true, false, Duration.ofSeconds(2), 10, Duration.ofSeconds(5));
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override public java.time.ZoneId getZone() { return java.time.ZoneOffset.UTC; }

      @Override public Clock withZone(java.time.ZoneId zone) { return this; }

      @Override public Instant instant() { return now.get(); }
    };
  }

  private static Order order(Instant validUntil) {
    return new Order(UUID.randomUUID().toString().replace("-", ""), Money.of("10.00", "EUR"), "NL1", new Party("Jane", "DE1", null, null), null, null, validUntil);
  }

  private static Answer send(BankApi rail) { return send(rail, order(Instant.parse("2126-11-23T10:05:00Z"))); }

  private static Answer send(BankApi rail, Order order) {
    var answer = new AtomicReference<Answer>();
    rail.submit(List.of(order), (_, it) -> answer.set(it));
    return answer.get();
  }

  /** As much of HTTP/2 as it takes to read an order and give it back unprocessed, each time it comes. */
  private static final class Http2 implements AutoCloseable {
    private static final int DATA = 0, SETTINGS = 4, GOAWAY = 7, RST_STREAM = 3;
    private final SSLServerSocket listening;
    private final String how;
    final AtomicInteger orders = new AtomicInteger();

    Http2(String how) throws IOException {
      this.how = how;
      listening = (SSLServerSocket) certificates.server(server, client).getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
      var parameters = listening.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      listening.setSSLParameters(parameters);
      Thread.ofVirtual().start(this::accept);
    }

    int port() { return listening.getLocalPort(); }

    private void accept() {
      while (!listening.isClosed()) {
        try {
          var socket = listening.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        } catch (IOException e) {
          return;
        }
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        var in = new DataInputStream(socket.getInputStream());
        var out = socket.getOutputStream();
        in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
        frame(out, SETTINGS, 0, new byte[0]);
        while (true) {
          int length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
          int type = in.readUnsignedByte();
          in.readUnsignedByte();
          int stream = in.readInt();
          in.readNBytes(length);
          if (type != DATA || length == 0) continue;
          orders.incrementAndGet();
          if (how.equals("GOAWAY")) frame(out, GOAWAY, 0, ByteBuffer.allocate(8).putInt(0).putInt(0).array());   // nothing up to stream 0 was processed
          else frame(out, RST_STREAM, stream, ByteBuffer.allocate(4).putInt(7).array());
        }
      } catch (IOException e) {
        return;   // the client went away
      }
    }

    private static void frame(OutputStream out, int type, int stream, byte[] payload) throws IOException {
      out.write(ByteBuffer.allocate(9 + payload.length).put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) 0).putInt(stream).put(payload).array());
      out.flush();
    }

    @Override public void close() throws IOException { listening.close(); }
  }
}
