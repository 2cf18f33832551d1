package finality.netting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The legs out of, or into, each account, smallest first. */
final class Legs {
  /** Of account a: {@code legs[first[a]]} up to {@code first[a + 1]}. */
  final int[] first;
  final int[] legs;

  private Legs(int[] first, int[] legs) {
    this.first = first;
    this.legs = legs;
  }

  /** @param bySize all legs, smallest first */
  static Legs of(int[] bySize, int[] accountOf, int accounts) {
    var first = new int[accounts + 1];
    for (int a : accountOf) first[a + 1]++;
    for (int a = 0; a < accounts; a++) first[a + 1] += first[a];
    var legs = new int[accountOf.length];
    var next = Arrays.copyOf(first, accounts);
    for (int l : bySize) legs[next[accountOf[l]]++] = l;
    return new Legs(first, legs);
  }

  /** The numbers below the size, in this order. */
  static int[] sorted(int size, Comparator<Integer> order) {
    return IntStream.range(0, size).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
  }

  /** The first place in this account's legs at which not paying the leg would end its shortness; {@code first[account + 1]}: none. */
  int firstCovering(Purse purse, int account) {
    int low = first[account];
    int high = first[account + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (purse.covers(legs[middle], account)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
