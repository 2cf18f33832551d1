package finality.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern SHORTHAND = Pattern.compile("(?<![\\p{L}\\p{N}-])([\\p{L}\\p{N}]*\\p{L}[-./ ]?|)([0-9]{4,})((?: ?(?:[/+,&]|UND|AND) ?[0-9]{1,8})+)(?![\\p{L}\\p{N}])");
  private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");
  private static final int SHORTEST_NUMBER = 4;
  /** Numbers of one series are not that much longer. */
  private static final int MORE_DIGITS = 6;
  static final String SEVERAL = "";

  /** All words of the texts that will be looked at: a reference with another word is in none of them. */
  private final Set<String> vocabulary = new HashSet<>();
  /** By its words with a blank between. */
  private final Map<String, String> wanted = new HashMap<>();
  private int mostWords;

  private record Word(int from, int to) {}

  private record Found(int first, int last, String reference) {
    boolean within(Found other) { return first >= other.first && last <= other.last && last - first < other.last - other.first; }
  }

  /** @param half its open items' words are those in which references can be looked for */
  InText(Half half) {
    for (int i = 0; i < half.items.length; i++) {
      if (half.taken[i] || half.items[i].words().length() < SHORTEST) continue;
      var text = half.items[i].words().toUpperCase(Locale.ROOT);
      learn(text);
      learn(String.join(" ", spelledOut(text)));
    }
  }

  private void learn(String text) { for (var word : words(text)) vocabulary.add(text.substring(word.from, word.to)); }

  boolean isEmpty() { return wanted.isEmpty(); }

  /** Long enough, and with a digit: not any word of a language. */
  static boolean isTelling(String reference) { return reference.length() >= SHORTEST && Names.hasDigit(reference); }

  /** Looks for this one too, if it is telling. */
  void want(String reference) {
    if (vocabulary.isEmpty() || !isTelling(reference)) return;
    var words = words(reference);
    if (words.stream().allMatch(word -> vocabulary.contains(reference.substring(word.from, word.to)))) {
      mostWords = Math.max(mostWords, words.size());
      add(key(reference, words, 0, words.size()), reference);
    }
    var joined = Names.lettersAndDigits(reference);
    if (words.size() > 1 && joined.length() >= SHORTEST && joined.chars().anyMatch(Character::isLetter) && vocabulary.contains(joined)) {
      mostWords = Math.max(mostWords, 1);
      add(joined, reference);
    }
  }

  private void add(String key, String reference) { wanted.merge(key, reference, (one, other) -> one.equals(other) ? one : SEVERAL); }

  /** The one reference that is wanted and in the text; {@code null}: there is none, or more than one. */
  @Nullable String in(String text) {
    var all = all(text);
    return all.size() != 1 || all.contains(SEVERAL) ? null : all.iterator().next();
  }

  /** Those that are wanted and in the text, the longest where one is part of another; {@link #SEVERAL} where words are those of more than one. */
  Set<String> all(String text) {
    if (text.length() < SHORTEST || wanted.isEmpty()) return Set.of();
    var upper = text.toUpperCase(Locale.ROOT);
    var whole = spelledOut(upper);
    var several = named(String.join(" ", whole));
    var named = named(upper);
    if (several.size() < 2 || several.size() != whole.size()) return named;
    several.addAll(named);
    return several;
  }

  /** What {@code RE-100234/235/240} stands for, each whole: of the others only the last digits are written. */
  private static List<String> spelledOut(String upper) {
    var match = SHORTHAND.matcher(upper);
    if (!match.find()) return List.of();
    var number = match.group(2);
    var all = new ArrayList<>(List.of(match.group(1) + number));
    for (var last : match.group(3).replaceAll("[^0-9]+", " ").strip().split(" ")) {
      if (last.length() > number.length()) return List.of();
      all.add(match.group(1) + number.substring(0, number.length() - last.length()) + last);
    }
    return all;
  }

  private Set<String> named(String upper) {
    var all = all(upper, words(upper));
    var references = new TreeSet<String>();
    for (var found : all) if (all.stream().noneMatch(found::within)) references.add(found.reference);
    return references;
  }

  /**
   * Whether a text names another reference of the same series, one that differs in digits alone, and not this one: INV-1003 where INV-1001 is asked for; or another number as long as this one's.
   * Where the books do not know the other, it is nevertheless not this one that was paid.
   */
  static boolean namesAnother(String reference, String text) { return isTelling(reference) && namesAnotherNumber(reference, text) || namesAnotherOfItsSeries(reference, text); }

  private static boolean namesAnotherNumber(String reference, String text) {
    var number = "";
    for (var run : DIGITS.matcher(reference).results().toList()) if (run.group().length() >= number.length()) number = run.group();
    if (number.length() < SHORTEST_NUMBER) return false;
    boolean another = false;
    for (var run = DIGITS.matcher(text); run.find(); ) {
      if (run.group().equals(number)) return false;
      another |= run.group().length() == number.length() && !YEAR.matcher(run.group()).matches();
    }
    return another;
  }

  /** Of the series alone: what a payer calls his payment has numbers of its own. */
  static boolean namesAnotherOfItsSeries(String reference, String text) {
    if (!isTelling(reference) || text.length() < SHORTEST) return false;
    var own = Names.lettersAndDigits(reference);
    if (own.chars().noneMatch(Character::isLetter)) return false;   // any number may stand in a text
    var series = series(own);
    var upper = text.toUpperCase(Locale.ROOT);
    var words = words(upper);
    boolean another = false;
    for (int first = 0; first < words.size(); first++) {
      if (goesOn(upper, words.get(first).from - 1)) continue;
      var joined = new StringBuilder();
      for (int last = first; last < words.size() && joined.length() < own.length() + MORE_DIGITS; last++) {
        if (last > first && words.get(last).from - words.get(last - 1).to > WIDEST_GAP) break;
        joined.append(upper, words.get(last).from, words.get(last).to);
        if (goesOn(upper, words.get(last).to)) continue;
        if (own.contentEquals(joined)) return false;
        another |= series.equals(series(joined));
      }
    }
    return another;
  }

  /** The letters, and one 0 for digits in a row. */
  private static String series(CharSequence reference) {
    var series = new StringBuilder(reference.length());
    for (int i = 0; i < reference.length(); i++) {
      boolean digit = Character.isDigit(reference.charAt(i));
      if (!digit) series.append(reference.charAt(i));
      else if (i == 0 || !Character.isDigit(reference.charAt(i - 1))) series.append('0');
    }
    return series.toString();
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
