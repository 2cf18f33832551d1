package finality.cli;

import finality.cli.Outcome.Standing;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of every line, and when the engine last answered. Safe for use by many threads. */
final class Board {
  final List<Line> lines;
  /** When this run began, by the engine's clock: what was made before it is an earlier run's. */
  final Instant begun;
  private final AtomicReferenceArray<Outcome> outcomes;
  private final AtomicLong heard = new AtomicLong(System.nanoTime());
  private volatile @Nullable String stopped;
  private volatile int stopCode;

  Board(List<Line> lines, Instant begun) {
    this.begun = begun;
    this.lines = List.copyOf(lines);
    outcomes = new AtomicReferenceArray<>(lines.size());
    for (int i = 0; i < lines.size(); i++)
      outcomes.set(i, lines.get(i).readable() ? Outcome.UNSENT : Outcome.unreadable(String.join("; ", lines.get(i).wrongs().stream().map(Wrong::toString).toList())));
  }

  Outcome of(int line) { return outcomes.get(line); }

  void set(int line, Outcome outcome) { outcomes.set(line, outcome); }

  /** The engine answered somebody, whatever it said about the payment. */
  void heard() { heard.set(System.nanoTime()); }

  /** Nanoseconds since the engine last answered. */
  long silence() { return System.nanoTime() - heard.get(); }

  /** Ends all sending; the first reason stays. */
  synchronized void stop(int code, String why) {
    if (stopped != null) return;
    stopCode = code;
    stopped = why;
  }

  @Nullable String stopped() { return stopped; }

  /** Exit code of {@link #stopped()}; 0: none of its own. */
  int stopCode() { return stopCode; }

  List<Integer> with(Standing standing) { return IntStream.range(0, lines.size()).filter(i -> of(i).standing() == standing).boxed().toList(); }

  Map<Standing, Integer> counts() {
    var counts = new EnumMap<Standing, Integer>(Standing.class);
    for (int i = 0; i < lines.size(); i++) counts.merge(of(i).standing(), 1, Integer::sum);
    return counts;
  }

  long replayed() { return IntStream.range(0, lines.size()).filter(i -> of(i).replayed()).count(); }

  /** 0 all settled; 1 some failed or were refused; 2 none of those, and some are still open. */
  int exitCode() {
    var counts = counts();
    if (stopped != null && stopCode != 0) return stopCode;
    if (counts.containsKey(Standing.FAILED) || counts.containsKey(Standing.REFUSED) || counts.containsKey(Standing.UNREADABLE)) return 1;
    return counts.getOrDefault(Standing.SETTLED, 0) == lines.size() ? 0 : 2;
  }
}
