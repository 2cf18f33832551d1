package finality.netting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queues of two participants against each other, as far as both can pay the difference; then whatever that frees, one at a time; until nothing moves.
 * Past what it has queued for others an account pays only in a set from which it also receives: where nothing is offset, nobody's turn is given away.
 */
final class Bilateral {
  private final Board board;
  private final Purse purse;
  private final boolean[] settled;
  private final Gross gross;
  private final Fifo fifo;
  private final List<int[]> pairs;

  Bilateral(Board board, Purse purse, boolean[] settled) {
    this.board = board;
    this.purse = purse;
    this.settled = settled;
    gross = new Gross(board, purse, settled);
    fifo = new Fifo(board, purse);
    pairs = pairs();
  }

  void settle() {
    gross.settle();
    for (boolean moved = true; moved; ) {
      moved = false;
      for (var pair : pairs) moved |= offset(pair);
      if (moved) gross.settle();
    }
  }

  private boolean offset(int[] pair) {
    int waiting = 0;
    for (int e : pair) if (!settled[e]) waiting++;
    if (waiting == 0) return false;
    var candidates = new int[waiting];
    int n = 0;
    for (int e : pair) if (!settled[e]) candidates[n++] = e;
    for (int went = fifo.settle(candidates); went > 0; went = fifo.settle(candidates)) {
      var inTurn = inTurn(candidates);
      if (inTurn.length == went) {
        for (int e : inTurn) {
          settled[e] = true;
          purse.settled(e);
        }
        return true;
      }
      fifo.undo(candidates);
      candidates = inTurn;
    }
    return false;
  }

  /**
   * Of the set, the entries that give no turn away: each account they pay from receives from the set, or has nothing queued earlier that stays. What is left out is in no set
   * of these candidates that gives none away, since a smaller set pays nobody more and leaves no less; so the largest such set is what no entry is left out of any more.
   */
  private int[] inTurn(int[] candidates) {
    Set<Integer> receivers = new HashSet<>();
    for (int e : candidates) if (fifo.goes(e)) for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) receivers.add(board.to[l]);
    Map<Integer, Integer> firstLeft = new HashMap<>();   // by account
    var kept = new int[candidates.length];
    int n = 0;
    for (int e : candidates) {
      if (!fifo.goes(e)) continue;
      boolean inTurn = true;
      for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++)
        inTurn &= firstLeft.computeIfAbsent(board.from[l], account -> receivers.contains(account) ? board.size() : gross.firstLeft(account, fifo)) > e;
      if (inTurn) kept[n++] = e;
      else for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) firstLeft.merge(board.from[l], e, Math::min);   // what follows it between the two waits with it
    }
    return Arrays.copyOf(kept, n);
  }

  /** Entries by the two participants they are between; one with legs among three is between no two and waits for the gross pass. */
  private List<int[]> pairs() {
    Map<List<String>, List<Integer>> byPair = new LinkedHashMap<>();
    for (int e = 0; e < board.size(); e++) {
      var names = board.entries.get(e).legs().stream().flatMap(leg -> List.of(leg.payer(), leg.payee()).stream()).distinct().sorted().toList();
      if (names.size() == 2) byPair.computeIfAbsent(names, _ -> new ArrayList<>()).add(e);
    }
    return byPair.values().stream().map(pair -> pair.stream().mapToInt(Integer::intValue).toArray()).toList();
  }
}
