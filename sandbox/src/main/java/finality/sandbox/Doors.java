package finality.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.RateControl;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The two ports: bankapi over mTLS (HTTP/1.1 and HTTP/2), and the admin API in plain HTTP. Both on loopback. */
final class Doors implements AutoCloseable {
  private static final String ADMIN_SETTING = "SANDBOX_PORT";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int STREAMS_PER_CONNECTION = 1024;
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Server server;
  private final ServerConnector rail;
  private final ServerConnector admin;
  private final int adminPort;

  /** Takes the rail's port and tries the other; nobody is answered before {@link #serve}. @throws IllegalStateException when one is taken */
  Doors(Settings settings, Credentials credentials) {
    var threads = new QueuedThreadPool(32, 4);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    server.setStopTimeout(DRAIN.toMillis());
    rail = railConnector(server, credentials);
    admin = new ServerConnector(server, 1, 1, new HttpConnectionFactory(quiet(new HttpConfiguration())));
    adminPort = settings.adminPort();
    // tried now, before the database starts, and taken last of all: who finds it listening finds a bank that is ready
    try (var _ = new ServerSocket(adminPort, 1, InetAddress.getLoopbackAddress())) {
      take(rail, settings.railPort(), "SANDBOX_RAIL_PORT");
    } catch (IOException e) {
      throw inUse(adminPort, ADMIN_SETTING, e);
    }
  }

  int railPort() { return rail.getLocalPort(); }

  int adminPort() { return admin.getLocalPort(); }

  void serve(Handler railHandler, Handler adminHandler) {
    server.setHandler(new Handler.Sequence(through(rail, railHandler), through(admin, adminHandler)));
    take(admin, adminPort, ADMIN_SETTING);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("The bank cannot listen: " + e.getMessage(), e);
    }
  }

  private Handler through(ServerConnector door, Handler handler) {
    return new Handler.Wrapper(handler) {
      @Override public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return request.getConnectionMetaData().getConnector() == door && super.handle(request, response, callback);
      }
    };
  }

  private static ServerConnector railConnector(Server server, Credentials credentials) {
    var tls = new SslContextFactory.Server();
    try {
      tls.setKeyStore(credentials.keys());
      tls.setKeyStorePassword(credentials.password());
      tls.setCertAlias(Credentials.SERVER);
      tls.setTrustStore(credentials.trusted());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The bank's certificates cannot be used: " + e.getMessage(), e);
    }
    tls.setNeedClientAuth(true);
    var config = quiet(new HttpConfiguration());
    config.addCustomizer(new SecureRequestCustomizer(false));
    var http1 = new HttpConnectionFactory(config);
    var http2 = new HTTP2ServerConnectionFactory(config);
    http2.setMaxConcurrentStreams(STREAMS_PER_CONNECTION);
    http2.setRateControlFactory(new RateControl.Factory() {});   // a load test is no attack
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    return new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2, http1);
  }

  private static HttpConfiguration quiet(HttpConfiguration config) {
    config.setSendServerVersion(false);
    config.setSendDateHeader(false);
    return config;
  }

  private void take(ServerConnector door, int port, String setting) {
    door.setHost(LOOPBACK);
    door.setPort(port);
    door.setIdleTimeout(Duration.ofMinutes(5).toMillis());
    server.addConnector(door);
    try {
      door.open();
    } catch (IOException e) {
      throw inUse(port, setting, e);
    }
  }

  private static IllegalStateException inUse(int port, String setting, IOException cause) {
    return new IllegalStateException("Port " + port + " is in use; set " + setting + " to a free one or stop what listens there.", cause);
  }

  /** Answers what it can, then lets go of the ports. */
  @Override public void close() throws Exception {
    server.stop();
    rail.close();
    admin.close();
  }
}
