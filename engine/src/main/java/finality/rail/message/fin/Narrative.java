package finality.rail.message.fin;

import finality.rail.message.Detail;
import finality.rail.message.References;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What field 86 says about a line. Three forms are known: the numbered sub-fields of the German and Polish banks ({@code 166?00…?20EREF+…?32NAME}; DFÜ-Abkommen, appendix 3),
 * code words between strokes ({@code /EREF/…/NAME/…/REMI/…}; Dutch banks, SWIFT), and free text.
 *
 * @param text all of it that has no place in the detail
 * @param written code words that stand where the payer may write what he likes, or a second time, and so were read as text: he could name the payment, or take the name, of another
 */
record Narrative(Detail detail, @Nullable String text, Set<String> written) {
  private static final Pattern NUMBERED = Pattern.compile("\\s?(?:([0-9]{3})(?=[^A-Za-z0-9\\s/:.,+-])|(?=[~<^]))([^0-9])[0-9]{2}");
  static final Set<String> WORDS = Set.of("EREF", "KREF", "IREF", "MREF", "PREF", "CRED", "DEBT", "REMI", "NAME", "IBAN", "BIC", "TRTP", "TRCD", "CSID", "MARF", "ORDP", "BENM", "RTRN", "CNTP", "ISDT", "ULTD",
      "ULTB", "PURP", "BUSP", "SVCL", "OCMT", "CHGS", "EXCH", "UETR", "ADDR");
  /** Words between strokes that name a payment, a party or an account, or are its text. */
  static final Set<String> TAKEN = Set.of("", "EREF", "UETR", "NAME", "IBAN", "BIC", "REMI", "RTRN", "CNTP", "MREF", "MARF", "KREF", "PREF", "IREF");
  /** Words of numbered sub-fields that have a place of their own. */
  private static final Set<String> PLACED = Set.of("", "EREF", "KREF", "MREF", "CRED", "SVWZ");

  static Narrative read(Field field) {
    var joined = field.joined();
    var numbered = NUMBERED.matcher(joined);
    if (numbered.lookingAt()) return numbered(joined.substring(numbered.start(2)).stripTrailing(), numbered.group(2).charAt(0), numbered.group(1) == null ? "" : numbered.group(1));
    var strokes = CodeWords.betweenStrokes(joined, WORDS);
    if (strokes.find() && strokes.start() <= 1) return strokes(joined.strip());
    var text = String.join("\n", field.lines()).strip();
    return new Narrative(new Detail(null, null, null, null, null, blankIsNull(text), null), null, Set.of());
  }

  private static Narrative numbered(String body, char separator, String code) {
    var parts = new SubFields(body, separator);
    var words = parts.purpose();
    var bank = first(parts.bank(), words.get("BIC"));
    var account = first(parts.account(), words.get("IBAN"));
    var detail = detail(new References(null, reference(words.get("EREF")), null, null, null, reference(words.get("KREF"))), parts.name(), account, bank,
        blankIsNull(words.containsKey("SVWZ") ? words.get("SVWZ") : words.get("")), null, reference(words.get("MREF")), Additions.of(reference(words.get("CRED"))));
    var rest = new StringBuilder(code).append(parts.rest());
    for (var word : words.entrySet()) {
      boolean carried = PLACED.contains(word.getKey()) || word.getValue().equals(account) || word.getValue().equals(bank);
      if (!carried && !word.getValue().isEmpty()) rest.append(' ').append(word.getKey()).append('+').append(word.getValue());
    }
    if (words.containsKey("SVWZ") && !words.get("").isBlank()) rest.append(' ').append(words.get(""));
    return new Narrative(detail, blankIsNull(rest.toString()), parts.written());
  }

  private static Detail detail(References references, @Nullable String name, @Nullable String account, @Nullable String bank, @Nullable String remittance, @Nullable String returned, @Nullable String mandate, Additions said) {
    return new Detail(references, name, account, bank, said.ultimate(), null, remittance, null, returned, null, said.ordered(), said.exchange(), said.charges(), null, mandate, said.creditorId(), said.purpose(), null);
  }

  private static Narrative strokes(String body) {
    var read = new StrokeWords(body);
    var words = read.words();
    var party = words.getOrDefault("CNTP", "").split("/", -1);   // ING: account/bank/name/city
    var remittance = words.get("REMI");
    if (remittance != null) remittance = withoutStrokes(remittance.startsWith("USTD//") ? remittance.substring(6) : remittance);
    var references = new References(reference(trimmed(words.get("IREF"))), reference(trimmed(words.get("EREF"))), null, uuid(trimmed(words.get("UETR"))), null,
        reference(first(trimmed(words.get("PREF")), trimmed(words.get("KREF")))));
    var detail = detail(references, first(trimmed(words.get("NAME")), party.length > 2 ? blankIsNull(party[2]) : null), first(trimmed(words.get("IBAN")), blankIsNull(party[0])),
        first(trimmed(words.get("BIC")), party.length > 1 ? blankIsNull(party[1]) : null), blankIsNull(remittance), trimmed(words.get("RTRN")), first(trimmed(words.get("MARF")), trimmed(words.get("MREF"))), Additions.read(words));
    var rest = new StringBuilder(words.get(""));
    words.forEach((word, value) -> {
      if (!value.isEmpty() && !TAKEN.contains(word)) rest.append('/').append(word).append('/').append(value);
    });
    for (var second : new String[] {"KREF", "MREF"}) if (words.containsKey(second) && words.containsKey(second.equals("KREF") ? "PREF" : "MARF")) rest.append('/').append(second).append('/').append(words.get(second));
    if (party.length > 3) rest.append(withoutStrokes(String.join("/", java.util.Arrays.copyOfRange(party, 3, party.length))));
    return new Narrative(detail, blankIsNull(rest.toString()), read.written());
  }

  private static @Nullable String uuid(@Nullable String text) { return text == null ? null : text.toLowerCase(java.util.Locale.ROOT); }

  /** Banks write these words where the payer gave no reference. */
  static @Nullable String reference(@Nullable String text) {
    var stripped = blankIsNull(text);
    return stripped == null || stripped.equals("NOTPROVIDED") || stripped.equals("NONREF") ? null : stripped;
  }

  private static @Nullable String trimmed(@Nullable String text) { return text == null ? null : blankIsNull(withoutStrokes(text)); }

  /** Those at its end. */
  private static String withoutStrokes(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') end--;
    return text.substring(0, end);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) { return one != null ? one : blankIsNull(other); }

  static @Nullable String blankIsNull(@Nullable String text) { return text == null || text.isBlank() ? null : text.strip(); }
}
