package finality.rail.message.fin;

import finality.rail.message.CharacterSet;
import finality.rail.message.Remittance;
import finality.rail.message.Unwritable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What field 70 says: lines as they come, or, where there is more than words, code words one behind the other as CBPR+ writes them: {@code /ROC/E2E-1///RFB/RF18…///PURP/GDDS///URI/words}.
 *
 * @param purpose ISO 20022's code
 */
record Purpose(@Nullable String endToEndId, Remittance remittance, @Nullable String purpose) {
  static final Purpose NONE = new Purpose(null, Remittance.NONE, null);
  private static final int LINES = 4;

  static Purpose read(Field field) {
    if (!field.first().matches("/(ROC|RFB|PURP|URI)/.*")) return new Purpose(null, new Remittance(field.lines(), null, null), null);
    var lines = field.lines();
    boolean chained = Lines.unwrap(lines, 0).contains("///") || lines.size() == 2 && lines.getFirst().length() == Lines.WIDTH && lines.getLast().matches("[^/ ]{1,5}") || field.first().startsWith("/URI/");
    var parts = chained ? Lines.unwrap(lines, 0).split("///") : new String[] {lines.getFirst()};
    var known = new LinkedHashMap<String, String>();
    var words = new ArrayList<String>();
    for (var part : parts) {
      var entry = part.startsWith("/") ? part.substring(1) : part;
      int slash = entry.indexOf('/');
      var code = slash < 0 ? "" : entry.substring(0, slash);
      if (code.equals("URI")) words.add(entry.substring(slash + 1));
      else if (!code.matches("ROC|RFB|PURP") || known.putIfAbsent(code, entry.substring(slash + 1).strip()) != null) words.add("/" + entry);
    }
    if (!chained) words.addAll(lines.subList(1, lines.size()));
    var reference = known.get("RFB");
    boolean iso = reference != null && reference.matches("RF[0-9]{2}[A-Z0-9]{1,21}");
    return new Purpose(blankIsNull(known.get("ROC")), new Remittance(words, blankIsNull(reference), iso ? "SCOR" : null), blankIsNull(known.get("PURP")));
  }

  private static @Nullable String blankIsNull(@Nullable String text) { return text == null || text.isBlank() ? null : text; }

  /** {@code null}: there is nothing to say. @throws Unwritable when four lines do not do */
  @Nullable Field write() {
    var words = remittance.unstructured().stream().map(line -> CharacterSet.FIN_X.transliterated(line).strip()).filter(line -> !line.isEmpty()).toList();
    var codes = new LinkedHashMap<String, String>();
    put(codes, "ROC", endToEndId);
    put(codes, "RFB", remittance.creditorReference());
    put(codes, "PURP", purpose);
    if (!codes.isEmpty()) {
      if (!words.isEmpty()) codes.put("URI", String.join(" ", words));
      var chain = new StringBuilder();
      codes.forEach((code, value) -> chain.append(chain.isEmpty() ? "/" : "///").append(code).append('/').append(value));
      return new Field("70", Lines.wrap(chain.toString(), "", "", LINES, ":70:"), 0);
    }
    if (words.isEmpty()) return null;
    var lines = new ArrayList<String>();
    for (var line : words) lines.addAll(Lines.wrap(line, "", "", LINES, ":70:"));
    if (lines.size() > LINES)
      throw new Unwritable(":70:", "too_long", "The remittance information needs " + lines.size() + " lines of " + Lines.WIDTH + " characters; the field has " + LINES + ".");
    return new Field("70", lines, 0);
  }

  private static void put(Map<String, String> codes, String code, @Nullable String value) {
    if (value == null) return;
    if (value.contains("//") || value.startsWith("/") || value.endsWith("/") || !CharacterSet.FIN_X.fits(value))
      throw new Unwritable(":70:", "reference", "\"" + value + "\" (" + code + ") has characters that FIN does not carry, or strokes where it ends its codes.");
    codes.put(code, value);
  }

}
