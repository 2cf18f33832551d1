package finality.sandbox;

import java.math.BigDecimal;

/** Chance that comes out the same in every run, whatever the order of arrival: a function of the seed, the order's id and the request's number. */
final class Draw {
  private Draw() {}

  /** Whether this request is of the share, from 0 (none) to 1 (all). */
  static boolean hits(BigDecimal share, long seed, String id, long attempt) { return billionth(seed, id, attempt) < share.movePointRight(9).longValue(); }

  /** Evenly from 0 to 999,999,999. */
  static long billionth(long seed, String id, long attempt) {
    long mixed = seed * 0x9E3779B97F4A7C15L + attempt;
    for (int i = 0; i < id.length(); i++) mixed = scatter(mixed ^ id.charAt(i));
    return Long.remainderUnsigned(scatter(mixed), 1_000_000_000L);
  }

  /** The finaliser of SplitMix64. */
  private static long scatter(long z) {
    z = (z + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
