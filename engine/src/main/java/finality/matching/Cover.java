package finality.matching;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Which of some amounts add up to a target: all ways up to the second, by branch and bound over at most 64 amounts. */
final class Cover {
  /** Steps after which it is given up; a few milliseconds. */
  private static final int MOST_STEPS = 100_000;

  private final BigDecimal[] amounts;   // falling
  private final BigDecimal[] rest;      // sum from here on
  private final int parts;
  private final List<Long> ways = new ArrayList<>();
  private int steps;

  private Cover(List<BigDecimal> falling, int parts) {
    amounts = falling.toArray(BigDecimal[]::new);
    this.parts = parts;
    rest = new BigDecimal[amounts.length + 1];
    rest[amounts.length] = BigDecimal.ZERO;
    for (int i = amounts.length - 1; i >= 0; i--) rest[i] = rest[i + 1].add(amounts[i]);
  }

  /** @param ways as bits, bit i for the amount i; at most two
   *  @param proven false: the search was given up, there may be more */
  record Answer(List<Long> ways, boolean proven) {
    boolean unique() { return proven && ways.size() == 1; }
  }

  /** @param falling amounts, the largest first
   *  @param parts of 2 to so many amounts */
  static Answer of(List<BigDecimal> falling, BigDecimal target, int parts) {
    var cover = new Cover(falling, parts);
    cover.search(0, target, 0, 0L);
    return new Answer(List.copyOf(cover.ways), cover.steps <= MOST_STEPS);
  }

  private void search(int from, BigDecimal missing, int taken, long way) {
    if (ways.size() == 2 || ++steps > MOST_STEPS) return;
    if (missing.signum() == 0) {
      if (taken >= 2) ways.add(way);
      return;
    }
    if (taken == parts) return;
    for (int i = from; i < amounts.length && rest[i].compareTo(missing) >= 0; i++) {
      if (amounts[i].compareTo(missing) > 0) continue;
      if (amounts[i].multiply(BigDecimal.valueOf(parts - taken)).compareTo(missing) < 0) return;   // even so many of the largest left are too few
      search(i + 1, missing.subtract(amounts[i]), taken + 1, way | 1L << i);
      if (ways.size() == 2 || steps > MOST_STEPS) return;
    }
  }
}
