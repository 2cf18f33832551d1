package finality.netting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A random queue of up to 16 entries in small whole numbers, what it is in decimals, and every set of it that can go, found by trying them all. */
final class Case {
  final List<Queued> queue = new ArrayList<>();   // in order of arrival
  final List<Balance> balances = new ArrayList<>();
  final BigDecimal unit;
  private final long[] opening;   // by account, in units
  private final long[] limit;
  private final int participants;
  private final List<int[]> moves = new ArrayList<>();   // by arrival: account from, account to, units, and so on for each leg

  Case(Random random, int size, boolean linked) {
    participants = 2 + random.nextInt(4);
    int assets = linked || random.nextInt(3) == 0 ? 2 : 1;
    unit = List.of(BigDecimal.ONE, new BigDecimal("0.01"), new BigDecimal("1e-18"), new BigDecimal("98765432109876543210.5")).get(random.nextInt(4));
    opening = new long[participants * 2];
    limit = new long[participants * 2];
    int rich = random.nextInt(4);
    for (int a = 0; a < participants * assets; a++) {
      int balance = random.nextInt(12 * rich + 1);
      int credit = random.nextInt(3) == 0 ? random.nextInt(8) : 0;
      if (random.nextInt(6) == 0) balance = -random.nextInt(credit + 10);
      opening[a] = balance;
      limit[a] = credit;
      if (balance != 0 || credit != 0 || random.nextBoolean()) balances.add(new Balance(account(a), decimal(balance), decimal(credit)));
    }
    for (int e = 0; e < size; e++) queue.add(entry(random, e, assets, linked && random.nextInt(3) > 0));
  }

  private Account account(int a) { return new Account("P" + a % participants, a < participants ? "EUR" : "XYZ"); }

  private BigDecimal decimal(int units) { return unit.multiply(BigDecimal.valueOf(units)); }

  private Queued entry(Random random, int number, int assets, boolean linked) {
    int one = random.nextInt(participants);
    int other = (one + 1 + random.nextInt(participants - 1)) % participants;
    int asset = linked ? 0 : random.nextInt(assets);
    var move = linked ? new int[] {participants + other, participants + one, 1 + random.nextInt(9), one, other, 1 + random.nextInt(20)}
        : new int[] {asset * participants + one, asset * participants + other, 1 + random.nextInt(20)};
    if (linked && random.nextInt(6) == 0) {   // a third, to somebody else
      int third = random.nextInt(participants);
      if (third != one) {
        move = Arrays.copyOf(move, 9);
        move[6] = one;
        move[7] = third;
        move[8] = 1 + random.nextInt(5);
      }
    }
    moves.add(move);
    var legs = new ArrayList<Leg>();
    for (int l = 0; l < move.length; l += 3) legs.add(new Leg(account(move[l]).participant(), account(move[l + 1]).participant(), account(move[l]).asset(), decimal(move[l + 2])));
    return new Queued("E" + number, random.nextInt(4) == 0 ? 1 : 2, legs);
  }

  /** Queue numbers (of arrival) as bits. */
  int mask(List<Queued> entries) { return entries.stream().mapToInt(entry -> 1 << queue.indexOf(entry)).sum(); }

  long value(int mask) {
    boolean one = queue.stream().map(entry -> entry.principal().asset()).distinct().count() == 1;
    long sum = 0;
    for (int e = 0; e < moves.size(); e++) if ((mask >> e & 1) != 0) sum += one ? moves.get(e)[moves.get(e).length - 1] : 1;
    return sum;
  }

  /**
   * Every non-empty set of the candidates that, with what is settled, leaves everybody at the limit or above, or no lower than before.
   *
   * @param afterwards the set goes after what is settled, and before is then; otherwise it goes with it, and before is the beginning
   * @param inOrder only those that respect each sender's order among the candidates
   */
  List<Integer> feasible(int settled, boolean afterwards, int candidates, boolean inOrder) {
    var left = opening.clone();
    for (int e = 0; e < moves.size(); e++) if ((settled >> e & 1) != 0) move(left, e, 1);
    var before = afterwards ? left.clone() : opening;
    var earlier = earlier(candidates);
    var found = new ArrayList<Integer>();
    int in = 0;
    for (int step = 1; step < 1 << moves.size(); step++) {   // Gray code: one entry changes at a time
      int bit = Integer.numberOfTrailingZeros(step);
      in ^= 1 << bit;
      move(left, bit, (in >> bit & 1) != 0 ? 1 : -1);
      if ((in & ~candidates) != 0 || !nobodyShort(left, before)) continue;
      if (!inOrder || respectsOrder(in, earlier)) found.add(in);
    }
    found.remove(Integer.valueOf(0));
    return found;
  }

  private int[] earlier(int candidates) {
    var earlier = new int[moves.size()];
    for (int e = 0; e < earlier.length; e++)
      for (int other = 0; other < earlier.length; other++) {
        int byPriority = Integer.compare(queue.get(other).priority(), queue.get(e).priority());
        boolean before = byPriority < 0 || (byPriority == 0 && other < e);
        if (before && (candidates >> other & 1) != 0 && shareSender(e, other)) earlier[e] |= 1 << other;
      }
    return earlier;
  }

  private boolean shareSender(int one, int other) {
    for (int i = 0; i < moves.get(one).length; i += 3) for (int k = 0; k < moves.get(other).length; k += 3) if (moves.get(one)[i] == moves.get(other)[k]) return true;
    return false;
  }

  private static boolean respectsOrder(int set, int[] earlier) {
    for (int rest = set; rest != 0; rest &= rest - 1) if ((earlier[Integer.numberOfTrailingZeros(rest)] & ~set) != 0) return false;
    return true;
  }

  private boolean nobodyShort(long[] left, long[] before) {
    for (int a = 0; a < left.length; a++) if (left[a] < -limit[a] && left[a] < before[a]) return false;
    return true;
  }

  private void move(long[] left, int entry, int sign) {
    var move = moves.get(entry);
    for (int l = 0; l < move.length; l += 3) {
      left[move[l]] -= (long) sign * move[l + 2];
      left[move[l + 1]] += (long) sign * move[l + 2];
    }
  }

  /** What goes one at a time, by the slowest way there is: look at the whole queue again after each payment. */
  int gross() {
    var left = opening.clone();
    int settled = 0;
    var earlier = earlier(-1);
    for (boolean moved = true; moved; ) {
      moved = false;
      for (int e = 0; e < moves.size() && !moved; e++) {
        if ((settled >> e & 1) != 0 || (earlier[e] & ~settled) != 0) continue;
        var before = left.clone();
        move(left, e, 1);
        if (nobodyShort(left, before)) {
          settled |= 1 << e;
          moved = true;
        } else {
          move(left, e, -1);
        }
      }
    }
    return settled;
  }
}
