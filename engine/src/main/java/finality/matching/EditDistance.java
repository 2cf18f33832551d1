package finality.matching;

import java.util.Arrays;

/** How far two words are apart: the fewest letters to put in, take out or change that make one of the other (Levenshtein; computed as Wagner and Fischer 1974, one row at a time). */
public final class EditDistance {
  private EditDistance() {}

  public static int between(String one, String other) {
    var last = new int[other.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      var next = new int[last.length];
      next[0] = i;
      for (int j = 1; j < last.length; j++) next[j] = Math.min(Math.min(next[j - 1], last[j]) + 1, last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
      last = next;
    }
    return last[other.length()];
  }
}
