package finality.netting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A queue and its accounts in numbers. Entry {@code e} is the e-th in queue order, so that the smaller number goes first; amounts are whole numbers of the
 * last decimal that their asset is written with anywhere here, so that every sum is exact.
 */
final class Board {
  final List<Queued> entries;
  final List<Balance> accounts;
  /** Legs of entry e: {@code firstLeg[e]} up to, not with, {@code firstLeg[e + 1]}. */
  final int[] firstLeg;
  /** By leg. */
  final int[] entryOf;
  final int[] from;
  final int[] to;
  final BigInteger[] amount;
  /** By account: how far above its floor the balance is; never negative. */
  final BigInteger[] room;
  /** By entry, what it counts for where value decides; see {@link #weigh}. */
  final BigInteger[] weight;
  private final Map<String, Integer> scales = new HashMap<>();

  Board(List<Queued> queue, Collection<Balance> balances) {
    entries = inOrder(queue);
    accounts = accounts(queue, balances);
    for (var balance : accounts) for (var number : List.of(balance.amount(), balance.limit())) widen(balance.account().asset(), number);
    for (var entry : entries) for (var leg : entry.legs()) widen(leg.asset(), leg.amount());
    int legs = entries.stream().mapToInt(entry -> entry.legs().size()).sum();
    firstLeg = new int[entries.size() + 1];
    entryOf = new int[legs];
    from = new int[legs];
    to = new int[legs];
    amount = new BigInteger[legs];
    number();
    room = accounts.stream().map(b -> units(b.account().asset(), b.amount().subtract(b.floor()))).toArray(BigInteger[]::new);
    weight = weigh();
  }

  private static List<Queued> inOrder(List<Queued> queue) {
    var references = new HashSet<String>();
    for (var entry : queue) if (!references.add(entry.reference())) throw new IllegalArgumentException("two entries have the reference " + entry.reference());
    var sorted = queue.toArray(Queued[]::new);
    Arrays.sort(sorted, (a, b) -> Integer.compare(a.priority(), b.priority()));   // stable: arrival within priority
    return List.of(sorted);
  }

  private static List<Balance> accounts(List<Queued> queue, Collection<Balance> balances) {
    var all = new HashMap<Account, Balance>();
    for (var balance : balances) if (all.put(balance.account(), balance) != null) throw new IllegalArgumentException("two balances of " + balance.account());
    for (var entry : queue)
      for (var leg : entry.legs()) {
        all.computeIfAbsent(leg.from(), Balance::none);
        all.computeIfAbsent(leg.to(), Balance::none);
      }
    return List.copyOf(new TreeMap<>(all).values());
  }

  private void widen(String asset, BigDecimal number) { scales.merge(asset, Math.max(0, number.scale()), Math::max); }

  private void number() {
    var numbers = new HashMap<Account, Integer>();
    for (var balance : accounts) numbers.put(balance.account(), numbers.size());
    int l = 0;
    for (int e = 0; e < entries.size(); e++) {
      for (var leg : entries.get(e).legs()) {
        entryOf[l] = e;
        from[l] = numbers.get(leg.from());
        to[l] = numbers.get(leg.to());
        amount[l++] = units(leg.asset(), leg.amount());
      }
      firstLeg[e + 1] = l;
    }
  }

  private BigInteger units(String asset, BigDecimal amount) { return amount.setScale(scales.get(asset)).unscaledValue(); }

  /** Exact; the inverse of the unit. */
  BigDecimal decimal(int account, BigInteger units) { return new BigDecimal(units, scales.get(accounts.get(account).account().asset())); }

  /** The value of the principal leg; where principals are of different assets, whose values do not add up, each entry counts one. */
  private BigInteger[] weigh() {
    var assets = new HashSet<String>();
    for (var entry : entries) assets.add(entry.principal().asset());
    var weights = new BigInteger[entries.size()];
    for (int e = 0; e < weights.length; e++) weights[e] = assets.size() == 1 ? amount[firstLeg[e + 1] - 1] : BigInteger.ONE;
    return weights;
  }

  boolean weighsByValue() { return entries.isEmpty() || entries.stream().map(entry -> entry.principal().asset()).distinct().count() == 1; }

  int size() { return entries.size(); }

  /** Whether no sum that can come up here needs more than a long. */
  boolean fitsLong() {
    var total = BigInteger.ZERO;
    for (var a : amount) total = total.add(a);
    for (var r : room) total = total.add(r);
    return total.bitLength() < 63;
  }

  /** Entries that could be in one set with each other only through no common account are separate problems: a part for each group, entries in queue order. */
  List<int[]> parts(int[] among) {
    var parent = new int[accounts.size()];
    for (int a = 0; a < parent.length; a++) parent[a] = a;
    for (int e : among) for (int l = firstLeg[e]; l < firstLeg[e + 1]; l++) {
      parent[root(parent, from[l])] = root(parent, to[l]);
      parent[root(parent, from[firstLeg[e]])] = root(parent, to[l]);
    }
    var parts = new TreeMap<Integer, List<Integer>>();
    for (int e : among) parts.computeIfAbsent(root(parent, from[firstLeg[e]]), _ -> new ArrayList<>()).add(e);
    return parts.values().stream().map(part -> part.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  private static int root(int[] parent, int a) {
    while (parent[a] != a) a = parent[a] = parent[parent[a]];
    return a;
  }
}
