package finality.matching;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of parties as banks write them: cut short, without accents, with or without the legal form, in another order, with a slip. Numbers are never a slip: branch 120 is not branch 149. */
final class Names {
  /** Legal forms and forms of address, each with the one by which it is compared. */
  private static final Map<String, String> FORMS = new HashMap<>();
  private static final Set<String> SMALL_WORDS = Set.of("THE", "AND", "UND", "ET");
  /** Beside numbers and single letters what tells one branch, fund or house from another. */
  private static final Set<String> MARKS = Set.of("II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "NORD", "SUED", "OST", "WEST", "NORTH", "SOUTH", "EAST");

  static {
    for (var form : List.of("GMBH", "AG", "KG", "UG", "SE", "EK", "EV", "SA", "SAS", "SARL", "SPA", "SRL", "BV", "NV", "AB", "AS", "OY", "OYJ", "APS", "PLC", "LTD", "LLC", "LLP", "INC", "CORP", "CO", "PTY", "PTE", "LTDA", "CV", "SL", "SLU", "MR", "MRS")) FORMS.put(form, form);
    FORMS.putAll(Map.of("MBH", "GMBH", "LIMITED", "LTD", "INCORPORATED", "INC", "CORPORATION", "CORP", "COMPANY", "CO", "HERR", "MR", "FRAU", "MRS"));
  }

  private static final int CUT_FORM = 84;
  /** Shorter words are not taken for a longer one cut short. */
  private static final int SHORTEST_STUMP = 3;
  /** Shorter words with another letter are other words: Bank and Bahn, Anna and Hanna. */
  private static final int SHORTEST_SLIP = 5;
  /** From this length on a word may have two slips. */
  private static final int LONG = 10;

  private Names() {}

  /** Words in capitals without accents and legal forms, sorted; one name in any order of its words. */
  static List<String> words(String name) {
    if (name.isEmpty()) return List.of();
    var all = split(name);
    var words = new ArrayList<String>();
    for (var word : all) if (!word.isEmpty() && !FORMS.containsKey(word) && !SMALL_WORDS.contains(word)) words.add(word);
    if (words.isEmpty()) for (var word : all) if (!word.isEmpty()) words.add(word);   // a firm called AG & Co
    words.sort(null);
    return words;
  }

  /** Of two names, 0 to 100. A GmbH is no AG; it may be a GmbH & Co. KG cut short, and is then less alike than one with the very form. */
  static int similarity(String one, List<String> words, String other, List<String> otherWords) {
    var mine = forms(one);
    var theirs = forms(other);
    if (mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs)) return similarity(words, otherWords);
    return mine.containsAll(theirs) || theirs.containsAll(mine) ? similarity(words, otherWords) * CUT_FORM / 100 : 0;
  }

  private static Set<String> forms(String name) {
    var forms = new HashSet<String>();
    for (var word : split(name)) if (FORMS.containsKey(word)) forms.add(FORMS.get(word));
    return forms;
  }

  private static String[] split(String name) { return plain(name).split("[^\\p{L}\\p{N}]+"); }

  private static String plain(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    if (upper.chars().allMatch(c -> c < 128)) return upper.replace(".", "");   // S.A. is SA
    return Normalizer.normalize(upper.replace(".", "").replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE").replace("Ø", "OE").replace("Æ", "AE").replace("Ł", "L"), Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
  }

  /** The same reference, however it is written. What stands between two digits counts where both have it: INV-1/11 is INV111 and is not INV-11/1. */
  static boolean sameReference(String one, String other) {
    if (one.equals(other)) return true;
    if (!lettersAndDigits(one).equals(lettersAndDigits(other))) return false;
    var mine = divided(one);
    var theirs = divided(other);
    return mine.equals(theirs) || mine.indexOf('/') < 0 || theirs.indexOf('/') < 0;
  }

  /** Letters and digits, with a stroke where something else stands between two digits. */
  static String divided(String reference) {
    var out = new StringBuilder(reference.length());
    boolean apart = false;
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        apart = true;
        continue;
      }
      if (apart && Character.isDigit(c) && !out.isEmpty() && Character.isDigit(out.charAt(out.length() - 1))) out.append('/');
      out.append(c);
      apart = false;
    }
    return out.toString();
  }

  static String lettersAndDigits(String reference) {
    int plain = 0;
    while (plain < reference.length() && Character.isLetterOrDigit(reference.charAt(plain))) plain++;
    if (plain == reference.length()) return reference;
    var out = new StringBuilder(reference.length());
    for (int i = 0; i < reference.length(); i++) if (Character.isLetterOrDigit(reference.charAt(i))) out.append(reference.charAt(i));
    return out.toString();
  }

  /** 0 to 100; 100: the same words. 0 when either has none. */
  static int similarity(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) return 0;
    if (one.equals(other)) return 100;
    return marksDiffer(one, other) ? 0 : Math.max(directed(one, other), directed(other, one));
  }

  private static boolean marksDiffer(List<String> one, List<String> other) { return hasMarkBeside(one, other) && hasMarkBeside(other, one); }

  private static boolean hasMarkBeside(List<String> one, List<String> other) {
    for (var word : one) if ((word.length() == 1 || isMark(word)) && !other.contains(word)) return true;
    return false;
  }

  static boolean isMark(String word) { return hasDigit(word) || MARKS.contains(word); }

  static boolean hasDigit(String word) { return word.chars().anyMatch(Character::isDigit); }

  /** Each word of the one finds its like in the other, each used once; words of the other that are left over count against it by half. */
  private static int directed(List<String> one, List<String> other) {
    var used = new boolean[other.size()];
    int found = 0, all = 0;
    for (var word : one) {
      int best = 0, at = -1;
      for (int i = 0; i < used.length; i++) {
        int likeness = used[i] ? 0 : likeness(word, other.get(i));
        if (likeness > best) {
          best = likeness;
          at = i;
        }
      }
      if (at >= 0) used[at] = true;
      found += best * word.length();
      all += word.length();
    }
    int left = 0;
    for (int i = 0; i < used.length; i++) if (!used[i]) left += other.get(i).length();
    return found / (all + left / 2);
  }

  /** Of two words, 0 to 100; what is more than a slip is 0. */
  static int likeness(String one, String other) {
    if (one.equals(other)) return 100;
    if (hasDigit(one) || hasDigit(other)) return 0;
    int shorter = Math.min(one.length(), other.length()), longer = Math.max(one.length(), other.length());
    if (shorter >= SHORTEST_STUMP && (one.startsWith(other) || other.startsWith(one))) return 85 + 15 * shorter / longer;
    int slips = longer < LONG ? 1 : 2;
    if (shorter < SHORTEST_SLIP || longer - shorter > slips) return 0;
    if (longer == shorter && one.regionMatches(0, other, 0, longer - 1)) return 0;   // Mario and Maria
    int distance = EditDistance.between(one, other);
    return distance > slips ? 0 : 100 - 100 * distance / longer;
  }
}
