package finality.rail.message.identifier;

import org.jspecify.annotations.Nullable;

/** A routing number of a bank in the United States: nine digits, the last a check digit (weights 3, 7, 1). */
public record AbaNumber(String value) {

  /** @throws IllegalArgumentException when it is none */
  public AbaNumber { Refusal.none(refusal(value)); }

  public static Checked<AbaNumber> read(String text) {
    var tidy = Letters.tidy(text);
    return Checked.of(tidy, refusal(tidy), AbaNumber::new);
  }

  /** The ninth digit, for those who write eight. @param eight digits */
  public static int checkDigit(String eight) { return (10 - Letters.weighted(eight, 10, 3, 7, 1)) % 10; }

  private static @Nullable Refusal refusal(String text) {
    var form = Refusal.digits("A routing number", text, 9);
    if (form != null) return form;
    if (text.equals("000000000")) return new Refusal("not_assigned", "000000000 satisfies the check digit and names no bank.");
    return Letters.weighted(text, 10, 3, 7, 1) == 0 ? null : new Refusal("wrong_check_digits", "The routing number's check digit does not fit the rest.");
  }
}
