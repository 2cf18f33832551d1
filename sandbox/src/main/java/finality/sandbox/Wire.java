package finality.sandbox;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Brings an answer to the one who asked: as it is, or as a fault leaves it. */
final class Wire {
  private static final String JSON = "application/json";
  private static final String PROXY_PAGE = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><hr>gateway</body></html>";

  private Wire() {}

  static void send(Reply reply, Request request, Response response, Callback callback) {
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    write(reply.body().toString(), JSON, response, callback);
  }

  static void send(Reply reply, @Nullable Fault fault, Request request, Response response, Callback callback) throws Exception {
    if (fault == null) {
      send(reply, request, response, callback);
      return;
    }
    switch (fault.effect().tell) {
      case TRUTH -> send(reply, request, response, callback);
      case RATE_LIMIT -> {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, fault.retryAfter());
        send(Reply.error(429, "too_many_requests"), request, response, callback);
      }
      case UNAVAILABLE -> send(Reply.error(503, "unavailable"), request, response, callback);
      case UNAUTHORIZED -> send(Reply.error(401, "unauthorized"), request, response, callback);
      case DUPLICATE -> send(duplicate(reply), request, response, callback);
      case REDIRECT -> {
        response.getHeaders().put(HttpHeader.LOCATION, request.getHttpURI().getPath() + "/moved");
        send(Reply.error(307, "moved"), request, response, callback);
      }
      case PROXY_404 -> {
        response.setStatus(404);
        write(PROXY_PAGE, "text/html", response, callback);
      }
      case LATE -> {
        pause(fault.after());
        send(reply, request, response, callback);
      }
      case HANG -> {
        pause(fault.after());
        reset(request, response, callback);
      }
      case RESET -> reset(request, response, callback);
      case HALF -> half(reply, response, callback);
      case TWICE -> twice(reply, request, response, callback);
      case WRONG_ID -> send(new Reply(reply.status(), reply.body().deepCopy().put("end_to_end_id", "NOTYOURS1")), request, response, callback);
      case WRONG_AMOUNT -> send(new Reply(reply.status(), otherAmount(reply.body())), request, response, callback);
    }
  }

  /** A fault's silence: ended early only by the bank's own end. */
  static void pause(Duration silence) throws InterruptedException { Thread.sleep(silence); }

  private static void write(String body, String type, Response response, Callback callback) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!response.getHeaders().contains(HttpHeader.CONTENT_TYPE)) response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  private static Reply duplicate(Reply reply) {
    return new Reply(409, Json.object().put("code", "duplicate").put("end_to_end_id", reply.body().path("end_to_end_id").asString("")));
  }

  private static ObjectNode otherAmount(ObjectNode body) {
    var amount = body.get("amount");
    var other = body.deepCopy();
    return amount == null ? other : other.put("amount", new BigDecimal(amount.stringValue()).multiply(BigDecimal.TEN).toPlainString());
  }

  /** HTTP/1.1: a TCP reset without a byte of an answer. HTTP/2: the stream is reset after its headers; other calls on the connection go on. */
  private static void reset(Request request, Response response, Callback callback) throws IOException {
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      response.setStatus(500);
      Content.Sink.write(response, false, ByteBuffer.allocate(0));
    } else {
      var socket = endPoint(request);
      while (socket instanceof SslConnection.SslEndPoint ssl) socket = ssl.getSslConnection().getEndPoint();
      if (socket.getTransport() instanceof SocketChannel channel) channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      socket.close();
    }
    callback.failed(new EofException("reset by a fault"));
  }

  private static void half(Reply reply, Response response, Callback callback) throws IOException {
    var bytes = Json.bytes(reply.body());
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    Content.Sink.write(response, false, ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length / 2)));
    callback.failed(new EofException("cut off by a fault"));
  }

  /** HTTP/1.1: a second, contradicting answer follows the first on the connection, where the next call will find it. HTTP/2 has no place for it. */
  private static void twice(Reply reply, Request request, Response response, Callback callback) throws IOException {
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      send(reply, request, response, callback);
      return;
    }
    var first = Json.bytes(reply.body());
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, first.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(first));
    var body = reply.body().deepCopy().put("status", "rejected");
    body.set("reason", Json.object().put("code", "AC04").put("text", "said twice").put("permanent", true));
    var second = Json.bytes(body);
    var head = "HTTP/1.1 422 Unprocessable Content\r\nContent-Type: " + JSON + "\r\nContent-Length: " + second.length + "\r\n\r\n";
    try (var written = Blocker.callback()) {
      endPoint(request).write(written, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(second));
      written.block();
    }
    callback.succeeded();
  }

  private static EndPoint endPoint(Request request) { return request.getConnectionMetaData().getConnection().getEndPoint(); }
}
