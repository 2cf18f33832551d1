package finality.settlement;

import static finality.settlement.World.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explores every state that can be reached in a bounded world, breadth first, so that the trace of a violation is a shortest one;
 * then looks for places from which no end and no person can be reached.
 */
final class ModelCheck {

  /** What was explored; {@code violation} is the readable trace of the first thing that went wrong. */
  record Result(Setting setting, int states, long moves, @Nullable String violation) {}

  private static final int TOO_MANY = 5_000_000;

  private final Setting setting;
  private final Moves moves;
  private final Reached reached = new Reached();
  private final Edges edges = new Edges();
  private @Nullable String violation;

  ModelCheck(Guards guards, Setting setting, Set<Check> removed) {
    this.setting = setting;
    this.moves = new Moves(guards, setting, removed);
  }

  static Result run(Guards guards, Setting setting) { return run(guards, setting, EnumSet.noneOf(Check.class)); }

  static Result run(Guards guards, Setting setting, Set<Check> removed) { return new ModelCheck(guards, setting, removed).explore(); }

  private Result explore() {
    reached.add(World.start(setting).canonical(setting), -1);
    for (int i = 0; i < reached.size() && violation == null; i++) {
      expand(i);
      edges.close();
      if (reached.size() > TOO_MANY) throw new IllegalStateException("more than " + TOO_MANY + " states: bound the setting closer: " + setting);
    }
    if (violation == null) violation = stuck();
    return new Result(setting, reached.size(), edges.size(), violation);
  }

  private void expand(int from) {
    var world = reached.world(from);
    moves.of(world, new Moves.Sink() {
      @Override public void move(String what, int number, Fair fair, World next) {
        if (violation != null) return;
        int to = reached.add(next.canonical(setting), from);
        edges.add(to, fair);
        var why = reached.isNew() ? wrong(next) : null;
        if (why != null) violation = trace(from, named(what, number), next, why);
      }

      @Override public void broken(String what, int number, World next, String why) {
        if (violation == null) violation = trace(from, named(what, number), next, why);
      }
    });
  }

  /** The invariants. (a) to (c) bind us as long as the bank keeps its promises; what we were told binds us always. */
  private @Nullable String wrong(World w) {
    var state = w.state();
    if (!Steps.fits(state, w.funds())) return state.word() + " with funds " + w.funds();
    boolean bindsMoney = setting.honest() || setting.has(Setting.Flaw.FORGETS_WHAT_IT_HAD);
    if (bindsMoney) {
      if (w.executions() > 1) return "(a) executed more than once";
      boolean debtors = w.funds() == Funds.FREE || w.funds() == Funds.HELD;
      if (debtors && w.executions() > 0) return "(b) executed, and the money is " + w.funds().name().toLowerCase();
      if ((state == State.SETTLED || state == State.REVERSED) && w.executions() != 1) return "(c) " + state.word() + ", and not executed";
    }
    boolean paid = state == State.SETTLED || state == State.REVERSED;
    if (w.get(TOLD) != 0 && !paid && state != State.IN_REVIEW) return "an execution is known, and it is " + state.word();
    boolean toldOfWrong = Integer.bitCount(w.get(TOLD)) > 1 || w.get(TOLD_WRONG) != 0;
    if (toldOfWrong && state != State.IN_REVIEW) return "a wrong execution is known, and no person was called: " + state.word();
    return null;
  }

  // ── (d): an end or a person can be reached, and in the end is ──────────────────────────────────────────

  private boolean good(int state) {
    var s = reached.world(state).state();
    return s.ended() || s == State.IN_REVIEW;
  }

  private @Nullable String stuck() {
    int n = reached.size();
    var good = new boolean[n];
    for (int i = 0; i < n; i++) good[i] = good(i);
    var alive = edges.reaching(good);
    for (int i = 0; i < n; i++) if (!alive[i]) return trace(i, null, reached.world(i), "(d) from here no end and no person can be reached");
    return new Cycles(edges, good).fair().map(i -> trace(i, null, reached.world(i),
        "(d) from here it can go on for ever without an end and without a person")).orElse(null);
  }

  // ── traces ─────────────────────────────────────────────────────────────────────────────────────────────

  private String trace(int last, @Nullable String what, World world, String why) {
    var chain = new ArrayList<Integer>();
    for (int i = last; i >= 0; i = reached.parent(i)) chain.add(i);
    Collections.reverse(chain);
    var text = new StringBuilder(why).append("\n  world: ").append(setting).append('\n');
    for (int i = 1; i < chain.size(); i++) line(text, i, name(chain.get(i - 1), chain.get(i)), reached.world(chain.get(i)));
    if (what != null) line(text, chain.size(), what, world);
    return text.toString();
  }

  private static String named(String what, int number) { return number == 0 ? what : what + " " + number; }

  private static void line(StringBuilder text, int step, String what, World world) {
    text.append("  %2d. %s%n        %s%n".formatted(step, what, world));
  }

  private String name(int from, int to) {
    var target = reached.world(to);
    var names = new ArrayDeque<String>();
    moves.of(reached.world(from), new Moves.Sink() {
      @Override public void move(String what, int number, Fair fair, World next) {
        if (next.canonical(setting).equals(target)) names.add(named(what, number));
      }

      @Override public void broken(String what, int number, World next, String why) {}
    });
    return names.isEmpty() ? "?" : names.peek();
  }

  /** The states found so far, by number, with the one each was first reached from. */
  private static final class Reached {
    private final List<byte[]> keys = new ArrayList<>();
    private int[] parents = new int[1 << 12];
    private int[] table = new int[1 << 14];
    private boolean isNew;

    int size() { return keys.size(); }

    boolean isNew() { return isNew; }

    int parent(int state) { return parents[state]; }

    World world(int state) { return new World(keys.get(state)); }

    int add(World world, int parent) {
      if (keys.size() * 2 > table.length) grow();
      int slot = slot(world.v);
      isNew = table[slot] == 0;
      if (!isNew) return table[slot] - 1;
      if (keys.size() == parents.length) parents = Arrays.copyOf(parents, parents.length * 2);
      parents[keys.size()] = parent;
      keys.add(world.v);
      table[slot] = keys.size();
      return keys.size() - 1;
    }

    private int slot(byte[] key) {
      int mask = table.length - 1, slot = spread(Arrays.hashCode(key)) & mask;
      while (table[slot] != 0 && !Arrays.equals(keys.get(table[slot] - 1), key)) slot = (slot + 1) & mask;
      return slot;
    }

    private static int spread(int hash) {
      int h = hash * 0x9E3779B9;
      return h ^ (h >>> 15);
    }

    private void grow() {
      table = new int[table.length * 4];
      for (int i = 0; i < keys.size(); i++) table[slot(keys.get(i))] = i + 1;
    }
  }
}
