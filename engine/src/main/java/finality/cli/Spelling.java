package finality.cli;

import finality.matching.EditDistance;
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
    return known.stream().filter(k -> k.length() >= SHORTEST && !there.contains(k) && EditDistance.between(name, k) <= (k.length() < LONG ? 1 : 2)).findFirst().orElse(null);
  }
}
