package finality.netting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
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
  final BigInteger[] headroom;
  /** By entry, what it counts for where value decides: its principal leg's amount; where those are of different assets, whose values do not add up, one. */
  final BigInteger[] weight;
  /** Whether weights are amounts. */
  final boolean byValue;
  private final Map<String, Names> names = new HashMap<>();

  /** Of one asset: its participants' numbers, first in order of mention, and the decimals it is written with. */
  private static final class Names {
    final Map<String, Integer> numbers = new HashMap<>();
    int scale;
  }

  Board(List<Queued> queue, Collection<Balance> balances) {
    entries = inOrder(queue);
    int legs = 0;
    for (var entry : entries) legs += entry.legs().size();
    firstLeg = new int[entries.size() + 1];
    entryOf = new int[legs];
    from = new int[legs];
    to = new int[legs];
    amount = new BigInteger[legs];
    var mentioned = new ArrayList<Balance>();
    for (var balance : balances) mention(balance, mentioned);
    readLegs(mentioned);
    accounts = mentioned.stream().sorted(Comparator.comparing(Balance::account)).toList();
    renumber(mentioned);
    headroom = accounts.stream().map(b -> units(b.account().asset(), b.amount().subtract(b.floor()))).toArray(BigInteger[]::new);
    byValue = paidInOneAsset();
    weight = new BigInteger[entries.size()];
    for (int e = 0; e < weight.length; e++) weight[e] = byValue ? amount[firstLeg[e + 1] - 1] : BigInteger.ONE;
  }

  private static List<Queued> inOrder(List<Queued> queue) {
    var references = HashSet.<String>newHashSet(queue.size());
    for (var entry : queue) if (!references.add(entry.reference())) throw new IllegalArgumentException("two entries have the reference " + entry.reference());
    var sorted = queue.toArray(Queued[]::new);
    Arrays.sort(sorted, (a, b) -> Integer.compare(a.priority(), b.priority()));   // stable: arrival within priority
    return List.of(sorted);
  }

  private Names widened(String asset, int scale, int other) {
    var of = names.computeIfAbsent(asset, _ -> new Names());
    of.scale = Math.max(of.scale, Math.max(scale, other));
    return of;
  }

  private void mention(Balance balance, List<Balance> mentioned) {
    var of = widened(balance.account().asset(), balance.amount().scale(), balance.limit().scale());
    if (of.numbers.putIfAbsent(balance.account().participant(), mentioned.size()) != null) throw new IllegalArgumentException("two balances of " + balance.account());
    mentioned.add(balance);
  }

  /** The number of a participant's account in this asset; at the first mention the next one, of an account that has nothing. */
  private static int number(String participant, String asset, Names of, List<Balance> mentioned) {
    var known = of.numbers.get(participant);
    if (known != null) return known;
    of.numbers.put(participant, mentioned.size());
    mentioned.add(Balance.none(new Account(participant, asset)));
    return mentioned.size() - 1;
  }

  private void readLegs(List<Balance> mentioned) {
    int l = 0;
    for (int e = 0; e < entries.size(); e++) {
      for (var leg : entries.get(e).legs()) {
        var of = widened(leg.asset(), leg.amount().scale(), 0);
        entryOf[l] = e;
        from[l] = number(leg.payer(), leg.asset(), of, mentioned);
        to[l++] = number(leg.payee(), leg.asset(), of, mentioned);
      }
      firstLeg[e + 1] = l;
    }
    l = 0;
    for (var entry : entries) for (var leg : entry.legs()) amount[l++] = units(leg.asset(), leg.amount());   // now that every scale is known
  }
  /** From the order of mention to that of {@link #accounts}. */
  private void renumber(List<Balance> mentioned) {
    var place = new int[mentioned.size()];
    for (int a = 0; a < place.length; a++) {
      var account = accounts.get(a).account();
      place[names.get(account.asset()).numbers.get(account.participant())] = a;
    }
    for (int l = 0; l < from.length; l++) {
      from[l] = place[from[l]];
      to[l] = place[to[l]];
    }
  }

  private BigInteger units(String asset, BigDecimal amount) { return amount.setScale(names.get(asset).scale).unscaledValue(); }

  /** Exact; the inverse of the unit. */
  BigDecimal decimal(int account, BigInteger units) { return new BigDecimal(units, names.get(accounts.get(account).account().asset()).scale); }

  private boolean paidInOneAsset() {
    for (var entry : entries) if (!entry.principal().asset().equals(entries.getFirst().principal().asset())) return false;
    return true;
  }

  int size() { return entries.size(); }

  /** Whether no sum that can come up here needs more than a long. */
  boolean fitsLong() {
    int bits = 0;
    for (var a : amount) bits = Math.max(bits, a.bitLength());
    for (var r : headroom) bits = Math.max(bits, r.bitLength());
    if (bits + 32 - Integer.numberOfLeadingZeros(amount.length + headroom.length) < 63) return true;   // no need to add up
    var total = BigInteger.ZERO;
    for (var a : amount) total = total.add(a);
    for (var r : headroom) total = total.add(r);
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
