package finality.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting on purpose; ends early when the thread is interrupted. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) LockSupport.parkNanos(left);
  }
}
