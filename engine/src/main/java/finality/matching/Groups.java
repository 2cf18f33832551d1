package finality.matching;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Items of both sides by asset, direction and a key, as arrays of numbers: one table of hashes, no object for an item or a group.
 * Groups come in the order of their first item of the books.
 */
final class Groups {
  private static final int NOBODY = -1;

  interface Work { void on(int[] books, int[] statement); }

  /** What items of a group share; {@code null}: in no group. */
  interface Key { @Nullable Object of(Half half, int item); }

  private final Table table;
  private final Key ofBook;
  private final Key ofLine;
  private final int[] slots;      // an item of the group: books from 0, the statement's after them
  private final int[] slotGroup;
  private final int[] group;      // of each item
  private int count;

  private Groups(Table table, Key ofBook, Key ofLine, int open) {
    this.table = table;
    this.ofBook = ofBook;
    this.ofLine = ofLine;
    slots = new int[Integer.highestOneBit(Math.max(16, open)) * 4];
    slotGroup = new int[slots.length];
    Arrays.fill(slots, NOBODY);
    group = new int[table.books.items.length + table.statement.items.length];
    Arrays.fill(group, NOBODY);
  }

  static void each(Table table, Key key, Work work) { each(table, key, key, false, work); }

  /**
   * The open items.
   * @param failedToo also those of which nothing is expected
   */
  static void each(Table table, Key ofBook, Key ofLine, boolean failedToo, Work work) {
    int open = 0;
    for (int b = 0; b < table.books.items.length; b++) if (!table.books.taken[b]) open++;
    if (open == 0) return;
    var groups = new Groups(table, ofBook, ofLine, open);
    groups.read(failedToo);
    groups.work(work);
  }

  private void read(boolean failedToo) {
    int shift = table.books.items.length;
    for (int b = 0; b < shift; b++) if (!table.books.taken[b] && (failedToo || table.books.items[b].expected())) enter(b, table.books.items[b], ofBook.of(table.books, b), true);
    for (int s = 0; s < table.statement.items.length; s++)
      if (!table.statement.taken[s] && (failedToo || table.statement.items[s].expected())) enter(shift + s, table.statement.items[s], ofLine.of(table.statement, s), false);
  }

  /** A line whose key no item of the books has is in no group. */
  private void enter(int number, Item item, @Nullable Object key, boolean opens) {
    if (key == null) return;
    int hash = key.hashCode() * 31 + item.amount().asset().code().hashCode() * 2 + item.direction().ordinal();
    hash ^= hash >>> 15;
    hash *= 0x9E3779B1;
    int mask = slots.length - 1;
    for (int slot = (hash ^ hash >>> 16) & mask; ; slot = slot + 1 & mask) {
      if (slots[slot] == NOBODY) {
        if (!opens) return;
        slots[slot] = number;
        slotGroup[slot] = count++;
      } else if (!same(item, key, slots[slot])) {
        continue;
      }
      group[number] = slotGroup[slot];
      return;
    }
  }

  private boolean same(Item item, Object key, int number) {
    var first = table.books.items[number];   // only books open a group
    return first.direction() == item.direction() && key.equals(ofBook.of(table.books, number)) && first.amount().asset().equals(item.amount().asset());
  }

  private void work(Work work) {
    int shift = table.books.items.length;
    var bookStarts = starts(0, shift);
    var lineStarts = starts(shift, group.length);
    var books = sorted(0, shift, bookStarts);
    var lines = sorted(shift, group.length, lineStarts);
    for (int g = 0; g < count; g++) {
      int booksFrom = g == 0 ? 0 : bookStarts[g - 1], linesFrom = g == 0 ? 0 : lineStarts[g - 1];   // sorting has moved each start to the next
      if (lineStarts[g] > linesFrom) work.on(Arrays.copyOfRange(books, booksFrom, bookStarts[g]), Arrays.copyOfRange(lines, linesFrom, lineStarts[g]));
    }
  }

  private int[] starts(int from, int to) {
    var starts = new int[count + 1];
    for (int i = from; i < to; i++) if (group[i] != NOBODY) starts[group[i] + 1]++;
    for (int g = 0; g < count; g++) starts[g + 1] += starts[g];
    return starts;
  }

  private int[] sorted(int from, int to, int[] starts) {
    var sorted = new int[starts[count]];
    for (int i = from; i < to; i++) if (group[i] != NOBODY) sorted[starts[group[i]]++] = i - from;
    return sorted;
  }
}
