package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * @param number without blanks
 * @param scheme {@code IBAN}, or what the message calls the numbering ({@code BBAN}, {@code CLABE}, {@code UPIC}); {@code null}: it does not say
 * @param type {@code CACC}, {@code SVGS} and the like (ISO 20022 external cash account type)
 */
public record Account(String number, @Nullable String scheme, @Nullable String type, @Nullable String currency) {
  public static Account iban(String number) { return new Account(number, "IBAN", null, null); }

  public static Account other(String number) { return new Account(number, null, null, null); }

  public boolean isIban() { return "IBAN".equals(scheme); }
}
