package finality.netting;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The heaviest set that can go, whatever the order, by branch and bound (the problem as Shafransky and Doudkin state it, <i>An optimization algorithm for the clearing of
 * interbank payments</i>, European Journal of Operational Research 171, 2006; the bound is our own and simple).
 *
 * <p>Entries are decided heaviest first. A branch is left when an account could not reach its floor with all that may still come in, or when what the accounts could pay at
 * most, each bounded by what it owes and by what it may have, does not beat the best known.
 */
final class Exact {
  /** Above it nothing is tried: the search is as deep as there are entries. */
  static final int LARGEST = 400;

  private final Board board;
  private final BigInteger[] amounts;
  private final BigInteger[] weights;
  private final BigInteger[] headroom;
  /** By account: what undecided entries would bring in, and what undecided principal legs would take out. */
  private final BigInteger[] coming;
  private final BigInteger[] going;
  private final boolean byValue;
  private long effort;
  private int[] order = {};
  private int[] accounts = {};
  private boolean[] chosen;
  private boolean[] best;
  private BigInteger bestWeight = BigInteger.ZERO;

  /** @param headroom by account; not changed. @param effort branches to look at, at most */
  Exact(Board board, BigInteger[] headroom, long effort) {
    this.board = board;
    amounts = board.amounts();
    weights = board.weights();
    this.headroom = headroom.clone();
    this.effort = effort;
    coming = new BigInteger[headroom.length];
    going = new BigInteger[headroom.length];
    Arrays.fill(coming, BigInteger.ZERO);
    Arrays.fill(going, BigInteger.ZERO);
    byValue = board.byValue;
    chosen = new boolean[board.size()];
    best = chosen;
  }

  /**
   * Searches one part.
   *
   * @param known a set among the part that can go; what is found is better, or this
   * @return whether the answer is proven best
   */
  boolean search(int[] part, boolean[] known) {
    best = known;
    bestWeight = BigInteger.ZERO;
    for (int e : part) if (known[e]) bestWeight = bestWeight.add(weights[e]);
    order = Arrays.stream(Hopeless.without(board, headroom, part)).boxed().sorted((a, b) -> weights[b].compareTo(weights[a])).mapToInt(Integer::intValue).toArray();
    if (order.length > LARGEST) return false;
    accounts = Arrays.stream(order).flatMap(e -> Arrays.stream(board.from, board.firstLeg[e], board.firstLeg[e + 1])).distinct().toArray();
    var rest = BigInteger.ZERO;
    for (int e : order) {
      undecide(e);
      rest = rest.add(weights[e]);
    }
    chosen = new boolean[board.size()];
    branch(0, BigInteger.ZERO, rest);
    for (int e : order) decide(e);
    return effort > 0;
  }

  /** By entry, whether it goes; of entries of the part searched last only. */
  boolean[] best() { return best; }

  private void branch(int at, BigInteger weight, BigInteger rest) {
    if (effort <= 0 || weight.add(rest).compareTo(bestWeight) <= 0) return;
    if (at == order.length) {
      best = chosen.clone();
      bestWeight = weight;
      return;
    }
    effort--;
    if (byValue && weight.add(payable()).compareTo(bestWeight) <= 0) return;
    int entry = order[at];
    var left = rest.subtract(weights[entry]);
    decide(entry);
    move(entry, 1);
    if (reachable(entry, board.from)) {
      chosen[entry] = true;
      branch(at + 1, weight.add(weights[entry]), left);
      chosen[entry] = false;
    }
    move(entry, -1);
    if (reachable(entry, board.to)) branch(at + 1, weight, left);
    undecide(entry);
  }

  /** What can be paid of the undecided entries' value at most. */
  private BigInteger payable() {
    var sum = BigInteger.ZERO;
    for (int a : accounts) sum = sum.add(going[a].min(headroom[a].add(coming[a])));
    return sum;
  }

  private boolean reachable(int entry, int[] sides) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) if (headroom[sides[l]].add(coming[sides[l]]).signum() < 0) return false;
    return true;
  }

  private void undecide(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) coming[board.to[l]] = coming[board.to[l]].add(amounts[l]);
    int payer = board.from[board.firstLeg[entry + 1] - 1];
    going[payer] = going[payer].add(weights[entry]);
  }

  private void decide(int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) coming[board.to[l]] = coming[board.to[l]].subtract(amounts[l]);
    int payer = board.from[board.firstLeg[entry + 1] - 1];
    going[payer] = going[payer].subtract(weights[entry]);
  }

  private void move(int entry, int sign) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) {
      var amount = sign > 0 ? amounts[l] : amounts[l].negate();
      headroom[board.from[l]] = headroom[board.from[l]].subtract(amount);
      headroom[board.to[l]] = headroom[board.to[l]].add(amount);
    }
  }
}
