package finality.matching;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Items in the order of their ids. Comparing texts that lie all over memory took more than half of a comparison of a million items: so each id is
 * looked at once for eight characters after what all share, these are sorted as numbers, and only what is equal in them is compared as text.
 */
final class ById {
  private static final int LENGTH = 8;
  private static final Comparator<Item> ORDER = Comparator.comparing(Item::id);

  private ById() {}

  static Item[] sorted(Item[] items) {
    if (items.length < 2) return items;
    var keys = new long[items.length];
    int shared = shared(items);
    for (int i = 0; i < keys.length; i++) keys[i] = key(items[i].id(), shared);
    var order = order(keys);
    var sorted = new Item[items.length];
    for (int i = 0; i < sorted.length; i++) sorted[i] = items[order[i]];
    for (int from = 0, to; from < sorted.length; from = to) {
      for (to = from + 1; to < sorted.length && keys[order[to]] == keys[order[from]]; ) to++;
      if (to - from > 1) Arrays.sort(sorted, from, to, ORDER);
    }
    return sorted;
  }

  private static int shared(Item[] items) {
    var first = items[0].id();
    int shared = first.length();
    for (var item : items) {
      int same = 0;
      while (same < shared && same < item.id().length() && item.id().charAt(same) == first.charAt(same)) same++;
      shared = same;
    }
    return shared;
  }

  /** Eight characters as bytes, the first the highest. After one that needs more than a byte nothing is told apart. */
  private static long key(String id, int from) {
    long key = 0;
    boolean wide = false;
    for (int i = from; i < from + LENGTH; i++) {
      int c = wide || i >= id.length() ? 0 : Math.min(id.charAt(i), 255);
      wide |= c == 255;
      key = key << 8 | c;
    }
    return key;
  }

  /** By radix, a byte at a time from the lowest; bytes that are the same everywhere are passed over. */
  private static int[] order(long[] keys) {
    var order = new int[keys.length];
    Arrays.setAll(order, i -> i);
    var next = new int[keys.length];
    for (int shift = 0; shift < 64; shift += 8) {
      var starts = new int[257];
      for (long key : keys) starts[(int) (key >>> shift & 255) + 1]++;
      if (starts[(int) (keys[0] >>> shift & 255) + 1] == keys.length) continue;
      for (int b = 0; b < 256; b++) starts[b + 1] += starts[b];
      for (int i : order) next[starts[(int) (keys[i] >>> shift & 255)]++] = i;
      var swap = order;
      order = next;
      next = swap;
    }
    return order;
  }
}
