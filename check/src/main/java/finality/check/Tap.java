package finality.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port of this machine that passes everything on to another one, and back, under the eyes of a trap. */
abstract class Tap implements AutoCloseable {
  final Trap trap;
  private final int target;
  private final ServerSocket door;

  Tap(int target, Trap trap) {
    this.target = target;
    this.trap = trap;
    try {
      door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Both directions of one connection; each method has a thread of its own and returns when its direction ended. */
  interface Conversation {
    void toServer(InputStream from, OutputStream to) throws IOException;

    void toClient(InputStream from, OutputStream to) throws IOException;
  }

  abstract Conversation conversation();

  int port() { return door.getLocalPort(); }

  Tap open() {
    Thread.ofVirtual().name("tap").start(() -> {
      while (!door.isClosed()) {
        try {
          connect(door.accept());
        } catch (IOException _) {
          // closing, or the server is not there: who called hears that at once
        }
      }
    });
    return this;
  }

  private void connect(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    var conversation = conversation();
    Thread.ofVirtual().start(() -> pump(client, server, conversation::toServer));
    Thread.ofVirtual().start(() -> pump(server, client, conversation::toClient));
  }

  private interface Direction { void run(InputStream from, OutputStream to) throws IOException; }

  private static void pump(Socket from, Socket to, Direction direction) {
    try (from; to) {
      direction.run(from.getInputStream(), to.getOutputStream());
    } catch (IOException | Trap.Lost _) {
      // one side is gone, so is the other now
    }
  }

  @Override public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
