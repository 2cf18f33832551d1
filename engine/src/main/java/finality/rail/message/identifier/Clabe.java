package finality.rail.message.identifier;

import org.jspecify.annotations.Nullable;

/** A Mexican account number (CLABE): bank (three digits), place (three), account (eleven), check digit (weights 3, 7, 1). */
public record Clabe(String value) {

  /** @throws IllegalArgumentException when it is none */
  public Clabe { Refusal.none(refusal(value)); }

  public static Checked<Clabe> read(String text) {
    var tidy = Letters.tidy(text);
    return Checked.of(tidy, refusal(tidy), Clabe::new);
  }

  public String bank() { return value.substring(0, 3); }

  private static @Nullable Refusal refusal(String text) {
    var form = Refusal.digits("A CLABE", text, 18);
    if (form != null) return form;
    int right = (10 - Letters.weighted(text.substring(0, 17), 10, 3, 7, 1)) % 10;
    return text.charAt(17) - '0' == right ? null : new Refusal("wrong_check_digits", "The CLABE's check digit does not fit the rest.");
  }
}
