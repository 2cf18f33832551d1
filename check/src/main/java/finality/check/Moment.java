package finality.check;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time as it passes outside: campaigns live in real time. */
final class Moment {
  private Moment() {}

  /** Ends early when the thread is interrupted. */
  static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) LockSupport.parkNanos(left);
  }
}
