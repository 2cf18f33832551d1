package finality.check;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits, on the wires of one engine, for an exact moment; then strikes while the bytes at that point are held. After a kill they are lost; of an
 * engine that is frozen they go on when it wakes, as if it had slept just before its write.
 */
final class Trap {
  /** So long a commit is held before the strike: whatever should have waited for it does not, and leaves. */
  private static final Duration PREMATURE = Duration.ofMillis(300);

  private final Deque<Point> points = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private int counted;
  private boolean holds;
  private Runnable strike = () -> { };
  private CountDownLatch sprung = new CountDownLatch(1);
  private CountDownLatch held = new CountDownLatch(0);

  /** What was held is lost, and its connection with it. */
  static final class Lost extends RuntimeException {
    Lost() { super(null, null, false, false); }
  }

  /** For the next strike; what waits for it may begin to wait. */
  synchronized void reset() {
    points.clear();
    seen.clear();
    counted = 0;
    sprung = new CountDownLatch(1);
    held = new CountDownLatch(1);
  }

  /** @param holds the bytes go on after {@link #release}; else they are lost */
  synchronized void arm(List<Point> points, boolean holds, Runnable strike) {
    this.points.addAll(points);
    this.holds = holds;
    this.strike = strike;
  }

  boolean awaitSprung(Duration longest) {
    try {
      return sprung().await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized CountDownLatch sprung() { return sprung; }

  /** Disarms; whoever is held goes on. */
  synchronized void release() {
    points.clear();
    held.countDown();
  }

  /** What passed since it was armed, for messages. */
  synchronized List<String> seen() { return List.copyOf(seen); }

  /** A commit of these statements is asked for, or done. Returns when it may pass on. */
  void commit(Collection<String> statements, boolean done) {
    boolean springs;
    synchronized (this) {
      if (points.isEmpty()) return;
      note(Deed.of(statements) + (done ? " done" : ""));
      if (!(points.peek() instanceof Point.Commit(var deed, boolean after)) || after != done || !deed.is(statements)) return;
      springs = reached();
    }
    if (!springs) return;
    if (!done) Moment.pause(PREMATURE);
    spring();
  }

  /** How many of the bytes that want to pass may do so before it springs, if it does: then {@link #spring} comes next. */
  synchronized int pass(boolean toBank, int length) {
    if (!(points.peek() instanceof Point.Bytes(boolean awaited, int passed))) return length;
    note(length + (toBank ? " bytes to" : " bytes from") + " the bank");
    if (awaited != toBank) return awaited && counted > 0 && reached() ? 0 : length;   // the answer comes: the order was shorter
    if (counted + length <= passed) {
      counted += length;
      return length;
    }
    int rest = passed - counted;
    return reached() ? rest : length;
  }

  private boolean reached() {
    points.poll();
    counted = 0;
    return points.isEmpty();
  }

  private void note(String what) {
    if (seen.size() < 60) seen.add(what);
  }

  /** Strikes. Returns when what is held may go on. */
  void spring() {
    CountDownLatch goOn;
    boolean keeps;
    synchronized (this) {
      strike.run();
      sprung.countDown();
      goOn = held;
      keeps = holds;
    }
    if (!keeps) throw new Lost();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lost();
    }
  }
}
