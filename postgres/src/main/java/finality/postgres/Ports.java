package finality.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
final class Ports {
  // Below the kernel's ephemeral range (from 32768): while the server is down, a client that keeps knocking on an
  // ephemeral port is sooner or later given that very port as its own, connects to itself and keeps the server out.
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;

  private Ports() {}

  /** The port itself when nobody listens on it; for 0 a free one. */
  static int choose(int wanted) {
    if (wanted < 0 || wanted > 65_535) throw new IllegalArgumentException("A port is 0 (any) to 65535, not " + wanted + ".");
    if (wanted != 0) {
      if (!free(wanted)) throw new PostgresFailed("Port " + wanted + " is taken by another program. Stop that program or choose another port for PostgreSQL.");
      return wanted;
    }
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (free(port)) return port;
    }
    throw new PostgresFailed("No free port found between " + FIRST + " and " + LAST + " on 127.0.0.1. Stop what listens there.");
  }

  /** The port itself when it is one and free, else any that is. */
  static int chooseLike(int last) { return choose(last > 0 && last <= 65_535 && free(last) ? last : 0); }

  static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);   // connections of a server that has just ended may linger; a listener still refuses us
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
