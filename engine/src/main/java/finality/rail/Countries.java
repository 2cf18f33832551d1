package finality.rail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Countries by the codes of ISO 3166-1 alpha-2, and what banks make of them. */
final class Countries {
  /** XK, Kosovo, is no code of ISO 3166, and the one that IBANs and BICs use. */
  private static final Set<String> CODES = Stream.concat(Arrays.stream(Locale.getISOCountries()), Stream.of("XK")).collect(Collectors.toUnmodifiableSet());

  /** The European Economic Area: in euro an account there is addressed by its IBAN and by nothing else (regulation (EU) 260/2012, article 5). */
  private static final Set<String> IBAN_ONLY_IN_EURO = Set.of("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
      "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  private Countries() {}

  static boolean exists(String code) { return CODES.contains(code); }

  /** Whether an account at a bank in this country is addressed by IBAN alone, when it is paid in euro. */
  static boolean hasOnlyIbansInEuro(String country) { return IBAN_ONLY_IN_EURO.contains(country); }
}
