package finality.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;

/** Threads over JDBC that do one transaction after the other, each on a connection of its own. */
final class Clients implements AutoCloseable {

  interface Client {
    /** One transaction, committed. @return false when there was nothing to do */
    boolean once() throws SQLException;
  }

  interface Maker {
    Client on(Connection connection) throws SQLException;
  }

  private final Server server;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final CountDownLatch begin = new CountDownLatch(1);
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final ConcurrentHistogram latencies = new ConcurrentHistogram(3);
  private volatile boolean stopped;

  Clients(Server server, int number, Maker maker) throws SQLException {
    this.server = server;
    for (int n = 0; n < number; n++) {
      var connection = server.bench();
      connections.add(connection);
      connection.setAutoCommit(false);
      var client = maker.on(connection);
      threads.add(Thread.ofPlatform().daemon().name("client-" + n).start(() -> work(client)));
    }
  }

  Slice measure(Duration warmUp, Duration measured) throws Exception {
    begin.countDown();
    Thread.sleep(warmUp);
    var meter = new Meter(server);
    latencies.reset();
    meter.start(done.get());
    Thread.sleep(measured);
    var slice = meter.stop(done.get(), latencies);
    stop();
    return slice;
  }

  long done() { return done.get(); }

  private void work(Client client) {
    try {
      begin.await();
      while (!stopped) {
        long start = System.nanoTime();
        if (!client.once()) throw new IllegalStateException("nothing is left to do before the time is over");
        latencies.recordValue((System.nanoTime() - start) / 1_000);
        done.incrementAndGet();
      }
    } catch (SQLException | InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void stop() throws Exception {
    stopped = true;
    for (var thread : threads) thread.join();
    if (failure.get() != null) throw new IllegalStateException("a client failed", failure.get());
  }

  @Override public void close() throws SQLException {
    stopped = true;
    begin.countDown();
    for (var connection : connections) connection.close();
  }
}
