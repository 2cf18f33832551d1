package finality.access;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of persons, as four eyes compare them: two names that differ only in case, in blanks, in how their letters are encoded or in
 * characters nobody sees are one person. Letters of other alphabets that only look alike are not told apart from a second person.
 */
public final class Person {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

  private Person() {}

  /** The name as it is stored and shown: NFKC, nothing unseen, no blanks around it and single ones inside. May be empty. */
  static String written(String name) {
    return BLANKS.matcher(UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("")).replaceAll(" ").strip();
  }

  public static boolean same(String one, String other) { return folded(one).equals(folded(other)); }

  /** Up and down again: ß and ss, ς and σ are one. */
  private static String folded(String name) {
    return Normalizer.normalize(written(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC).replace('ς', 'σ');
  }
}
