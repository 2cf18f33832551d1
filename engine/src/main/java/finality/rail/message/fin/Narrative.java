package finality.rail.message.fin;

import finality.rail.message.Detail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What field 86 says about a line. Three forms are known: the numbered sub-fields of the German and Polish banks ({@code 166?00…?20EREF+…?32NAME}; DFÜ-Abkommen, appendix 3),
 * code words between strokes ({@code /EREF/…/NAME/…/REMI/…}; Dutch banks, SWIFT), and free text.
 *
 * @param text all of it that has no place in the detail
 */
record Narrative(Detail detail, @Nullable String text) {
  private static final Pattern NUMBERED = Pattern.compile("^\\s?([0-9]{3})([^A-Za-z0-9\\s/:.,+-])[0-9]{2}");
  private static final String WORDS = "EREF|KREF|IREF|MREF|PREF|CRED|DEBT|REMI|NAME|IBAN|BIC|TRTP|TRCD|CSID|MARF|ORDP|BENM|RTRN|CNTP|ISDT|ULTD|ULTB|PURP|BUSP|SVCL|OCMT|CHGS|EXCH|UETR";
  private static final Set<String> TAKEN = Set.of("", "EREF", "UETR", "NAME", "IBAN", "BIC", "REMI", "RTRN", "CNTP");
  private static final Pattern STROKES = Pattern.compile("/(" + WORDS + ")/");
  private static final Pattern PLUS = Pattern.compile("(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\\+");

  static Narrative read(Field field) {
    var joined = field.joined();
    var numbered = NUMBERED.matcher(joined);
    if (numbered.find()) return numbered(joined.strip().substring(3), numbered.group(2).charAt(0), numbered.group(1));
    var strokes = STROKES.matcher(joined);
    if (strokes.find() && strokes.start() <= 1) return strokes(joined.strip());
    var text = String.join("\n", field.lines()).strip();
    return new Narrative(new Detail(null, null, null, null, null, blankIsNull(text), null), null);
  }

  private static Narrative numbered(String body, char separator, String code) {
    var parts = new LinkedHashMap<String, StringBuilder>();
    for (int at = 0; at < body.length(); ) {
      int end = body.indexOf(separator, at + 1);
      while (end >= 0 && !(end + 2 < body.length() && digit(body.charAt(end + 1)) && digit(body.charAt(end + 2)))) end = body.indexOf(separator, end + 1);
      if (end < 0) end = body.length();
      var key = at + 3 <= end && digit(body.charAt(at + 1)) && digit(body.charAt(at + 2)) ? body.substring(at + 1, at + 3) : "";
      parts.computeIfAbsent(key, _ -> new StringBuilder()).append(body, key.isEmpty() ? at : at + 3, end);
      at = end;
    }
    var purpose = new StringBuilder();
    var rest = new StringBuilder(code);
    parts.forEach((key, value) -> {
      if (key.matches("2[0-9]|6[0-3]")) purpose.append(value);
      else if (!key.matches("3[0-3]") && !value.isEmpty()) rest.append(' ').append(key.equals("00") ? "" : key + ":").append(value);
    });
    var words = words(purpose.toString(), PLUS);
    var name = (part(parts, "32") + part(parts, "33")).strip();
    var detail = new Detail(reference(words.get("EREF")), null, blankIsNull(name), first(blankIsNull(part(parts, "31").strip()), words.get("IBAN")), first(blankIsNull(part(parts, "30").strip()), words.get("BIC")),
        blankIsNull(words.containsKey("SVWZ") ? words.get("SVWZ") : words.get("")), null);
    for (var word : new String[] {"KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "ABWA", "ABWE"}) if (words.containsKey(word)) rest.append(' ').append(word).append('+').append(words.get(word));
    if (words.containsKey("SVWZ") && !words.get("").isBlank()) rest.append(' ').append(words.get(""));
    return new Narrative(detail, rest.toString());
  }

  private static Narrative strokes(String body) {
    var words = words(body, STROKES);
    var party = words.getOrDefault("CNTP", "").split("/", -1);   // ING: account/bank/name/city
    var remittance = words.get("REMI");
    if (remittance != null) remittance = withoutStrokes(remittance.startsWith("USTD//") ? remittance.substring(6) : remittance);
    var detail = new Detail(reference(trimmed(words.get("EREF"))), uuid(trimmed(words.get("UETR"))), first(trimmed(words.get("NAME")), party.length > 2 ? blankIsNull(party[2]) : null),
        first(trimmed(words.get("IBAN")), blankIsNull(party[0])), first(trimmed(words.get("BIC")), party.length > 1 ? blankIsNull(party[1]) : null), blankIsNull(remittance), trimmed(words.get("RTRN")));
    var rest = new StringBuilder(words.get(""));
    words.forEach((word, value) -> {
      if (!value.isEmpty() && !TAKEN.contains(word)) rest.append('/').append(word).append('/').append(value);
    });
    if (party.length > 3) rest.append(withoutStrokes(String.join("/", java.util.Arrays.copyOfRange(party, 3, party.length))));
    return new Narrative(detail, blankIsNull(rest.toString()));
  }

  /** What stands behind each word; under the empty one what stands before the first. A word twice: both, with a blank between. */
  private static Map<String, String> words(String body, Pattern pattern) {
    var words = new LinkedHashMap<String, String>();
    var match = pattern.matcher(body);
    var word = "";
    int from = 0;
    while (match.find()) {
      words.merge(word, body.substring(from, match.start()), (one, other) -> one + " " + other);
      word = match.group(1);
      from = match.end();
    }
    words.merge(word, body.substring(from), (one, other) -> one + " " + other);
    words.putIfAbsent("", "");
    return words;
  }

  private static boolean digit(char c) { return c >= '0' && c <= '9'; }

  private static String part(Map<String, StringBuilder> parts, String key) { return parts.containsKey(key) ? parts.get(key).toString() : ""; }

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
