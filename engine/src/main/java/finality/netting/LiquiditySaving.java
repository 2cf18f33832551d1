package finality.netting;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which entries of a queue go now, with the balances and limits there are. What goes together goes at one instant: only the balances after all of it count, and each is at or
 * above its limit, or no lower than before that instant. Under {@link Rule#GROSS} every entry is an instant of its own, under {@link Rule#BILATERAL} also every set of two
 * participants; under the others there is one. With entries of several legs (a delivery and its payment) {@link Rule#GROSS} is model 1 and {@link Rule#FIFO} model 3 of the three models in CPSS, <i>Delivery
 * versus payment in securities settlement systems</i>, BIS 1992: legs go together, trade by trade or all by their nets.
 */
public final class LiquiditySaving {
  /** Branches that {@link Rule#EXACT} looks at before it settles for what it has. */
  public static final long EFFORT = 2_000_000;
  /** Of a deadlock without regard to order. */
  private static final long EFFORT_FOR_PROOF = 100_000;

  private final Rule rule;
  private final Board board;
  private final boolean[] settled;
  private Purse purse;
  private boolean proven;

  private LiquiditySaving(Rule rule, Board board) {
    this.rule = rule;
    this.board = board;
    settled = new boolean[board.size()];
    purse = Purse.of(board);
  }

  /**
   * @param queue in order of arrival; priorities are sorted here
   * @param balances an account that is not among them has nothing and no limit
   * @throws IllegalArgumentException when two entries have one reference, or an account two balances
   */
  public static Clearing clear(Rule rule, List<Queued> queue, Collection<Balance> balances) { return clear(rule, queue, balances, EFFORT); }

  /** @param effort branches that {@link Rule#EXACT} looks at, at most */
  public static Clearing clear(Rule rule, List<Queued> queue, Collection<Balance> balances, long effort) {
    return new LiquiditySaving(rule, new Board(queue, balances)).clear(effort);
  }

  private Clearing clear(long effort) {
    switch (rule) {
      case GROSS -> new Gross(board, purse, settled).settle();
      case BILATERAL -> new Bilateral(board, purse, settled).settle();
      case MULTILATERAL -> allOrNothing();
      case FIFO -> inOrder();
      case BYPASS -> replay(new Bypass(board, purse).settle());
      case EXACT -> exact(effort);
    }
    var waiting = waiting();
    return new Clearing(rule, entries(true), waiting, positions(), blockage(), rule == Rule.FIFO || proven || waiting.isEmpty());
  }

  private void inOrder() {
    var all = numbers(false);
    var fifo = new Fifo(board, purse);
    fifo.settle(all);
    for (int e : all) settled[e] = fifo.goes(e);
  }

  private void allOrNothing() {
    for (int e = 0; e < settled.length; e++) purse.addEntry(e);
    boolean all = IntStream.range(0, board.accounts.size()).noneMatch(purse::isShort);
    Arrays.fill(settled, all);
    if (!all) purse = Purse.of(board);
  }

  private void exact(long effort) {
    var known = new Bypass(board, purse).settle();
    var exact = new Exact(board, board.headroom, effort);
    proven = true;
    var best = known.clone();
    for (var part : board.parts(numbers(false))) {
      proven &= exact.search(part, known);
      for (int e : part) best[e] = exact.best()[e];
    }
    replay(best);
    for (boolean added = !proven; added; ) {   // a search that was cut short may leave what could go by itself
      added = false;
      for (int e : numbers(false)) added |= settled[e] = purse.tryAdd(e);
    }
  }

  private void replay(boolean[] set) {
    for (int e = 0; e < set.length; e++) {
      settled[e] = set[e];
      if (set[e]) purse.addEntry(e);
    }
  }

  private int[] numbers(boolean ofSettled) {
    var numbers = new int[settled.length];
    int n = 0;
    for (int e = 0; e < settled.length; e++) if (settled[e] == ofSettled) numbers[n++] = e;
    return Arrays.copyOf(numbers, n);
  }

  private List<Queued> entries(boolean ofSettled) { return Arrays.stream(numbers(ofSettled)).mapToObj(board.entries::get).toList(); }

  // ── the certificate ────────────────────────────────────────────────────────────────────────────────────

  private List<Clearing.Position> positions() {
    var positions = new ArrayList<Clearing.Position>();
    for (int a = 0; a < board.accounts.size(); a++) {
      var before = board.accounts.get(a);
      positions.add(new Clearing.Position(before, before.limit().add(board.decimal(a, purse.underLimit(a))).negate()));
    }
    return positions;
  }

  private List<Clearing.Waiting> waiting() {
    if (rule == Rule.MULTILATERAL) return notAll();
    var firstWaiting = new int[board.accounts.size()];
    Arrays.fill(firstWaiting, -1);
    var waiting = new ArrayList<Clearing.Waiting>();
    for (int e : numbers(false)) {
      int behind = -1;
      for (int l = board.firstLeg[e]; l < board.firstLeg[e + 1]; l++) {
        int first = firstWaiting[board.from[l]];
        if (first < 0) firstWaiting[board.from[l]] = e;
        else if (first != e && behind < 0) behind = first;
      }
      waiting.add(new Clearing.Waiting(board.entries.get(e), rule.respectsOrder() && behind >= 0 ? new Why.Behind(board.entries.get(behind).reference()) : shortOf(e)));
    }
    return waiting;
  }

  private Why.Shortfall shortfall(int account) { return new Why.Shortfall(board.accounts.get(account).account(), board.decimal(account, purse.underLimit(account))); }

  private Why shortOf(int entry) {
    purse.addEntry(entry);
    var shortfalls = Arrays.stream(board.from, board.firstLeg[entry], board.firstLeg[entry + 1]).distinct().filter(purse::isShort).mapToObj(this::shortfall).toList();
    if (shortfalls.isEmpty()) throw new IllegalStateException(board.entries.get(entry).reference() + " waits, and could go");   // every rule ends only where nothing more goes
    purse.removeEntry(entry);
    return new Why.Short(shortfalls);
  }

  /** Each waits for the first of its own accounts that is short, else for the first of all. */
  private List<Clearing.Waiting> notAll() {
    var waits = numbers(false);
    for (int e : waits) purse.addEntry(e);
    int first = IntStream.range(0, board.accounts.size()).filter(purse::isShort).findFirst().orElse(-1);
    var waiting = new ArrayList<Clearing.Waiting>();
    for (int e : waits) {
      int account = purse.shortPayer(e) >= 0 ? purse.shortPayer(e) : first;
      waiting.add(new Clearing.Waiting(board.entries.get(e), new Why.NotAll(shortfall(account))));
    }
    for (int e : waits) purse.removeEntry(e);
    return waiting;
  }

  private Blockage blockage() {
    var waits = numbers(false);
    if (waits.length == 0) return Blockage.NONE;
    if (rule == Rule.FIFO) return Blockage.DEADLOCK;   // what settles is the largest set there is: with more in order it would not be
    if (!rule.respectsOrder()) return proven ? Blockage.DEADLOCK : withoutOrder(waits);
    var fifo = new Fifo(board, purse);
    boolean some = fifo.settle(waits) > 0;
    fifo.undo(waits);
    return some ? Blockage.GRIDLOCK : Blockage.DEADLOCK;
  }

  private Blockage withoutOrder(int[] waits) {
    var headroom = IntStream.range(0, board.accounts.size()).mapToObj(purse::headroom).toArray(BigInteger[]::new);
    var exact = new Exact(board, headroom, EFFORT_FOR_PROOF);
    boolean proven = true;
    for (var part : board.parts(Hopeless.without(board, headroom, waits))) {
      proven &= exact.search(part, new boolean[board.size()]);
      for (int e : part) if (exact.best()[e]) return Blockage.GRIDLOCK;
    }
    return proven ? Blockage.DEADLOCK : Blockage.UNDECIDED;
  }
}
