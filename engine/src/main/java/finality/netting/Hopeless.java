package finality.netting;

import java.math.BigInteger;
import java.util.Arrays;

/** Entries that can be in no set that goes: not even with everything that could still come in would their payer have enough. Taking them out may make others hopeless. */
final class Hopeless {
  private Hopeless() {}

  /** @param headroom by account, above its floor. @return the candidates that are not hopeless; none: a deadlock, proven */
  static int[] without(Board board, BigInteger[] headroom, int[] candidates) {
    var amount = board.amounts();
    var most = headroom.clone();
    var in = new boolean[board.size()];
    for (int e : candidates) {
      in[e] = true;
      for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) most[board.to[l]] = most[board.to[l]].add(amount[l]);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int e : candidates) {
        if (!in[e] || isPossible(board, amount, most, e)) continue;
        in[e] = false;
        changed = true;
        for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) most[board.to[l]] = most[board.to[l]].subtract(amount[l]);
      }
    }
    return Arrays.stream(candidates).filter(e -> in[e]).toArray();
  }

  private static boolean isPossible(Board board, BigInteger[] amount, BigInteger[] most, int entry) {
    for (int l = board.firstLeg[entry]; l < board.firstLeg[entry + 1]; l++) {
      var needs = BigInteger.ZERO;
      for (int k = board.firstLeg[entry]; k < board.firstLeg[entry + 1]; k++) if (board.from[k] == board.from[l]) needs = needs.add(amount[k]);
      if (most[board.from[l]].compareTo(needs) < 0) return false;
    }
    return true;
  }
}
