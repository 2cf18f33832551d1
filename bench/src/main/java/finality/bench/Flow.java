package finality.bench;

import finality.settlement.Change;
import finality.settlement.Request;
import finality.settlement.Submitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** As much as the engine can take: a closed loop with a bounded number of instructions under way, handed over in arrays as a file or an array POST would. */
final class Flow implements Workload {
  /** Enough to fill the batches of both writers, and no more than a connection lets be under way. */
  private static final int UNDER_WAY = 16_000;
  private static final int ARRAY = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final String what;
  private final Engine engine;
  private final Server server;
  private final LongFunction<Request> requests;
  private final AtomicLong number = new AtomicLong();

  /** @param requests the n-th request of a run */
  Flow(String name, String what, Engine engine, Server server, LongFunction<Request> requests) {
    this.name = name;
    this.what = what;
    this.engine = engine;
    this.server = server;
    this.requests = requests;
  }

  @Override public String name() { return name; }

  @Override public String what() { return what; }

  @Override public Slice run(Duration warmUp, Duration measured) throws Exception {
    var room = new Semaphore(UNDER_WAY);
    var ended = new AtomicLong();
    var latencies = new ConcurrentHistogram(3);
    engine.ends().tell(change -> {
      ended.incrementAndGet();
      latencies.recordValue(micros(change));
      room.release();
    });
    try (var connection = server.engine()) {
      var before = server.sizes(connection, "ledger", "settlement");
      var feeders = new Feeders(room);
      Thread.sleep(warmUp);
      latencies.reset();
      var meter = new Meter(server);
      meter.start(ended.get());
      Thread.sleep(measured);
      var slice = meter.stop(ended.get(), latencies);
      feeders.stop();
      if (!room.tryAcquire(UNDER_WAY, PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new IllegalStateException(name + ": " + (UNDER_WAY - room.availablePermits()) + " instructions did not end");
      return slice.storing(Meter.growth(before, server.sizes(connection, "ledger", "settlement"), ended.get()));
    }
  }

  static long micros(Change change) { return Math.max(0, Duration.between(change.createdAt(), change.at()).toNanos() / 1_000); }

  /** Threads that hand in arrays while there is room. */
  private final class Feeders {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private volatile boolean failed;

    Feeders(Semaphore room) {
      for (int n = 0; n < UNDER_WAY / ARRAY; n++) threads.add(Thread.ofVirtual().name("feeder-" + n).start(() -> feed(room)));
    }

    private void feed(Semaphore room) {
      try {
        while (!stopped) {
          var array = new ArrayList<Request>(ARRAY);
          for (int n = 0; n < ARRAY; n++) array.add(requests.apply(number.incrementAndGet()));
          room.acquireUninterruptibly(ARRAY);
          for (var answer : engine.settlements().submitAll(array)) if (!(answer instanceof Submitted.Created)) throw new IllegalStateException("not accepted: " + answer);
        }
      } catch (RuntimeException e) {
        failed = true;
        throw e;
      }
    }

    void stop() throws InterruptedException {
      stopped = true;
      for (var thread : threads) thread.join();
      if (failed) throw new IllegalStateException("instructions were not accepted");
    }
  }
}
