package finality.rail.message.fin;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A field 86 of code words between strokes. Behind {@code /REMI/} stands what the payer wrote, so no word that names a party, an account or a payment counts there: ING and Rabobank put these first. ABN AMRO, whose
 * information begins with {@code /TRTP/}, puts account, bank and reference last; there each counts that stands once, for of two nobody knows which one is the bank's. (As files of these banks have it.)
 */
final class StrokeWords {
  static final Set<String> WORDS = Set.of("EREF", "KREF", "IREF", "MREF", "PREF", "CRED", "DEBT", "REMI", "NAME", "IBAN", "BIC", "TRTP", "TRCD", "CSID", "MARF", "ORDP", "BENM", "RTRN", "CNTP", "ISDT", "ULTD",
      "ULTB", "PURP", "BUSP", "SVCL", "OCMT", "CHGS", "EXCH", "UETR");
  /** What ABN AMRO puts behind the text. */
  private static final Set<String> LAST = Set.of("IBAN", "BIC", "EREF");
  /** Within these a name is not the counterparty's, but that of somebody behind it. */
  private static final Set<String> OTHERS = Set.of("ULTD", "ULTB");

  private final String body;
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Set<String> written = new LinkedHashSet<>();
  private final Set<String> given = new HashSet<>();
  /** Of those behind the text that ABN AMRO puts there, the ones that stand there once. */
  private final Set<String> last = new HashSet<>();

  StrokeWords(String body) {
    this.body = body;
    words.put("", "");
    int text = body.indexOf("/REMI/");
    if (text >= 0 && body.startsWith("/TRTP/")) count(body.substring(text + 5));
    read();
  }

  /** What stands behind each word, its first; under the empty one, which is always there, what stands before the first, and behind a word that comes again. */
  Map<String, String> words() { return words; }

  /** Words that were read as text. */
  Set<String> written() { return written; }

  private void count(String behind) {
    var twice = new HashSet<String>();
    for (var found = CodeWords.betweenStrokes(behind, LAST); found.find(); ) if (!last.add(found.word())) twice.add(found.word());
    last.removeAll(twice);
  }

  private void read() {
    var found = CodeWords.betweenStrokes(body, WORDS);
    var word = "";
    int from = 0;
    while (found.find()) {
      boolean isOfOther = OTHERS.contains(word) && found.word().equals("NAME");
      boolean isWord = !isOfOther && isWord(found.word());
      if (!isWord) {
        found.refuse();
        if (isOfOther) continue;
        written.add("/" + found.word() + "/");
        if (given.contains("REMI") && !word.isEmpty() && !LAST.contains(word) || !Narrative.TAKEN.contains(word)) continue;   // it is more of that text
      }
      put(word, body.substring(from, found.start()));
      word = isWord ? found.word() : "";
      from = isWord ? found.end() : found.start();
      given.add(word);
    }
    put(word, body.substring(from));
  }

  private boolean isWord(String word) {
    if (given.contains(word)) return false;
    return !given.contains("REMI") || !Narrative.TAKEN.contains(word) || last.contains(word);
  }

  private void put(String word, String value) { words.merge(word, value, (one, other) -> one + " " + other); }
}
