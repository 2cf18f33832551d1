package finality.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds references in texts. Letters and digits are compared, word by word: {@code INV-10002} is there in {@code "Nr.INV 10002."}, and in {@code INV10002};
 * it is not in {@code XINV-10002} or {@code INV-10002-7}, which are other references.
 */
final class InText {
  /** A shorter one may be anything. */
  private static final int SHORTEST = 6;
  /** Words of a reference that stand further apart in a text are no longer one. */
  private static final int WIDEST_GAP = 2;
  private static final String SEVERAL = "";

  /** By its words with a blank between. */
  private final Map<String, String> wanted = new HashMap<>();
  private int mostWords;

  private record Word(int from, int to) {}

  private record Found(int first, int last, String reference) {
    boolean within(Found other) { return first >= other.first && last <= other.last && last - first < other.last - other.first; }
  }

  boolean isEmpty() { return wanted.isEmpty(); }

  /** Looks for this one too, if it is long enough and has a digit. */
  void want(String reference) {
    if (reference.length() < SHORTEST || reference.chars().noneMatch(Character::isDigit)) return;
    var words = words(reference);
    mostWords = Math.max(mostWords, words.size());
    add(key(reference, words, 0, words.size()), reference);
    var joined = Names.lettersAndDigits(reference);
    if (words.size() > 1 && joined.length() >= SHORTEST && joined.chars().anyMatch(Character::isLetter)) add(joined, reference);
  }

  private void add(String key, String reference) { wanted.merge(key, reference, (one, other) -> one.equals(other) ? one : SEVERAL); }

  /** The one reference that is wanted and in the text, the longest where one is part of another; {@code null}: there is none, or more than one. */
  @Nullable String in(String text) {
    if (text.length() < SHORTEST) return null;
    var upper = text.toUpperCase(Locale.ROOT);
    var all = all(upper, words(upper));
    String only = null;
    for (var found : all) {
      if (found.reference.equals(only) || all.stream().anyMatch(found::within)) continue;
      if (only != null) return null;
      only = found.reference;
    }
    return only == null || only.equals(SEVERAL) ? null : only;
  }

  private List<Found> all(String text, List<Word> words) {
    var all = new ArrayList<Found>();
    for (int first = 0; first < words.size(); first++) {
      if (goesOn(text, words.get(first).from - 1)) continue;
      for (int last = first; last < words.size() && last - first < mostWords; last++) {
        if (last > first && words.get(last).from - words.get(last - 1).to > WIDEST_GAP) break;
        if (goesOn(text, words.get(last).to)) continue;
        var reference = wanted.get(key(text, words, first, last + 1));
        if (reference != null) all.add(new Found(first, last, reference));
      }
    }
    return all;
  }

  /** What stands here makes one reference of what is before and after it. */
  private static boolean goesOn(String text, int at) {
    if (at <= 0 || at + 1 >= text.length() || !Character.isLetterOrDigit(text.charAt(at - 1)) || !Character.isLetterOrDigit(text.charAt(at + 1))) return false;
    return switch (text.charAt(at)) {
      case '-', '_' -> true;
      case '.', '/' -> Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at + 1));
      default -> false;
    };
  }

  private static List<Word> words(String text) {
    var words = new ArrayList<Word>();
    for (int i = 0; i < text.length(); ) {
      int from = i;
      while (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) i++;
      if (i > from) words.add(new Word(from, i));
      else i++;
    }
    return words;
  }

  private static String key(String text, List<Word> words, int from, int to) {
    if (to - from == 1) return text.substring(words.get(from).from, words.get(from).to);
    var key = new StringBuilder();
    for (var word : words.subList(from, to)) (key.isEmpty() ? key : key.append(' ')).append(text, word.from, word.to);
    return key.toString();
  }
}
