package finality.netting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The queues of two participants against each other, as far as both can pay the difference; then whatever that frees, one at a time; until nothing moves. */
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
    if (fifo.settle(candidates) == 0) return false;
    for (int e : candidates) if (settled[e] = fifo.goes(e)) purse.settled(e);
    return true;
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
