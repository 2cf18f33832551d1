package finality.rail.bankapi;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 by hand on a loopback socket, so that a bank can do to a connection whatever it likes. */
final class Http implements AutoCloseable {

  record Request(String method, String path, Map<String, String> headers, String body) {}

  /** What goes back; {@code null} from the handler: nothing, and the connection stays open until the server closes. */
  record Response(int status, Map<String, String> headers, String body) {
    static Response json(int status, String body) { return new Response(status, Map.of("Content-Type", "application/json"), body); }
  }

  interface Handler { @Nullable Response handle(Request request, Socket socket) throws IOException; }

  private final ServerSocket server;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  final AtomicInteger connections = new AtomicInteger();

  Http(Handler handler) { this(ServerSocketFactory.getDefault(), handler); }

  Http(ServerSocketFactory sockets, Handler handler) {
    this.handler = handler;
    try {
      server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() { return server.getLocalPort(); }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        if (server.isClosed()) return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (var request = read(in); request != null; request = read(in)) {
        var response = handler.handle(request, socket);
        if (response == null) {
          if (!socket.isClosed()) in.readNBytes(1);   // silence: until the other side gives up
          return;
        }
        write(socket.getOutputStream(), response);
      }
    } catch (SocketException | javax.net.ssl.SSLException e) {
      return;   // the client went away
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.remove(socket);
    }
  }

  static @Nullable Request read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int last4 = 0;
    while (last4 != 0x0d0a0d0a) {
      int b = in.read();
      if (b < 0) return null;
      head.write(b);
      last4 = (last4 << 8) | b;
    }
    var lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) headers.put(lines[i].substring(0, lines[i].indexOf(':')), lines[i].substring(lines[i].indexOf(':') + 1).strip());
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
    var first = lines[0].split(" ");
    return new Request(first[0].toUpperCase(Locale.ROOT), first[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  static void write(OutputStream out, Response response) throws IOException {
    var body = response.body().getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + response.status() + " x\r\nContent-Length: " + body.length + "\r\n");
    response.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    out.write(all.toByteArray());
    out.flush();
  }

  @Override public void close() {
    try {
      server.close();
      for (var socket : open) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
