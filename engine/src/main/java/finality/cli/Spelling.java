package finality.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a slip of the pen from a name that simply means nothing here. */
final class Spelling {
  /** Words of their own are one letter away from a short name and two from one that is not long: test and text, branch and batch. */
  private static final int SHORTEST = 5;
  private static final int LONG = 8;

  private Spelling() {}

  /** What was probably meant: one letter away, or two of a long name, and itself not there. @param there what is there besides */
  static @Nullable String meant(String name, List<String> known, Collection<String> there) {
    return known.stream().filter(k -> k.length() >= SHORTEST && !there.contains(k) && distance(name, k) <= (k.length() < LONG ? 1 : 2)).findFirst().orElse(null);
  }

  private static int distance(String one, String other) {
    var last = new int[other.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      var next = new int[last.length];
      next[0] = i;
      for (int j = 1; j < last.length; j++) next[j] = Math.min(Math.min(next[j - 1], last[j]) + 1, last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
      last = next;
    }
    return last[other.length()];
  }
}
