package finality.netting;

import java.math.BigInteger;
import java.util.Arrays;

/** What every account still has above its floor, as entries are added and taken away. In longs where no sum can leave them, else in whole numbers of any size. */
abstract sealed class Purse {
  final Board board;

  private Purse(Board board) { this.board = board; }

  static Purse of(Board board) { return board.longs != null ? new Long64(board, board.longs) : new Wide(board); }

  /** Moves the leg's amount; may leave its payer short. */
  abstract void add(int leg);

  abstract void remove(int leg);

  abstract boolean isShort(int account);

  /** Whether the account would not be short any more if it did not pay this leg. */
  abstract boolean covers(int leg, int account);

  /** What it has above its floor; negative: short. */
  abstract BigInteger headroom(int account);

  /** How far the balance is below the limit; negative: above it by so much. */
  abstract BigInteger underLimit(int account);

  /** From here on this account, where it is still below its limit, may not fall under the balance it has now; and once it is whole it is held to its limit. */
  abstract void raiseFloor(int account);

  /** What was added has gone, and what follows goes after it: who rose by it does not fall back. */
  final void settled(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) raiseFloor(board.to[l]);
  }

  abstract int compareAmounts(int leg, int other);

  abstract int compareWeights(int entry, int other);

  final void addEntry(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) add(l);
  }

  final void removeEntry(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) remove(l);
  }

  /** An account among this entry's payers that is short; -1: none. */
  final int shortPayer(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) if (isShort(board.from[l])) return board.from[l];
    return -1;
  }

  /** Adds the entry if nobody is short afterwards. */
  final boolean tryAdd(int entry) {
    addEntry(entry);
    if (shortPayer(entry) < 0) return true;
    removeEntry(entry);
    return false;
  }

  private static final class Long64 extends Purse {
    private final long[] headroom;
    private final long[] below;
    private final long[] amount;

    private Long64(Board board, long[] amount) {
      super(board);
      this.amount = amount;
      headroom = Arrays.stream(board.headroom).mapToLong(BigInteger::longValueExact).toArray();
      below = Arrays.stream(board.below).mapToLong(BigInteger::longValueExact).toArray();
    }

    private long weight(int entry) { return board.byValue ? amount[board.firstLeg[entry + 1] - 1] : 1; }

    @Override void add(int leg) {
      headroom[board.from[leg]] -= amount[leg];
      headroom[board.to[leg]] += amount[leg];
    }

    @Override void remove(int leg) {
      headroom[board.from[leg]] += amount[leg];
      headroom[board.to[leg]] -= amount[leg];
    }

    @Override boolean isShort(int account) { return headroom[account] < 0; }

    @Override boolean covers(int leg, int account) { return headroom[account] + amount[leg] >= 0; }

    @Override BigInteger headroom(int account) { return BigInteger.valueOf(headroom[account]); }

    @Override BigInteger underLimit(int account) { return BigInteger.valueOf(below[account] - headroom[account]); }

    @Override void raiseFloor(int account) {
      long by = Math.min(below[account], headroom[account]);
      below[account] -= by;
      headroom[account] -= by;
    }

    @Override int compareAmounts(int leg, int other) { return Long.compare(amount[leg], amount[other]); }

    @Override int compareWeights(int entry, int other) { return Long.compare(weight(entry), weight(other)); }
  }

  private static final class Wide extends Purse {
    private final BigInteger[] headroom;
    private final BigInteger[] below;
    private final BigInteger[] amount;

    private Wide(Board board) {
      super(board);
      headroom = board.headroom.clone();
      below = board.below.clone();
      amount = board.amounts();
    }

    @Override void add(int leg) {
      headroom[board.from[leg]] = headroom[board.from[leg]].subtract(amount[leg]);
      headroom[board.to[leg]] = headroom[board.to[leg]].add(amount[leg]);
    }

    @Override void remove(int leg) {
      headroom[board.from[leg]] = headroom[board.from[leg]].add(amount[leg]);
      headroom[board.to[leg]] = headroom[board.to[leg]].subtract(amount[leg]);
    }

    @Override boolean isShort(int account) { return headroom[account].signum() < 0; }

    @Override boolean covers(int leg, int account) { return headroom[account].add(amount[leg]).signum() >= 0; }

    @Override BigInteger headroom(int account) { return headroom[account]; }

    @Override BigInteger underLimit(int account) { return below[account].subtract(headroom[account]); }

    @Override void raiseFloor(int account) {
      var by = below[account].min(headroom[account]);
      below[account] = below[account].subtract(by);
      headroom[account] = headroom[account].subtract(by);
    }

    @Override int compareAmounts(int leg, int other) { return amount[leg].compareTo(amount[other]); }

    @Override int compareWeights(int entry, int other) { return board.weights()[entry].compareTo(board.weights()[other]); }
  }
}
