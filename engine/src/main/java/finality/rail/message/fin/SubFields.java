package finality.rail.message.fin;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Field 86 cut into numbered sub-fields. 20 to 29 and 60 to 63 are the purpose; a sub-field that is not full ends a word. After a question mark stands the German form (DFÜ-Abkommen, appendix 3, chapter 8.2.4, of which
 * public copies were read), where 32 and 33 are one name. After another mark ({@code ~}, {@code <}, {@code ^}) the Polish one, where 33 is an address unless 32 is full, 38 the account's IBAN,
 * and after {@code <} 27 to 29 are name and address (seen in files of Polish banks; no document of theirs was).
 */
final class SubFields {
  /** Characters of a full one. */
  private static final int FULL = 27;
  private static final int LONGEST_REFERENCE = 35;
  private static final Set<String> WORDS = Set.of("EREF", "KREF", "MREF", "BREF", "RREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC");
  /** Words, and what stands without one, that are no references. */
  private static final Set<String> TEXTS = Set.of("", "SVWZ", "ABWA", "ABWE");
  /** Stands in the purpose where a sub-field that is not full has ended. */
  private static final char BORDER = '\n';

  private final char separator;
  private final Map<String, String> parts = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  /** Where sub-fields of the purpose begin in its text. */
  private final TreeSet<Integer> starts = new TreeSet<>();
  private final Set<String> given = new HashSet<>();
  private final Set<String> written = new LinkedHashSet<>();

  SubFields(String body, char separator) {
    this.separator = separator;
    for (int at = 0; at < body.length(); ) {
      int end = body.indexOf(separator, at + 1);
      while (end >= 0 && !(end + 2 < body.length() && digit(body.charAt(end + 1)) && digit(body.charAt(end + 2)))) end = body.indexOf(separator, end + 1);
      if (end < 0) end = body.length();
      var key = at + 3 <= end && digit(body.charAt(at + 1)) && digit(body.charAt(at + 2)) ? body.substring(at + 1, at + 3) : "";
      parts.merge(key, body.substring(key.isEmpty() ? at : at + 3, end), String::concat);
      at = end;
    }
  }

  /**
   * What stands behind each code word of the purpose, such as {@code EREF+}; under the empty one, which is always there, what belongs to none. Text goes on in the next sub-field, a reference only where its own is
   * full: in appendix 3 each word begins a sub-field, and what is too long for it goes on in the next without a word. Some banks break anywhere, so words are found elsewhere too, but only ahead of what the payer
   * writes: he could name the payment of another.
   */
  Map<String, String> purpose() {
    var text = text();
    var words = new LinkedHashMap<String, String>();
    words.put("", "");
    var found = CodeWords.beforePlus(text, WORDS);
    var word = "";
    int from = 0;
    boolean free = false;
    while (found.find()) {
      var before = text.substring(from, found.start());
      if (!isWord(found, free || !words.get("").isEmpty() || hasText(word, before))) {
        written.add(found.word() + "+");
        continue;
      }
      put(words, word, text, from, found.start());
      free |= TEXTS.contains(found.word());
      given.add(found.word());
      word = found.word();
      from = found.end();
    }
    put(words, word, text, from, text.length());
    return words;
  }

  private String text() {
    var text = new StringBuilder();
    boolean full = true;
    for (var part : parts.entrySet()) {
      if (!ofPurpose(part.getKey())) continue;
      taken.add(part.getKey());
      if (!full) text.append(BORDER);
      starts.add(text.length());
      text.append(part.getValue());
      full = part.getValue().length() >= FULL && !part.getValue().endsWith(" ");
    }
    return text.toString();
  }

