package finality.settlement;

import java.util.Optional;

/**
 * Strongly connected parts of the unfinished states in which a run could stay for ever although time passes and everybody who can
 * act does in the end: for each {@link Fair} kind, the kind is impossible somewhere in the part, or happens inside it.
 */
final class Cycles {
  private static final int KINDS = Fair.values().length;

  private final Edges edges;
  private final boolean[] good;
  private final int[] index, low, part, stack, work, position;
  private int counter, depth, parts;

  Cycles(Edges edges, boolean[] good) {
    int n = edges.states();
    this.edges = edges;
    this.good = good;
    index = new int[n];
    low = new int[n];
    part = new int[n];
    stack = new int[n];
    work = new int[n];
    position = new int[n];
  }

  /** A state of a part in which a fair run never ends. */
  Optional<Integer> fair() {
    for (int s = 0; s < index.length; s++) if (!good[s] && index[s] == 0) visit(s);
    var inside = new boolean[parts + 1][KINDS];
    var impossible = new boolean[parts + 1][KINDS];
    for (int s = 0; s < index.length; s++) {
      if (good[s]) continue;
      var possible = new boolean[KINDS];
      for (int e = edges.first(s); e < edges.end(s); e++) {
        possible[edges.kind(e)] = true;
        int t = edges.target(e);
        if (!good[t] && part[t] == part[s]) inside[part[s]][edges.kind(e)] = true;
      }
      for (int k = 0; k < KINDS; k++) if (!possible[k]) impossible[part[s]][k] = true;
    }
    for (int s = 0; s < index.length; s++) if (!good[s] && lasts(inside[part[s]], impossible[part[s]])) return Optional.of(s);
    return Optional.empty();
  }

  private static boolean lasts(boolean[] inside, boolean[] impossible) {
    if (!inside[Fair.TIME.ordinal()]) return false;
    for (var kind : Fair.values()) if (kind != Fair.NO && !inside[kind.ordinal()] && !impossible[kind.ordinal()]) return false;
    return true;
  }

  /** Tarjan, without recursion. */
  private void visit(int root) {
    int top = 0;
    work[top] = root;
    enter(root);
    while (top >= 0) {
      int s = work[top];
      if (position[s] < edges.end(s)) {
        int t = edges.target(position[s]++);
        if (good[t]) continue;
        if (index[t] == 0) {
          work[++top] = t;
          enter(t);
        } else if (part[t] == 0) low[s] = Math.min(low[s], index[t]);
      } else {
        leave(s);
        if (--top >= 0) low[work[top]] = Math.min(low[work[top]], low[s]);
      }
    }
  }

  private void enter(int s) {
    index[s] = low[s] = ++counter;
    position[s] = edges.first(s);
    stack[depth++] = s;
  }

  private void leave(int s) {
    if (low[s] != index[s]) return;
    parts++;
    int member;
    do {
      member = stack[--depth];
      part[member] = parts;
    } while (member != s);
  }
}
