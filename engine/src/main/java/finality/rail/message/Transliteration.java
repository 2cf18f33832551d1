package finality.rail.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How letters are written in another set, by a table ({@code transliteration.tsv}, which names the sources). */
enum Transliteration {
  EPC217_08(1), ICAO_9303(2);

  private final Map<Integer, String> table = new HashMap<>();

  Transliteration(int column) {
    try (var in = Transliteration.class.getResourceAsStream("transliteration.tsv"); var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("# ")).map(line -> line.split("\t", -1)).filter(parts -> !parts[column].isEmpty()).forEach(parts -> table.put(parts[0].codePointAt(0), parts[column].equals("\"\"") ? "" : parts[column]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String write(String text, CharacterSet set) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);   // one character for a letter and its accent, as the tables have them
    var written = new StringBuilder();
    for (int i = 0; i < composed.length(); i += Character.charCount(composed.codePointAt(i))) {
      int character = composed.codePointAt(i);
      int next = i + Character.charCount(character);
      written.append(set.has(character) ? Character.toString(character) : like(character, next < composed.length() && Character.isLowerCase(composed.codePointAt(next)), set));
    }
    return written.toString();
  }

  private String like(int character, boolean beforeSmall, CharacterSet set) {
    if (Character.isWhitespace(character) || Character.isSpaceChar(character)) return " ";
    var here = fitting(table.get(character), set);
    var there = here != null ? here : fitting((this == EPC217_08 ? ICAO_9303 : EPC217_08).table.get(character), set);
    var like = there != null ? there : fitting(Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD).replaceAll("\\p{M}", ""), set);
    if (like == null) return ".";
    if (like.length() < 2 || !beforeSmall || !Character.isUpperCase(character)) return like;
    var word = like.charAt(0) + like.substring(1).toLowerCase(Locale.ROOT);   // "Über" is "Ueber", "ÜBER" is "UEBER"
    return set.fits(word) ? word : like;
  }

  private static @Nullable String fitting(@Nullable String like, CharacterSet set) {
    if (like == null) return null;
    if (set.fits(like)) return like;
    var capitals = like.toUpperCase(Locale.ROOT);
    return set.fits(capitals) ? capitals : null;
  }
}
