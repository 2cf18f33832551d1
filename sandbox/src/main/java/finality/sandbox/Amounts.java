package finality.sandbox;

import java.math.BigDecimal;
import java.util.Currency;

/** Amounts as bankapi writes them: plain decimal strings with exactly the currency's decimals. */
final class Amounts {
  private static final int MAX_INTEGER_DIGITS = 18;

  private Amounts() {}

  /** Decimals of an ISO 4217 currency. @throws Problem when there is no such currency */
  static int decimals(String currency) {
    try {
      int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
      if (decimals >= 0) return decimals;
    } catch (IllegalArgumentException e) {
      // told below, together with the codes that have no decimals (XAU)
    }
    throw Problem.invalid("currency", "is not the ISO 4217 code of a currency with decimals, such as EUR");
  }

  /** A positive amount. @throws Problem naming the field */
  static BigDecimal positive(String field, String text, String currency) {
    var amount = exact(field, text, currency);
    if (amount.signum() <= 0) throw Problem.invalid(field, "must be greater than zero");
    return amount;
  }

  /** An amount of zero or more. @throws Problem naming the field */
  static BigDecimal exact(String field, String text, String currency) {
    int decimals = decimals(currency);
    if (text.length() > 40 || !text.matches("[0-9]+(\\.[0-9]+)?")) throw Problem.invalid(field, "must be a plain decimal string such as \"12.34\"");
    var amount = new BigDecimal(text);
    if (amount.scale() != decimals) throw Problem.invalid(field, currency + " amounts have exactly " + decimals + " decimals");
    if (amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) throw Problem.invalid(field, "has more than " + MAX_INTEGER_DIGITS + " digits before the point");
    return amount;
  }

  static BigDecimal zero(String currency) { return BigDecimal.ZERO.setScale(decimals(currency)); }

  static BigDecimal smallestUnit(String currency) { return BigDecimal.ONE.movePointLeft(decimals(currency)); }
}
