package finality.netting;

/** Accounts that are to be looked at, first come, first served; one that waits already is not added again. Of numbers, without boxes. */
final class AccountQueue {
  private final int[] ring;
  private final boolean[] waits;
  private int first;
  private int size;

  AccountQueue(int accounts) {
    ring = new int[accounts];
    waits = new boolean[accounts];
  }

  boolean isEmpty() { return size == 0; }

  void add(int account) {
    if (waits[account]) return;
    waits[account] = true;
    int last = first + size++;
    ring[last < ring.length ? last : last - ring.length] = account;
  }

  int remove() {
    int account = ring[first];
    if (++first == ring.length) first = 0;
    size--;
    waits[account] = false;
    return account;
  }
}
