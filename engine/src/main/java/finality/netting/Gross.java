package finality.netting;

import java.util.Arrays;

/**
 * One at a time: the head of an account's queue goes as soon as nobody is short through it; a linked entry when it is the head of every account it pays from.
 * An account pays only through its head, so what could go once can go until it does, and the end does not depend on who was asked first.
 */
final class Gross {
  private final Board board;
  private final Purse purse;
  private final boolean[] settled;
  /** By account: its legs in queue order are {@code queue[first[a]]} up to {@code first[a + 1]}, and {@code head[a]} is the first that waits. */
  private final int[] first;
  private final int[] queue;
  private final int[] head;
  private final AccountQueue asked;

  /** @param settled by entry; read and written */
  Gross(Board board, Purse purse, boolean[] settled) {
    this.board = board;
    this.purse = purse;
    this.settled = settled;
    int accounts = board.accounts.size();
    first = new int[accounts + 1];
    for (int a : board.from) first[a + 1]++;
    for (int a = 0; a < accounts; a++) first[a + 1] += first[a];
    queue = new int[board.from.length];
    var next = Arrays.copyOf(first, accounts);
    for (int l = 0; l < board.from.length; l++) queue[next[board.from[l]]++] = board.entryOf[l];
    head = Arrays.copyOf(first, accounts);
    asked = new AccountQueue(accounts);
  }

  /** @return how many went */
  int settle() {
    int went = 0;
    for (int a = 0; a < head.length; a++) asked.add(a);
    while (!asked.isEmpty()) {
      int account = asked.remove();
      for (int e = head(account); e >= 0 && goes(e); e = head(account)) {
        settled[e] = true;
        purse.settled(e);
        went++;
        for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) {
          asked.add(board.to[l]);
          if (board.from[l] != account) asked.add(board.from[l]);
        }
      }
    }
    return went;
  }

  /** The first entry that waits; -1: none. */
  private int head(int account) {
    while (head[account] < first[account + 1] && settled[queue[head[account]]]) head[account]++;
    return head[account] < first[account + 1] ? queue[head[account]] : -1;
  }

  /** The first entry of the account's queue that neither has gone nor goes with that set; as many as there are entries: none. */
  int firstLeft(int account, Fifo set) {
    head(account);
    for (int i = head[account]; i < first[account + 1]; i++) if (!settled[queue[i]] && !set.goes(queue[i])) return queue[i];
    return settled.length;
  }

  private boolean goes(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) if (head(board.from[l]) != entry) return false;
    return purse.tryAdd(entry);
  }
}
