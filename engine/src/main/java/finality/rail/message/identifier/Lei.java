package finality.rail.message.identifier;

import org.jspecify.annotations.Nullable;

/** A legal entity identifier of ISO 17442: 18 letters and digits, two check digits (MOD 97-10). */
public record Lei(String value) {

  /** @throws IllegalArgumentException when it is none */
  public Lei { Refusal.none(refusal(value)); }

  public static Checked<Lei> read(String text) {
    var tidy = Letters.tidy(text);
    return Checked.of(tidy, refusal(tidy), Lei::new);
  }

  private static @Nullable Refusal refusal(String text) {
    var length = Refusal.length("An LEI", text, 20);
    if (length != null) return length;
    for (int i = 0; i < 20; i++) {
      char c = text.charAt(i);
      if (!Letters.isDigit(c) && (i >= 18 || !Letters.isCapital(c))) return new Refusal("wrong_character", "Position " + (i + 1) + " of an LEI is " + (i >= 18 ? "a digit" : "a letter or digit") + ", here it is '" + c + "'.");
    }
    return Letters.mod97(text) == 1 ? null : new Refusal("wrong_check_digits", "The LEI's check digits do not fit the rest.");
  }
}
