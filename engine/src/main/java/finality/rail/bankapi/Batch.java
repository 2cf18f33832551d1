package finality.rail.bankapi;

import finality.rail.Answer;
import finality.rail.Order;
import finality.rail.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some orders on their way: as many hands as can be busy at once take one order after the other, so that a slow order
 * holds up its own hand only. Each order is answered exactly once.
 */
final class Batch {
  private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

  private final Profile profile;
  private final int hands;
  private final Clock clock;
  private final LongSupplier ticks;
  private final Instant startedAt;
  private final long startedTick;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopping;
  private final AtomicReference<RuntimeException> brokenListener = new AtomicReference<>();

  Batch(Profile profile, int hands, Clock clock, LongSupplier ticks) {
    this.profile = profile;
    this.hands = hands;
    this.clock = clock;
    this.ticks = ticks;
    startedAt = clock.instant();
    startedTick = ticks.getAsLong();
  }

  interface Send { Answer send(Order order, Limits limits) throws InterruptedException; }

  /** What time leaves to one order. */
  final class Limits {
    private final Instant validUntil;
    private final long lastTick;

    private Limits(Order order) {
      validUntil = order.validUntil();
      lastTick = startedTick + nanos(Duration.between(startedAt, validUntil));
    }

    /** By the wall clock or the monotonic one, whichever is first: the wall clock may have been set back meanwhile. */
    boolean expired() { return !clock.instant().isBefore(validUntil) || ticks.getAsLong() - lastTick >= 0; }

    /** How long it may still wait for its turn. */
    Duration patience() {
      long now = ticks.getAsLong();
      return Duration.ofNanos(Math.max(0, Math.min(startedTick + profile.orderTimeout().toNanos() - now, lastTick - now)));
    }
  }

  /** Far ends are cut to a century, so that nothing overflows. */
  private static long nanos(Duration duration) {
    var century = Duration.ofDays(36_500);
    return duration.compareTo(century) > 0 ? century.toNanos() : duration.compareTo(century.negated()) < 0 ? -century.toNanos() : duration.toNanos();
  }

  /** Returns when all are answered. What a listener throws is thrown on at the end: no order is left unanswered for it. */
  void run(List<Order> orders, Send send, BiConsumer<Order, Answer> told) {
    var threads = new Thread[Math.min(hands, orders.size())];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofVirtual().name(profile.connection() + "-" + i).start(() -> work(orders, send, told));
    }
    boolean interrupted = false;
    for (var thread : threads) interrupted |= joined(thread);
    if (interrupted) Thread.currentThread().interrupt();
    var broken = brokenListener.get();
    if (broken != null) throw broken;
  }

  private boolean joined(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        stopping = true;   // what is under way ends, the rest stays here
      }
    }
  }

  private void work(List<Order> orders, Send send, BiConsumer<Order, Answer> told) {
    for (int i = next.getAndIncrement(); i < orders.size(); i = next.getAndIncrement()) {
      var order = orders.get(i);
      var answer = answer(order, send);
      try {
        told.accept(order, answer);
      } catch (RuntimeException e) {
        brokenListener.compareAndSet(null, e);
      }
    }
  }

  private Answer answer(Order order, Send send) {
    if (stopping) return new Answer.Unsent("stopping", null);
    try {
      return send.send(order, new Limits(order));
    } catch (InterruptedException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("A bug kept the answer to an order over {} from being read; it will be looked up", profile.connection(), e);
      return new Answer.Unknown("adapter_failed");
    }
  }
}
