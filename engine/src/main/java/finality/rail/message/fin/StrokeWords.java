package finality.rail.message.fin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A field 86 of code words between strokes. Behind {@code /REMI/} stands what the payer wrote, so no word that names a party, an account or a payment counts there: ING and Rabobank put these first. ABN AMRO, whose
 * information begins with {@code /TRTP/}, puts account, bank and reference behind it, and does so always: the last one is the bank's. (As files of these banks have it.)
 */
final class StrokeWords {
  /** What ABN AMRO puts behind the text. */
  private static final Set<String> LAST = Set.of("IBAN", "BIC", "EREF");
  /** For whom somebody acts. A name within is his; and since the payer says who he is, of words that stand twice around him nobody knows which one is the bank's. */
  private static final Set<String> OTHERS = Set.of("ULTD", "ULTB");
  /** Behind the text these are not believed: with a charge that he made up a payer could pay too little. */
  private static final Set<String> MONEY = Set.of("OCMT", "EXCH", "CHGS");

  private final String body;
  private final boolean isLast;
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Set<String> written = new LinkedHashSet<>();
  private final Set<String> given = new HashSet<>();
  /** Where the words behind the text stand last. */
  private final Map<String, Integer> behind = new HashMap<>();

  StrokeWords(String body) {
    this.body = body;
    isLast = body.startsWith("/TRTP/");
    words.put("", "");
    int text = body.indexOf("/REMI/");
    if (text >= 0) count(text + 1);
    read();
  }

  /** What stands behind each word; under the empty one, which is always there, what stands before the first, and behind a word that comes again. */
  Map<String, String> words() { return words; }

  /** Words that were read as text. */
  Set<String> written() { return written; }

  private void count(int text) {
    var twice = new HashSet<String>();
    for (var found = CodeWords.betweenStrokes(body, Narrative.WORDS); found.find(); found.refuse())
      if (found.start() >= text && behind.put(found.word(), found.start()) != null) twice.add(found.word());
    if (OTHERS.stream().anyMatch(behind::containsKey)) behind.keySet().removeAll(twice);
  }

  private void read() {
    var found = CodeWords.betweenStrokes(body, Narrative.WORDS);
    var word = "";
    int from = 0;
    while (found.find()) {
      if (OTHERS.contains(word) && found.word().equals("NAME")) {
        if (found.start() == from) from = found.end();   // /ULTD//NAME/…
        continue;
      }
      boolean isWord = isWord(found);
      if (!isWord) {
        found.refuse();
        written.add("/" + found.word() + "/");
        if (word.equals("REMI") || !Narrative.TAKEN.contains(word)) continue;   // it is more of that text
      }
      put(word, body.substring(from, found.start()));
      boolean isText = !isWord || given.contains("REMI") && MONEY.contains(found.word());
      word = isText ? "" : found.word();
      from = isText ? found.start() : found.end();
      if (isWord) given.add(found.word());
    }
    put(word, body.substring(from));
  }

  private boolean isWord(CodeWords found) {
    var word = found.word();
    if (given.contains(word)) return false;
    if (!given.contains("REMI")) return true;
    return Integer.valueOf(found.start()).equals(behind.get(word)) && (!Narrative.TAKEN.contains(word) || isLast && LAST.contains(word));
  }

  private void put(String word, String value) { words.merge(word, value, (one, other) -> one + " " + other); }
}
