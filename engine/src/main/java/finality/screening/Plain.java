package finality.screening;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** Text as it is compared: letters and digits alone, without case, accents, spaces and punctuation, so that every way to write a name is one. */
final class Plain {

  /** Latin letters that Unicode does not take apart into a letter and its accent. */
  private static final Map<Integer, String> LETTERS = Map.of((int) 'Æ', "AE", (int) 'Œ', "OE", (int) 'Ø', "O", (int) 'Ł', "L", (int) 'Đ', "D", (int) 'Ð', "D", (int) 'Þ', "TH", (int) 'Ħ', "H", (int) 'Ŧ', "T", (int) 'ẞ', "SS");

  private Plain() {}

  /** Empty when the text has no letter and no digit. */
  static String of(String text) {
    // Capitals, because ß and ligatures have several; taken apart before, so that an accent does not hide a capital, and after, for those that bring one.
    var capitals = apart(apart(text).toUpperCase(Locale.ROOT));
    var plain = new StringBuilder(capitals.length());
    capitals.codePoints().forEach(c -> {
      int digit = Character.digit(c, 10);
      if (digit >= 0) plain.append(digit);
      else if (LETTERS.containsKey(c)) plain.append(LETTERS.get(c));
      else if (Character.isLetter(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK) plain.appendCodePoint(c);   // such a mark is a vowel
    });
    return plain.toString();
  }

  private static String apart(String text) { return Normalizer.normalize(text, Normalizer.Form.NFKD); }
}
