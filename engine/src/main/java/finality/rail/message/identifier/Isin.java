package finality.rail.message.identifier;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A security's number of ISO 6166: two letters, nine letters or digits, a check digit (Luhn over the digits that letters stand for). */
public record Isin(String value) {
  /** Prefixes that are no country: the European Union, derivatives (ANNA's service bureau), substitute agencies, international securities. From python-stdnum (isin.py), and EZ. */
  private static final Set<String> NO_COUNTRIES = Set.of("EU", "EZ", "QS", "QT", "XA", "XB", "XC", "XD", "XF", "XS");

  /** @throws IllegalArgumentException when it is none */
  public Isin { Refusal.none(refusal(value)); }

  public static Checked<Isin> read(String text) {
    var tidy = Letters.tidy(text);
    return Checked.of(tidy, refusal(tidy), Isin::new);
  }

  private static @Nullable Refusal refusal(String text) {
    var length = Refusal.length("An ISIN", text, 12);
    if (length != null) return length;
    var digits = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      char c = text.charAt(i);
      boolean fits = i < 2 ? Letters.isCapital(c) : Letters.isDigit(c) || i < 11 && Letters.isCapital(c);
      if (!fits) return new Refusal("wrong_character", "Position " + (i + 1) + " of an ISIN is " + (i < 2 ? "a letter" : i < 11 ? "a letter or digit" : "a digit") + ", here it is '" + c + "'.");
      digits.append(Character.digit(c, 36));
    }
    var prefix = text.substring(0, 2);
    if (!Countries.has(prefix) && !NO_COUNTRIES.contains(prefix)) return new Refusal("unknown_country", "An ISIN begins with a country of ISO 3166 or a prefix such as XS; \"" + prefix + "\" is neither.");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum % 10 == 0 ? null : new Refusal("wrong_check_digits", "The ISIN's check digit does not fit the rest.");
  }
}
