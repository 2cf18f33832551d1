package finality.matching;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Which of equal items belong together when only their days tell them apart: as many pairs as there can be, with the smallest sum of days between them, in order of the days.
 * Of two ways with one sum the one with fewer days on which the statement is ahead of the books: money seldom moves before it is asked to.
 */
final class NearestDays {
  static final int NONE = -1;
  /** More pairs than these are not all weighed. */
  private static final long MOST_WEIGHED = 250_000;
  private static final long FARTHEST = 1_000_000;

  private NearestDays() {}

  /**
   * @param books days in order
   * @param lines days in order
   * @return for each of the books the line, or {@link #NONE}; lines rise
   */
  static int[] pairs(long[] books, long[] lines) {
    boolean fewerBooks = books.length <= lines.length;
    var few = fewerBooks ? books : lines;
    var many = fewerBooks ? lines : books;
    var chosen = (long) few.length * many.length <= MOST_WEIGHED ? best(few, many, fewerBooks) : near(few, many, fewerBooks);
    var pairs = new int[books.length];
    Arrays.fill(pairs, NONE);
    for (int f = 0; f < few.length; f++) {
      if (fewerBooks) pairs[f] = chosen[f];
      else pairs[chosen[f]] = f;
    }
    return pairs;
  }

  /** Days apart, above the days on which the statement is ahead. */
  private static long cost(long book, long line) {
    long apart = Math.min(FARTHEST, Math.abs(line - book));
    return apart << 30 | (line < book ? apart : 0);
  }

  /** The smallest sum of all, by what the first few cost with the first of the many. The earliest of equal ones. */
  private static int[] best(long[] few, long[] many, boolean fewerBooks) {
    int spare = many.length - few.length;
    var cost = new long[few.length + 1][spare + 1];   // [f][s]: the first f with the first f + s
    for (int f = 1; f <= few.length; f++) {
      for (int s = 0; s <= spare; s++) {
        long taken = cost[f - 1][s] + (fewerBooks ? cost(few[f - 1], many[f + s - 1]) : cost(many[f + s - 1], few[f - 1]));
        cost[f][s] = s == 0 ? taken : Math.min(taken, cost[f][s - 1]);
      }
    }
    var chosen = new int[few.length];
    for (int f = few.length, s = spare; f > 0; f--) {
      while (s > 0 && cost[f][s] == cost[f][s - 1]) s--;
      chosen[f - 1] = f + s - 1;
    }
    return chosen;
  }

  private record Neighbours(int left, int right, long cost) {}

  /** The nearest pair of all first, then the nearest of what is left: of the many, those that are so chosen; which goes with which follows from the order. */
  private static int[] near(long[] few, long[] many, boolean fewerBooks) {
    int all = few.length + many.length;
    var day = new long[all];
    var ofFew = new boolean[all];
    var next = new int[all];
    var last = new int[all];
    for (int i = 0, f = 0; i < all; i++) {
      ofFew[i] = i - f == many.length || f < few.length && few[f] <= many[i - f];
      day[i] = ofFew[i] ? few[f++] : many[i - f];
      next[i] = i + 1 == all ? NONE : i + 1;
      last[i] = i - 1;
    }
    var nearest = new PriorityQueue<>(Comparator.comparingLong(Neighbours::cost).thenComparingInt(Neighbours::left));
    for (int i = 0; i + 1 < all; i++) if (ofFew[i] != ofFew[i + 1]) nearest.add(neighbours(day, ofFew, i, i + 1, fewerBooks));
    var gone = new boolean[all];
    for (Neighbours pair; (pair = nearest.poll()) != null; ) {
      if (gone[pair.left] || gone[pair.right]) continue;
      gone[pair.left] = gone[pair.right] = true;
      int left = last[pair.left], right = next[pair.right];
      if (left != NONE) next[left] = right;
      if (right != NONE) last[right] = left;
      if (left != NONE && right != NONE && ofFew[left] != ofFew[right]) nearest.add(neighbours(day, ofFew, left, right, fewerBooks));
    }
    return firstOfEachDay(day, ofFew, gone, few.length);
  }

  private static Neighbours neighbours(long[] day, boolean[] ofFew, int left, int right, boolean fewerBooks) {
    boolean bookLeft = ofFew[left] == fewerBooks;
    return new Neighbours(left, right, bookLeft ? cost(day[left], day[right]) : cost(day[right], day[left]));
  }

  /** As many of a day of the many as were chosen of it, from its first on. */
  private static int[] firstOfEachDay(long[] day, boolean[] ofFew, boolean[] taken, int count) {
    var chosen = new int[count];
    int found = 0, number = 0, first = 0, ofDay = 0;
    long today = Long.MIN_VALUE;
    for (int i = 0; i < day.length; i++) {
      if (ofFew[i]) continue;
      if (day[i] != today) {
        today = day[i];
        first = number;
        ofDay = 0;
      }
      if (taken[i]) chosen[found++] = first + ofDay++;
      number++;
    }
    return chosen;
  }
}
