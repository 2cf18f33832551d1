package finality.matching;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of parties as banks write them: cut short, without accents, with or without the legal form, in another order. */
final class Names {
  private static final Set<String> LEGAL_FORMS = Set.of("GMBH", "MBH", "AG", "KG", "UG", "SE", "EK", "EV", "SA", "SAS", "SARL", "SPA", "SRL", "BV", "NV", "AB", "AS", "OY", "OYJ", "APS", "PLC", "LTD", "LIMITED", "LLC", "LLP",
      "INC", "CORP", "CO", "COMPANY", "CORPORATION", "INCORPORATED", "PTY", "PTE", "LTDA", "CV", "SL", "SLU", "THE", "AND", "UND", "ET", "MR", "MRS", "HERR", "FRAU");
  /** Shorter words are not taken for a longer one cut short. */
  private static final int SHORTEST_STUMP = 3;

  private Names() {}

  /** Words in capitals without accents and legal forms, sorted; one name in any order of its words. */
  static List<String> words(String name) {
    if (name.isEmpty()) return List.of();
    var plain = plain(name);
    var words = new ArrayList<String>();
    for (var word : plain.split("[^\\p{L}\\p{N}]+")) if (!word.isEmpty() && !LEGAL_FORMS.contains(word)) words.add(word);
    if (words.isEmpty()) for (var word : plain.split("[^\\p{L}\\p{N}]+")) if (!word.isEmpty()) words.add(word);   // a firm called AG & Co
    words.sort(null);
    return words;
  }

  private static String plain(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    if (upper.chars().allMatch(c -> c < 128)) return upper.replace(".", "");   // S.A. is SA
    return Normalizer.normalize(upper.replace(".", "").replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE").replace("Ø", "OE").replace("Æ", "AE").replace("Ł", "L"), Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
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
    return Math.max(directed(one, other), directed(other, one));
  }

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

  /** Of two words, 0 to 100; under 60 is 0. */
  static int likeness(String one, String other) {
    if (one.equals(other)) return 100;
    int shorter = Math.min(one.length(), other.length()), longer = Math.max(one.length(), other.length());
    if (shorter >= SHORTEST_STUMP && (one.startsWith(other) || other.startsWith(one))) return 85 + 15 * shorter / longer;
    if (longer - shorter > 2) return 0;
    int likeness = 100 - 100 * EditDistance.between(one, other) / longer;
    return likeness < 60 ? 0 : likeness;
  }
}
