package finality.bench;

import finality.settlement.Submitted;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;

/** A quiet day: payments arrive by chance, whether earlier ones are done or not; how long from a payment's arrival to its durable end. */
final class Arrivals implements Workload {
  private static final long SEED = 20_261_121;
  private static final double PER_SECOND = 200;

  private final Engine engine;
  private final Server server;

  Arrivals(Engine engine, Server server) {
    this.engine = engine;
    this.server = server;
  }

  @Override public String name() { return "latency"; }

  @Override public String what() { return "single payments over the at-once rail, 200/s by chance; from arrival to settled"; }

  @Override public Slice run(Duration warmUp, Duration measured) throws Exception {
    int most = (int) (PER_SECOND * 2 * (warmUp.plus(measured).toSeconds() + 5));
    var arrived = new long[most];   // nanoTime each was due to arrive: what waits for a late start counts
    var latencies = new ConcurrentHistogram(3);
    var ended = new AtomicLong();
    engine.ends().tell(change -> {
      int n = change.amount().amount().unscaledValue().intValue() - 1;   // the n-th pays n + 1 cents: its amount says which it is
      latencies.recordValue(Math.max(0, (System.nanoTime() - arrived[n]) / 1_000));
      ended.incrementAndGet();
    });
    var failure = new AtomicReference<Throwable>();
    int offered = 0;
    Slice slice;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var chance = new SplittableRandom(SEED);
      long next = System.nanoTime();
      long begin = next + warmUp.toNanos(), end = begin + measured.toNanos();
      var meter = new Meter(server);
      boolean measuring = false;
      while (next < end) {
        if (!measuring && next >= begin) {
          latencies.reset();
          meter.start(ended.get());
          measuring = true;
        }
        long wait = next - System.nanoTime();
        if (wait > 0) Thread.sleep(Duration.ofNanos(wait));
        int n = offered++;
        arrived[n] = next;
        callers.execute(() -> submit(n, failure));
        next += (long) (-Math.log(1 - chance.nextDouble()) / PER_SECOND * 1e9);
      }
      slice = meter.stop(ended.get(), latencies);
    }
    for (int turn = 0; ended.get() < offered && turn < 600; turn++) Thread.sleep(50);
    if (failure.get() != null) throw new IllegalStateException("a payment was not accepted", failure.get());
    if (ended.get() < offered) throw new IllegalStateException((offered - ended.get()) + " payments did not end");
    return slice;
  }

  private void submit(int n, AtomicReference<Throwable> failure) {
    try {
      var answer = engine.settlements().submit(Requests.ofCents(engine.tenant, n, n + 1));
      if (!(answer instanceof Submitted.Created)) throw new IllegalStateException("not accepted: " + answer);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }
}
