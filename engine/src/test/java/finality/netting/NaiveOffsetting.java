package finality.netting;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bilateral offsetting as docs/netting.md defines it, in plain decimals and by trying every set: what can go one at a time goes; then, pair by pair in the order in which the pairs come up
 * in the queue, the largest set in order of what the two have waiting for each other, in which no account that receives nothing passes anything of its whole queue; after such a round one at
 * a time again; until a round moves nothing.
 */
final class NaiveOffsetting {
  private final List<Queued> queue;
  private final Map<Account, BigDecimal> balances = new HashMap<>();
  private final Map<Account, BigDecimal> limits = new HashMap<>();
  private final Set<Queued> settled = new HashSet<>();

  private NaiveOffsetting(List<Queued> queue, Collection<Balance> known) {
    this.queue = queue.stream().sorted(Comparator.comparingInt(Queued::priority)).toList();   // stable: arrival within priority
    for (var entry : queue) for (var leg : entry.legs()) for (var account : List.of(leg.from(), leg.to())) {
      balances.put(account, BigDecimal.ZERO);
      limits.put(account, BigDecimal.ZERO);
    }
    for (var balance : known) {
      balances.put(balance.account(), balance.amount());
      limits.put(balance.account(), balance.limit());
    }
  }

  static Set<Queued> settled(List<Queued> queue, Collection<Balance> balances) {
    var naive = new NaiveOffsetting(queue, balances);
    naive.oneAtATime();
    while (naive.round()) naive.oneAtATime();
    return naive.settled;
  }

  private void oneAtATime() {
    for (boolean moved = true; moved; ) {
      moved = false;
      for (var entry : waiting(queue)) if (!moved && inOrder(Set.of(entry), waiting(queue)) && goes(Set.of(entry))) {
        settle(Set.of(entry));
        moved = true;
      }
    }
  }

  private boolean round() {
    boolean moved = false;
    for (var pair : pairs()) {
      var between = waiting(queue.stream().filter(entry -> participants(entry).equals(pair)).toList());
      Set<Queued> largest = Set.of();
      for (int set = 1; set < 1 << between.size(); set++) {
        var chosen = new HashSet<Queued>();
        for (int e = 0; e < between.size(); e++) if ((set >> e & 1) != 0) chosen.add(between.get(e));
        if (chosen.size() > largest.size() && inOrder(chosen, between) && givesNoTurnAway(chosen) && goes(chosen)) largest = chosen;
      }
      settle(largest);
      moved |= !largest.isEmpty();
    }
    return moved;
  }

  private Set<Set<String>> pairs() {
    var pairs = new LinkedHashSet<Set<String>>();
    for (var entry : queue) if (participants(entry).size() == 2) pairs.add(participants(entry));
    return pairs;
  }

  private static Set<String> participants(Queued entry) {
    var names = new TreeSet<String>();
    for (var leg : entry.legs()) names.addAll(List.of(leg.payer(), leg.payee()));
    return names;
  }

  private List<Queued> waiting(List<Queued> among) { return among.stream().filter(entry -> !settled.contains(entry)).toList(); }

  /** Nothing in the set passes an earlier one among these that pays from one of its accounts. */
  private static boolean inOrder(Set<Queued> set, List<Queued> among) {
    for (var later : set) for (var earlier : among.subList(0, among.indexOf(later))) if (!set.contains(earlier) && shareSender(earlier, later)) return false;
    return true;
  }

  /** Whoever passes an entry of its own that stays gets something in return. */
  private boolean givesNoTurnAway(Set<Queued> set) {
    var all = waiting(queue);
    for (var later : set) for (var earlier : all.subList(0, all.indexOf(later))) for (var leg : later.legs()) {
      boolean passes = !set.contains(earlier) && earlier.legs().stream().anyMatch(other -> other.from().equals(leg.from()));
      if (passes && set.stream().flatMap(entry -> entry.legs().stream()).noneMatch(other -> other.to().equals(leg.from()))) return false;
    }
    return true;
  }

  private static boolean shareSender(Queued one, Queued other) {
    for (var leg : one.legs()) for (var another : other.legs()) if (leg.from().equals(another.from())) return true;
    return false;
  }

  private boolean goes(Set<Queued> set) {
    var after = new HashMap<>(balances);
    move(after, set);
    return after.entrySet().stream().allMatch(account -> account.getValue().compareTo(limits.get(account.getKey()).negate()) >= 0 || account.getValue().compareTo(balances.get(account.getKey())) >= 0);
  }

  private void settle(Set<Queued> set) {
    move(balances, set);
    settled.addAll(set);
  }

  private static void move(Map<Account, BigDecimal> balances, Set<Queued> set) {
    for (var entry : set) for (var leg : entry.legs()) {
      balances.merge(leg.from(), leg.amount().negate(), BigDecimal::add);
      balances.merge(leg.to(), leg.amount(), BigDecimal::add);
    }
  }
}
