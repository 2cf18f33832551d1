package finality.netting;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Much value, whatever the order: the better of two starts, each improved by {@link LocalSearch}. One start is the largest set in order, so that this is never worse than
 * {@link Fifo}. The other begins with everything and drops, for whoever is short, the smallest payment that makes up for it, or its largest where none does.
 */
final class Bypass {
  private final Board board;
  private final int[] byWeight;
  private final int[] bySize;

  Bypass(Board board, Purse purse) {
    this.board = board;
    byWeight = Legs.sorted(board.size(), Comparator.comparing(Integer::intValue, (a, b) -> purse.compareWeights(b, a)));
    bySize = Legs.sorted(board.from.length, (a, b) -> purse.compareAmounts(a, b));
  }

  /** @return by entry, whether it goes */
  boolean[] settle() {
    var inOrder = improved(true);
    var bySize = improved(false);
    return weight(inOrder).compareTo(weight(bySize)) >= 0 ? inOrder : bySize;
  }

  private boolean[] improved(boolean fromOrder) {
    var purse = Purse.of(board);
    var settled = new boolean[board.size()];
    var outgoing = Legs.of(bySize, board.from, board.accounts.size());
    if (fromOrder) inOrder(purse, settled);
    else new Dropping(purse, settled, outgoing).settle();
    new LocalSearch(board, purse, settled, byWeight, outgoing, Legs.of(bySize, board.to, board.accounts.size())).improve();
    return settled;
  }

  private void inOrder(Purse purse, boolean[] settled) {
    var all = IntStream.range(0, board.size()).toArray();
    var fifo = new Fifo(board, purse);
    fifo.settle(all);
    for (int e : all) settled[e] = fifo.goes(e);
  }

  BigInteger weight(boolean[] settled) {
    var sum = BigInteger.ZERO;
    for (int e = 0; e < settled.length; e++) if (settled[e]) sum = sum.add(board.weights()[e]);
    return sum;
  }

  private final class Dropping {
    private final Purse purse;
    private final boolean[] settled;
    private final Legs outgoing;
    /** By place among the outgoing legs: the next place whose entry may still be in. */
    private final int[] next;
    private final int[] end;
    private final ArrayDeque<Integer> shortAccounts = new ArrayDeque<>();

    Dropping(Purse purse, boolean[] settled, Legs outgoing) {
      this.purse = purse;
      this.settled = settled;
      this.outgoing = outgoing;
      next = IntStream.rangeClosed(0, outgoing.legs.length).toArray();
      end = Arrays.copyOfRange(outgoing.first, 1, outgoing.first.length);
    }

    void settle() {
      for (int e = 0; e < board.size(); e++) {
        settled[e] = true;
        purse.addEntry(e);
      }
      for (int a = 0; a < end.length; a++) if (purse.isShort(a)) shortAccounts.add(a);
      while (!shortAccounts.isEmpty()) {
        int account = shortAccounts.remove();
        while (purse.isShort(account)) drop(board.entryOf[outgoing.legs[place(account)]]);
      }
    }

    /** Of the smallest payment that covers, or the largest there is. */
    private int place(int account) {
      int covering = alive(outgoing.firstCovering(purse, account));
      if (covering < outgoing.first[account + 1]) return covering;
      do end[account]--; while (!settled[board.entryOf[outgoing.legs[end[account]]]]);
      return end[account];
    }

    /** Places of entries that are out are skipped for good. */
    private int alive(int place) {
      while (place < outgoing.legs.length && !settled[board.entryOf[outgoing.legs[place]]]) {
        if (next[place] == place) next[place] = place + 1;
        next[place] = next[next[place]];
        place = next[place];
      }
      return place;
    }

    private void drop(int entry) {
      settled[entry] = false;
      purse.removeEntry(entry);
      for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) if (purse.isShort(board.to[l])) shortAccounts.add(board.to[l]);
    }
  }
}
