package finality.netting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue and its accounts in numbers. Entry {@code e} is the e-th in queue order, so that the smaller number goes first; amounts are whole numbers of the
 * last decimal that their asset is written with anywhere here, so that every sum is exact.
 */
final class Board {
  private static final int DIGITS_OF_A_LONG = 18;

  final List<Queued> entries;
  final List<Balance> accounts;
  /** Legs of entry e: {@code firstLeg[e]} up to, not with, {@code firstLeg[e + 1]}. */
  final int[] firstLeg;
  /** By leg. */
  final int[] entryOf;
  final int[] from;
  final int[] to;
  /** By leg; {@code null}: the sum of all of them and of what the accounts have above their floors needs more than a long. */
  final long @Nullable [] longs;
  /** By account: the decimals that its asset is counted in. */
  private final int[] scale;
  /** By account: how far above its floor the balance is; never negative. */
  final BigInteger[] headroom;
  /** By account: how far below its limit the balance is, and with it the floor; zero when it is not. */
  final BigInteger[] below;
  /** Whether weights are amounts. */
  final boolean byValue;
  private final Map<String, Names> names = new HashMap<>();
  /** By leg and by entry; made when somebody asks. */
  private BigInteger @Nullable [] amounts;
  private BigInteger @Nullable [] weights;

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
    var mentioned = new ArrayList<Balance>();
    for (var balance : balances) mention(balance, mentioned);
    readLegs(mentioned);
    accounts = mentioned.stream().sorted(Comparator.comparing(Balance::account)).toList();
    renumber(mentioned);
    scale = accounts.stream().mapToInt(b -> names.get(b.account().asset()).scale).toArray();
    headroom = new BigInteger[scale.length];
    below = new BigInteger[scale.length];
    for (int a = 0; a < scale.length; a++) {
      var balance = accounts.get(a);
      headroom[a] = units(a, balance.amount().subtract(balance.floor()));
      below[a] = units(a, balance.limit().negate().subtract(balance.floor()));
    }
    byValue = paidInOneAsset();
    longs = longs();
  }

  /** By priority, within one by arrival. */
  private static List<Queued> inOrder(List<Queued> queue) {
    var references = HashSet.<String>newHashSet(queue.size());
    var byPriority = new TreeMap<Integer, List<Queued>>();
    for (var entry : queue) {
      if (!references.add(entry.reference())) throw new IllegalArgumentException("two entries have the reference " + entry.reference());
      byPriority.computeIfAbsent(entry.priority(), _ -> new ArrayList<>()).add(entry);
    }
    var sorted = new ArrayList<Queued>(queue.size());
    byPriority.values().forEach(sorted::addAll);
    return sorted;
  }

  private void mention(Balance balance, List<Balance> mentioned) {
    var of = names.computeIfAbsent(balance.account().asset(), _ -> new Names());
    of.scale = Math.max(of.scale, Math.max(balance.amount().scale(), balance.limit().scale()));
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
    String asset = null;
    Names of = null;
    for (int e = 0; e < entries.size(); e++) {
      for (var leg : entries.get(e).legs()) {
        if (of == null || !leg.asset().equals(asset)) of = names.computeIfAbsent(asset = leg.asset(), _ -> new Names());   // most often that of the leg before
        of.scale = Math.max(of.scale, leg.amount().scale());
        entryOf[l] = e;
        from[l] = number(leg.payer(), asset, of, mentioned);
        to[l++] = number(leg.payee(), asset, of, mentioned);
      }
      firstLeg[e + 1] = l;
    }
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

  private BigInteger units(int account, BigDecimal amount) { return amount.setScale(scale[account]).unscaledValue(); }

  /** Exact; the inverse of the unit. */
  BigDecimal decimal(int account, BigInteger units) { return new BigDecimal(units, scale[account]); }

  private boolean paidInOneAsset() {
    if (names.size() == 1) return true;
    for (var entry : entries) if (!entry.principal().asset().equals(entries.getFirst().principal().asset())) return false;
    return true;
  }

  int size() { return entries.size(); }

  private long @Nullable [] longs() {
    long sum = 0;   // of numbers that are not negative: below zero means too large
    for (var rooms : List.of(headroom, below)) for (var room : rooms) if (room.bitLength() >= Long.SIZE || (sum += room.longValue()) < 0) return null;
    var all = new long[from.length];
    int l = 0;
    for (var entry : entries) {
      for (var leg : entry.legs()) {
        int decimals = scale[from[l]];
        if (leg.amount().precision() - leg.amount().scale() + decimals > DIGITS_OF_A_LONG) return null;
        all[l] = leg.amount().scaleByPowerOfTen(decimals).longValueExact();
        if ((sum += all[l++]) < 0) return null;
      }
    }
    return all;
  }

  /** By leg. */
  BigInteger[] amounts() {
    if (amounts != null) return amounts;
    var all = new BigInteger[from.length];
    int l = 0;
    for (var entry : entries) for (var leg : entry.legs()) {
      all[l] = units(from[l], leg.amount());
      l++;
    }
    return amounts = all;
  }

  /** By entry, what it counts for where value decides: its principal leg's amount; where those are of different assets, whose values do not add up, one. */
  BigInteger[] weights() {
    if (weights != null) return weights;
    var all = new BigInteger[size()];
    for (int e = 0; e < all.length; e++) all[e] = byValue ? amounts()[firstLeg[e + 1] - 1] : BigInteger.ONE;
    return weights = all;
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
