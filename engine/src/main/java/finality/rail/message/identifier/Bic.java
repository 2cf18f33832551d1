package finality.rail.message.identifier;

import org.jspecify.annotations.Nullable;

/** A business identifier code of ISO 9362: party (four), country, location (two), and a branch (three) or none. */
public record Bic(String value) {

  /** @throws IllegalArgumentException when it is none */
  public Bic { Refusal.none(refusal(value)); }

  public static Checked<Bic> read(String text) {
    var tidy = Letters.tidy(text);
    return Checked.of(tidy, refusal(tidy), Bic::new);
  }

  public String country() { return value.substring(4, 6); }

  /** {@code XXX} names the head office, as no branch does. */
  public String branch() { return value.length() == 8 ? "XXX" : value.substring(8); }

  private static @Nullable Refusal refusal(String text) {
    if (text.length() != 8 && text.length() != 11) return new Refusal("wrong_length", "A BIC has 8 or 11 characters, this has " + text.length() + ".");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Letters.isCapital(c) && !Letters.isDigit(c)) return new Refusal("wrong_character", "A BIC has letters and digits only; position " + (i + 1) + " is '" + c + "'.");
    }
    if (!Countries.has(text.substring(4, 6))) return new Refusal("unknown_country", "Positions 5 and 6 of a BIC are a country of ISO 3166; \"" + text.substring(4, 6) + "\" is none.");
    return null;
  }
}
