package finality.cli;

import finality.cli.Outcome.Standing;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** How far it has come: on a terminal one line that rewrites itself, elsewhere a line every few seconds. */
final class Progress implements Runnable, AutoCloseable {
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Board board;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private final Thread thread;

  Progress(PrintStream out, Board board, boolean terminal) {
    this.out = out;
    this.board = board;
    this.terminal = terminal;
    thread = Thread.ofVirtual().unstarted(this);
  }

  Progress start() {
    thread.start();
    return this;
  }

  @Override public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      Pause.of(terminal ? ON_TERMINAL : ELSEWHERE);
      if (!Thread.currentThread().isInterrupted()) out.print(terminal ? "\r" + line() + "\u001b[K" : line() + "\n");
      out.flush();
    }
  }

  private String line() {
    var counts = board.counts();
    int all = board.lines.size() - counts.getOrDefault(Standing.UNREADABLE, 0);
    int waiting = counts.getOrDefault(Standing.UNSENT, 0) + counts.getOrDefault(Standing.UNKNOWN, 0);
    int settled = counts.getOrDefault(Standing.SETTLED, 0);
    long nanos = Math.max(1, System.nanoTime() - start);
    return String.format(Locale.ROOT, "sent %d of %d · settled %d · failed %d · open %d · %d settled/s · %d s", all - waiting, all, settled,
        counts.getOrDefault(Standing.FAILED, 0) + counts.getOrDefault(Standing.REFUSED, 0), counts.getOrDefault(Standing.OPEN, 0), settled * 1_000_000_000L / nanos, nanos / 1_000_000_000L);
  }

  /** Leaves nothing on the terminal: the summary says it all. */
  @Override public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (terminal) out.print("\r\u001b[K");
    out.flush();
  }
}
