package finality.rail;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every call of one connection passes: concurrency, rate, and a breaker that opens when calls in a row bring no
 * answer of the bank. A hanging bank can fill its own gate and nobody else's.
 *
 * <p>Questions have an eighth of the concurrency to themselves, so that orders that hang cannot keep us from learning
 * what became of them; they pass neither rate nor breaker, for asking changes nothing and may be what ends a doubt.
 */
public final class Gate {
  private final Semaphore orders;
  private final Semaphore questions;
  private final int capacity;
  private final CircuitBreaker breaker;
  private final @Nullable RateLimiter rate;
  private final Duration pause;
  private volatile @Nullable String lastFailure;

  /**
   * @param failures so many calls in a row without an answer of the bank open the breaker
   * @param pause how long it stays open before one order is let through to try
   */
  public Gate(Profile profile, int failures, Duration pause) {
    int asking = Math.max(1, profile.concurrency() / 8);
    capacity = Math.max(1, profile.concurrency() - asking);
    orders = new Semaphore(capacity, true);
    questions = profile.concurrency() == 1 ? orders : new Semaphore(asking, true);   // with room for one, they take turns
    this.pause = pause;
    breaker = CircuitBreaker.of(profile.connection(), CircuitBreakerConfig.custom()
        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(failures).minimumNumberOfCalls(failures).failureRateThreshold(100)   // all of the last n: in a row
        .slowCallRateThreshold(100).slowCallDurationThreshold(Duration.ofDays(1))
        .waitDurationInOpenState(pause)
        .permittedNumberOfCallsInHalfOpenState(1)   // each probe of a bank that hangs is one more order in doubt
        .writableStackTraceEnabled(false).build());
    rate = profile.ratePerSecond() == 0 ? null : RateLimiter.of(profile.connection(), rateOf(profile));
  }

  /** Spread evenly: a hundredth of a second's worth at a time, so that no second holds more than the rate and that. */
  private static RateLimiterConfig rateOf(Profile profile) {
    int burst = Math.max(1, profile.ratePerSecond() / 100);
    return RateLimiterConfig.custom().limitForPeriod(burst)
        .limitRefreshPeriod(Duration.ofNanos(1_000_000_000L * burst / profile.ratePerSecond()))
        .timeoutDuration(profile.orderTimeout()).build();
  }

  /** May it go, or why not. */
  public sealed interface Entry {
    /** Not let in: nothing was sent. */
    record Shut(String why, @Nullable Duration retryAfter) implements Entry {}

    /** Let in; must be closed. What it met is told to the breaker by {@link #answered} or {@link #unanswered}, or not at all. */
    final class Pass implements Entry, AutoCloseable {
      private final Gate gate;
      private final long since = System.nanoTime();
      private boolean told;

      private Pass(Gate gate) { this.gate = gate; }

      /** The bank answered, whatever it said. */
      public void answered() {
        told = true;
        gate.breaker.onSuccess(System.nanoTime() - since, TimeUnit.NANOSECONDS);
      }

      /** No answer of the bank came. */
      public void unanswered(String why) {
        told = true;
        gate.lastFailure = why;
        gate.breaker.onError(System.nanoTime() - since, TimeUnit.NANOSECONDS, UNANSWERED);
      }

      @Override public void close() {
        if (!told) gate.breaker.releasePermission();
        gate.orders.release();
      }
    }
  }

  private static final Exception UNANSWERED = new Exception("unanswered", null, false, false) {};

  /** Waits for a place among the orders under way, then for the rate. */
  public Entry enter(Duration patience) throws InterruptedException {
    if (!orders.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) return new Entry.Shut("no_turn", null);
    if (!breaker.tryAcquirePermission()) {
      orders.release();
      return new Entry.Shut("connection_down", pause);
    }
    if (rate != null && !rate.acquirePermission()) {
      breaker.releasePermission();
      orders.release();
      return new Entry.Shut("no_turn", null);
    }
    return new Entry.Pass(this);
  }

  /** Something asked of the bank. */
  public interface Question<T> { T ask() throws InterruptedException; }

  /** Asks on the share of the questions; {@code noTurn} when there is no place in time. */
  public <T> T ask(Duration patience, Question<T> question, T noTurn) throws InterruptedException {
    if (!questions.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) return noTurn;
    try {
      return question.ask();
    } finally {
      questions.release();
    }
  }

  /** Orders that can be under way at once. */
  public int capacity() { return capacity; }

  public Health health() {
    int room = orders.availablePermits();
    boolean closed = breaker.getState() == CircuitBreaker.State.CLOSED;
    int inFlight = Math.max(0, capacity - room);
    return closed ? new Health(Health.State.UP, inFlight, room, null) : new Health(Health.State.DOWN, inFlight, Math.min(room, 1), lastFailure);
  }
}
