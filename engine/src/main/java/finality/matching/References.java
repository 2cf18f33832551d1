package finality.matching;

import java.util.Locale;
import java.util.Set;

/**
 * The names an item goes by; the empty text is none. Upper case, without blanks around.
 *
 * @param own what the account's holder called it: the end-to-end id
 * @param bank what the bank called it: its transaction id, the UETR
 * @param batch the file or collective booking it belongs to
 */
public record References(String own, String bank, String batch) {
  /** What banks write where there is nothing to say. */
  private static final Set<String> NOTHING = Set.of("NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NONE", "N/A", "-");

  public static final References NONE = new References("", "", "");

  public References {
    own = name(own);
    bank = name(bank);
    batch = name(batch);
  }

  public static References own(String own) { return new References(own, "", ""); }

  private static String name(String text) {
    var name = text.strip().toUpperCase(Locale.ROOT);
    return NOTHING.contains(name) ? "" : name;
  }
}
