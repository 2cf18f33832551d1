package finality.rail.message.identifier;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** ISO 3166-1, and Kosovo's user-assigned code that SWIFT and ISO 13616 use. */
public final class Countries {
  private static final Set<String> CODES = codes();

  private Countries() {}

  /** @param code two letters, capitals */
  public static boolean has(String code) { return CODES.contains(code); }

  private static Set<String> codes() {
    var codes = new HashSet<>(Set.of(Locale.getISOCountries()));
    codes.add("XK");
    return Set.copyOf(codes);
  }
}
