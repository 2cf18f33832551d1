package finality.settlement;

import java.util.Arrays;

/** The moves between the states, in the order in which the states were expanded. */
final class Edges {
  private int[] to = new int[1 << 14];
  private byte[] kind = new byte[1 << 14];
  private int[] end = new int[1 << 12];
  private int count;
  private int states;

  void add(int target, Fair fair) {
    if (count == to.length) {
      to = Arrays.copyOf(to, count * 2);
      kind = Arrays.copyOf(kind, count * 2);
    }
    to[count] = target;
    kind[count++] = (byte) fair.ordinal();
  }

  /** All moves of the next state were added. */
  void close() {
    if (states == end.length) end = Arrays.copyOf(end, states * 2);
    end[states++] = count;
  }

  int size() { return count; }

  int states() { return states; }

  int first(int state) { return state == 0 ? 0 : end[state - 1]; }

  int end(int state) { return end[state]; }

  int target(int edge) { return to[edge]; }

  int kind(int edge) { return kind[edge]; }

  /** Which states can reach a good one. */
  boolean[] reaching(boolean[] good) {
    var starts = new int[states + 1];
    for (int e = 0; e < count; e++) starts[to[e] + 1]++;
    for (int i = 0; i < states; i++) starts[i + 1] += starts[i];
    var from = new int[count];
    var next = starts.clone();
    for (int s = 0; s < states; s++) for (int e = first(s); e < end[s]; e++) from[next[to[e]]++] = s;
    var reaches = good.clone();
    var queue = new int[states];
    int tail = 0;
    for (int s = 0; s < states; s++) if (good[s]) queue[tail++] = s;
    for (int head = 0; head < tail; head++)
      for (int i = starts[queue[head]]; i < starts[queue[head] + 1]; i++) if (!reaches[from[i]]) {
        reaches[from[i]] = true;
        queue[tail++] = from[i];
      }
    return reaches;
  }
}
