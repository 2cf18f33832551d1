package finality.check;

import java.util.List;

/**
 * How a campaign ended.
 *
 * @param summary what was done and measured, for people
 * @param violations each with its story; empty is what everybody hopes for
 */
record Verdict(String summary, List<String> violations) {
  Verdict {
    violations = List.copyOf(violations);
  }
}
