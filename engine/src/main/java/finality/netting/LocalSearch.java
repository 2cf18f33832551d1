package finality.netting;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Improves a set that can go: brings in what waits, with further payments to whoever is short through it (so that circles close); exchanges a payment for one of more value
 * from the same account; adds the largest set in order of what is left; forces one in, at the cost of others, where that is more in the end. Each step keeps
 * everybody above the floor and adds value, so it ends; and it is bounded by a count of work, not by a clock, so that one queue has one answer.
 */
final class LocalSearch {
  private static final int ROUNDS = 8;
  private static final int DEPTH = 4;
  private static final int TRIES = 6;
  private static final int WORK_FOR_EACH = 60;
  private static final int WORK_AT_LEAST = 100_000;

  private final Board board;
  private final Purse purse;
  private final boolean[] settled;
  private final int[] byWeight;
  private final Legs outgoing;
  private final Legs incoming;
  /** Entries brought in since the last decision, so that they can be taken out again. */
  private final int[] trail;
  private int trailed;
  private long work;

  /** @param byWeight entries, the heaviest first */
  LocalSearch(Board board, Purse purse, boolean[] settled, int[] byWeight, Legs outgoing, Legs incoming) {
    this.board = board;
    this.purse = purse;
    this.settled = settled;
    this.byWeight = byWeight;
    this.outgoing = outgoing;
    this.incoming = incoming;
    trail = new int[board.size()];
  }

  void improve() {
    work = WORK_AT_LEAST + (long) WORK_FOR_EACH * board.size();
    boolean better = true;
    for (int round = 0; better && round < ROUNDS; round++) {
      better = false;
      for (int e : byWeight) if (!settled[e] && work > 0) better |= bringOrUndo(e);
      for (int e : byWeight) if (!settled[e] && work > 0) better |= exchange(e);
      better |= addInOrder();
      for (int e : byWeight) if (!settled[e] && work > 0) better |= force(e);
    }
    do fill(); while (addInOrder());   // whatever the work allowed: nothing waits that could go by itself, or in order
  }

  /** Adds what can go by itself, heaviest first, until nothing can: each may pay for another. */
  private void fill() {
    for (boolean added = true; added; ) {
      added = false;
      for (int e : byWeight) if (!settled[e]) added |= settled[e] = purse.tryAdd(e);
    }
  }

  private boolean bringOrUndo(int entry) {
    trailed = 0;
    return bring(entry, DEPTH);
  }

  /** Adds it, and what its payers need; or leaves everything as it was. */
  private boolean bring(int entry, int depth) {
    int mark = trailed;
    trail[trailed++] = entry;
    settled[entry] = true;
    purse.addEntry(entry);
    work--;
    for (int account = purse.shortPayer(entry); account >= 0; account = purse.shortPayer(entry)) {
      if (depth == 0 || !relieve(account, depth - 1)) {
        undo(mark);
        return false;
      }
    }
    return true;
  }

  /** Brings in payments to the account, the largest first, until it is not short. */
  private boolean relieve(int account, int depth) {
    int tries = TRIES;
    for (int i = incoming.first[account + 1] - 1; i >= incoming.first[account] && tries > 0 && work > 0; i--) {
      int entry = board.entryOf[incoming.legs[i]];
      if (settled[entry]) {
        work--;
        continue;
      }
      tries--;
      if (bring(entry, depth) && !purse.isShort(account)) return true;
    }
    return false;
  }

  private void undo(int mark) {
    while (trailed > mark) {
      int entry = trail[--trailed];
      settled[entry] = false;
      purse.removeEntry(entry);
    }
  }

  /** In its place one that goes and weighs less, from the account that is short, smallest first. */
  private boolean exchange(int entry) {
    purse.addEntry(entry);
    int account = purse.shortPayer(entry);
    if (account < 0) return settled[entry] = true;
    int tries = TRIES;
    for (int i = outgoing.firstCovering(purse, account); i < outgoing.first[account + 1] && tries > 0; i++, work--) {
      int other = board.entryOf[outgoing.legs[i]];
      if (!settled[other] || purse.compareWeights(other, entry) >= 0) continue;
      tries--;
      purse.removeEntry(other);
      if (purse.shortPayer(entry) < 0 && nobodyShortWithout(other)) {
        settled[other] = false;
        return settled[entry] = true;
      }
      purse.addEntry(other);
    }
    purse.removeEntry(entry);
    return false;
  }

  /** Adds it, drops for whoever is short through it what makes up for that, brings in what then can go; kept if that is more than before. */
  private boolean force(int entry) {
    work -= board.size();
    var before = settled.clone();
    settled[entry] = true;
    purse.addEntry(entry);
    if (makeRoom(entry)) {
      for (int e : byWeight) if (!settled[e]) bringOrUndo(e);
      if (gain(before).signum() > 0) return true;
    }
    for (int e = 0; e < before.length; e++) {
      if (settled[e] && !before[e]) purse.removeEntry(e);
      if (!settled[e] && before[e]) purse.addEntry(e);
      settled[e] = before[e];
    }
    return false;
  }

  private boolean makeRoom(int kept) {
    var shortAccounts = new ArrayDeque<Integer>();
    for (int l = board.firstLeg[kept]; l < board.firstLeg[kept + 1]; l++) shortAccounts.add(board.from[l]);
    while (!shortAccounts.isEmpty()) {
      int account = shortAccounts.remove();
      while (purse.isShort(account)) {
        int dropped = dropped(account, kept);
        if (dropped < 0) return false;
        settled[dropped] = false;
        purse.removeEntry(dropped);
        for (int l = board.firstLeg[dropped]; l < board.firstLeg[dropped + 1]; l++) shortAccounts.add(board.to[l]);
      }
    }
    return true;
  }

  /** The smallest that covers, or the largest there is; -1: none but the one to be kept. */
  private int dropped(int account, int kept) {
    int covering = outgoing.firstCovering(purse, account);
    for (int i = covering; i < outgoing.first[account + 1]; i++) if (settled[board.entryOf[outgoing.legs[i]]] && board.entryOf[outgoing.legs[i]] != kept) return board.entryOf[outgoing.legs[i]];
    for (int i = covering - 1; i >= outgoing.first[account]; i--) if (settled[board.entryOf[outgoing.legs[i]]] && board.entryOf[outgoing.legs[i]] != kept) return board.entryOf[outgoing.legs[i]];
    return -1;
  }

  private BigInteger gain(boolean[] before) {
    var gain = BigInteger.ZERO;
    var weight = board.weights();
    for (int e = 0; e < before.length; e++) if (settled[e] != before[e]) gain = settled[e] ? gain.add(weight[e]) : gain.subtract(weight[e]);
    return gain;
  }

  private boolean nobodyShortWithout(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) if (purse.isShort(board.to[l])) return false;
    return true;
  }

  private boolean addInOrder() {
    var waiting = IntStream.range(0, board.size()).filter(e -> !settled[e]).toArray();
    var fifo = new Fifo(board, purse);
    if (fifo.settle(waiting) == 0) return false;
    Arrays.stream(waiting).filter(fifo::goes).forEach(e -> settled[e] = true);
    return true;
  }
}
