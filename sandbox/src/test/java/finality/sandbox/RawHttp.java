package finality.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** One request by hand, and every byte that comes back within half a second of silence. */
final class RawHttp {
  private RawHttp() {}

  static String pay(RailClient client, ObjectNode order) throws IOException {
    var body = order.toString();
    var head = "POST /payments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(client.token(), order.path("end_to_end_id").asString(), body.length());
    try (var socket = client.tls(true).getSocketFactory().createSocket("localhost", URI.create(client.url()).getPort())) {
      socket.setSoTimeout(500);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      var received = new ByteArrayOutputStream();
      try {
        for (int b; (b = socket.getInputStream().read()) >= 0; ) received.write(b);
      } catch (SocketTimeoutException e) {
        // that was all
      }
      return received.toString(StandardCharsets.UTF_8);
    }
  }
}
