package finality.rail.message.fin;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Field 86 cut into numbered sub-fields. After a question mark stands the German form (DFÜ-Abkommen, appendix 3): 20 to 29 and 60 to 63 are one text, broken anywhere, 32 and 33 one name.
 * After another mark ({@code ~}, {@code <}, {@code ^}) the Polish one, where a sub-field that is not full ends a word, 33 is an address unless 32 is full, 38 the account's IBAN,
 * and after {@code <} 27 to 29 are name and address (seen in files of Polish banks; no document of theirs was).
 */
final class SubFields {
  /** Characters of a full one. */
  private static final int FULL = 27;

  private final char separator;
  private final Map<String, String> parts = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

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

  private boolean german() { return separator == '?'; }

  String purpose() {
    var purpose = new StringBuilder();
    int before = FULL;
    for (var part : parts.entrySet()) {
      if (!part.getKey().matches(separator == '<' ? "2[0-6]|6[0-3]" : "2[0-9]|6[0-3]")) continue;
      taken.add(part.getKey());
      if (!german() && before < FULL) blank(purpose, part.getValue());
      purpose.append(part.getValue());
      before = part.getValue().length();
    }
    return purpose.toString();
  }

  @Nullable String name() {
    var key = separator == '<' && take("32").isBlank() ? "27" : "32";
    var next = key.equals("27") ? "28" : "33";
    var name = new StringBuilder(take(key));
    boolean full = name.length() >= FULL;
    if (!german() && !full) return Narrative.blankIsNull(name.toString());   // then the next one is an address
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
    return parts.entrySet().stream().filter(part -> !taken.contains(part.getKey()) && !part.getValue().isBlank())
        .map(part -> " " + (part.getKey().isEmpty() || part.getKey().equals("00") ? "" : part.getKey() + ":") + part.getValue()).collect(Collectors.joining());
  }

  private static boolean digit(char c) { return c >= '0' && c <= '9'; }
}
