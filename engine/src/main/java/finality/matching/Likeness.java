package finality.matching;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How alike two items' parties are. Remembers the words of the names it has met. */
final class Likeness {
  /** Enough for the parties of a busy account; beyond it names are taken apart again. */
  private static final int MOST_NAMES = 100_000;
  private static final int MOST_PAIRS = 500_000;

  /** Words more alike than this are one, written with a slip. */
  private static final int SAME_WORD = 85;

  private record Pair(String one, String other) {}

  private final Map<String, List<String>> words = new HashMap<>();
  private final Map<Pair, Integer> pairs = new HashMap<>();

  List<String> words(Item item) {
    var known = words.get(item.counterparty());
    if (known != null) return known;
    var fresh = Names.words(item.counterparty());
    if (words.size() < MOST_NAMES) words.put(item.counterparty(), fresh);
    return fresh;
  }

  /** Both name a party, and it is not the same. */
  boolean differ(Item one, Item other) { return known(one, other) && named(one, other) == 0; }

  /** Both name a party. */
  static boolean known(Item one, Item other) { return !(one.counterparty().isEmpty() || other.counterparty().isEmpty()); }

  /** 0 to 100. Where one side names no party, how much of the other's name stands in its text. */
  int of(Item one, Item other) {
    if (known(one, other)) return named(one, other);
    if (!one.counterparty().isEmpty()) return inText(words(one), other.text());
    if (!other.counterparty().isEmpty()) return inText(words(other), one.text());
    return 0;
  }

  /** Names recur, and so do pairs of them. */
  private int named(Item one, Item other) {
    var pair = new Pair(one.counterparty(), other.counterparty());
    var known = pairs.get(pair);
    if (known != null) return known;
    int similarity = Names.similarity(one.counterparty(), words(one), other.counterparty(), words(other));
    if (pairs.size() < MOST_PAIRS) pairs.put(pair, similarity);
    return similarity;
  }

  private static int inText(List<String> name, String text) {
    if (text.isEmpty() || name.isEmpty()) return 0;
    var said = Names.words(text);
    int found = 0, all = 0;
    for (var word : name) {
      all += word.length();
      if (said.stream().anyMatch(w -> Names.likeness(word, w) >= SAME_WORD)) found += word.length();
      else if (Names.isMark(word)) return 0;
    }
    return 100 * found / all;
  }
}
