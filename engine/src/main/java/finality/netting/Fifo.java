package finality.netting;

import java.util.Arrays;

/**
 * The largest set of entries that can go together and respects each sender's order.
 *
 * <p>Why there is one, and why this finds it: take any set that can go, and a larger one in which somebody is short. Were the two sets' payments from that account the
 * same, it would receive no less in the larger one and not be short; so the last payment it makes there is not in the smaller set. Dropping it, with all that is linked
 * to it or queued behind its legs, loses nothing that any such set has. Each entry is dropped once: the work is in proportion to the legs.
 */
final class Fifo {
  private final Board board;
  private final Purse purse;
  /** By entry: in the set that is being cut down. */
  private final boolean[] in;
  /** By account: the last leg of its queue that may still be in. By leg: the one before it. -1: none. */
  private final int[] last;
  private final int[] previous;
  private final IntStack drops = new IntStack();
  private final AccountQueue shortAccounts;

  Fifo(Board board, Purse purse) {
    this.board = board;
    this.purse = purse;
    in = new boolean[board.size()];
    last = new int[board.accounts.size()];
    previous = new int[board.from.length];
    shortAccounts = new AccountQueue(last.length);
    Arrays.fill(last, -1);
  }

  /**
   * Adds the largest set to the purse.
   *
   * @param candidates in queue order; their accounts' queues are these and no others
   * @return how many of them go; which, {@link #goes} says
   */
  int settle(int[] candidates) {
    for (int e : candidates) enter(e);
    for (int e : candidates) for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) if (purse.isShort(board.from[l])) shortAccounts.add(board.from[l]);
    while (!shortAccounts.isEmpty()) relieve(shortAccounts.remove());
    int settled = 0;
    for (int e : candidates) {
      if (in[e]) settled++;
      for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) last[board.from[l]] = -1;
    }
    return settled;
  }

  /** Whether this candidate of the last call goes. */
  boolean goes(int entry) { return in[entry]; }

  /** Takes what the last call added out of the purse again; then none of these candidates goes. */
  void undo(int[] candidates) {
    for (int e : candidates) {
      if (in[e]) purse.removeEntry(e);
      in[e] = false;
    }
  }

  private void enter(int entry) {
    in[entry] = true;
    purse.addEntry(entry);
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) {
      previous[l] = last[board.from[l]];
      last[board.from[l]] = l;
    }
  }

  private void relieve(int account) {
    while (purse.isShort(account)) {
      while (!in[board.entryOf[last[account]]]) last[account] = previous[last[account]];   // there is one: with no payment left it is above its floor
      drops.push(board.entryOf[last[account]]);
      while (!drops.isEmpty()) drop(drops.pop());
    }
  }

  private void drop(int entry) {
    if (!in[entry]) return;
    in[entry] = false;
    purse.removeEntry(entry);
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) {
      if (purse.isShort(board.to[l])) shortAccounts.add(board.to[l]);
      for (; last[board.from[l]] >= 0 && board.entryOf[last[board.from[l]]] > entry; last[board.from[l]] = previous[last[board.from[l]]]) drops.push(board.entryOf[last[board.from[l]]]);
    }
  }

  /** Of ints, without boxes. */
  private static final class IntStack {
    private int[] values = new int[16];
    private int size;

    boolean isEmpty() { return size == 0; }

    void push(int value) {
      if (size == values.length) values = Arrays.copyOf(values, size * 2);
      values[size++] = value;
    }

    int pop() { return values[--size]; }
  }
}