  /** @param free text of the payer stands before it: then it must begin a sub-field, and be of those that follow text; an account or bank only beside the bank's own. */
  private boolean isWord(CodeWords found, boolean free) {
    if (given.contains(found.word())) return false;
    if (!free) return true;
    if (!starts.contains(found.start())) return false;
    return switch (found.word()) {
      case "SVWZ", "ABWA", "ABWE" -> true;
      case "IBAN" -> parts.containsKey("31") || parts.containsKey("38");
      case "BIC" -> parts.containsKey("30");
      default -> false;
    };
  }

  /** Whether there is text, or text behind the reference. */
  private static boolean hasText(String word, String value) {
    var said = value.strip();
    return TEXTS.contains(word) ? !said.isEmpty() : said.indexOf(BORDER) >= 0 || said.length() > LONGEST_REFERENCE;
  }

  /** Words that were read as text. */
  Set<String> written() { return written; }

  private void put(Map<String, String> words, String word, String text, int begin, int to) {
    int from = begin;
    while (from < to && Character.isWhitespace(text.charAt(from))) from++;   // the value may begin in the next sub-field
    var value = text.substring(from, to).stripTrailing();
    int end = TEXTS.contains(word) ? -1 : value.indexOf(BORDER);
    var next = starts.higher(from);
    if (end < 0 && !TEXTS.contains(word) && next != null && next < from + value.length() && !isMoreOfIt(value, next - from)) end = next - from;
    if (end >= 0) add(words, "", value.substring(end).strip());
    add(words, word, (end < 0 ? value : value.substring(0, end)).strip());
  }

  /** Whether a reference goes on in the next sub-field: together they are no longer than one, and what follows is no words. */
  private static boolean isMoreOfIt(String value, int border) { return value.strip().length() <= LONGEST_REFERENCE && value.substring(border).strip().indexOf(' ') < 0; }

  /** Text in two places: both, with a blank between. */
  private static void add(Map<String, String> words, String word, String value) {
    words.merge(word, withBlanks(value), (one, other) -> one.isEmpty() ? other : other.isEmpty() ? one : one + " " + other);
  }

  private static String withBlanks(String value) {
    if (value.indexOf(BORDER) < 0) return value;
    var text = new StringBuilder(value.length());
    for (var piece : value.split("\n")) {
      blank(text, piece);
      text.append(piece);
    }
    return text.toString();
  }

  private boolean ofPurpose(String key) {
    return key.length() == 2 && (key.charAt(0) == '2' && (separator != '<' || key.charAt(1) <= '6') || key.charAt(0) == '6' && key.charAt(1) <= '3');
  }

  @Nullable String name() {
    var key = separator == '<' && take("32").isBlank() ? "27" : "32";
    var next = key.equals("27") ? "28" : "33";
    var name = new StringBuilder(take(key));
    boolean full = name.length() >= FULL;
    if (separator != '?' && !full) return Narrative.blankIsNull(name.toString());   // then the next one is an address
    var more = take(next);
    if (!full) blank(name, more);
    return Narrative.blankIsNull(name.append(more).toString());
  }

  private static void blank(StringBuilder text, String more) {
    if (!text.isEmpty() && !more.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1)) && !Character.isWhitespace(more.charAt(0))) text.append(' ');
  }

  @Nullable String account() {
    var iban = Narrative.blankIsNull(take("38"));
    if (iban == null) return Narrative.blankIsNull(take("31"));
    if (iban.contains(parts.getOrDefault("31", "").strip())) take("31");
    return iban;
  }

  @Nullable String bank() { return Narrative.blankIsNull(take("30")); }

  private String take(String key) {
    taken.add(key);
    return parts.getOrDefault(key, "");
  }

  /** What was not asked for, each with its number. */
  String rest() {
    var rest = new StringBuilder();
    parts.forEach((key, value) -> {
      if (!taken.contains(key) && !value.isBlank()) rest.append(' ').append(key.isEmpty() || key.equals("00") ? "" : key + ":").append(value);
    });
    return rest.toString();
  }

  private static boolean digit(char c) { return c >= '0' && c <= '9'; }
}
