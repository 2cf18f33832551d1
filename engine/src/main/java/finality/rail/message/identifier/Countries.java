package finality.rail.message.identifier;

import java.util.Locale;
import java.util.Set;

/** The countries of ISO 3166-1 by their two letters, and Kosovo, XK, which is none of them and has IBANs and BICs. */
public final class Countries {
  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  private Countries() {}

  /** @param code two letters, capitals */
  public static boolean has(String code) { return CODES.contains(code) || code.equals("XK"); }
}
