package finality.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A few durations and what they come to. */
final class Times {
  private final List<Duration> all = new ArrayList<>();

  void add(Duration time) { all.add(time); }

  @Override public String toString() {
    if (all.isEmpty()) return "not measured";
    var sorted = all.stream().sorted().toList();
    return "median %s, longest %s (%d measured)".formatted(seconds(sorted.get(sorted.size() / 2)), seconds(sorted.getLast()), sorted.size());
  }

  static String seconds(Duration time) { return "%d.%d s".formatted(time.toSeconds(), time.toMillisPart() / 100); }
}
