package finality.rail.bankapi;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals of a bank that may be zero or negative: balances, charges. */
final class Amounts {
  private Amounts() {}

  /** Exactly at the scale; {@code null} when it is no plain decimal, or has more digits than the currency. */
  static @Nullable BigDecimal signed(String text, int scale) {
    if (text.length() > 40 || !text.matches("-?[0-9]+(\\.[0-9]+)?")) return null;
    try {
      return new BigDecimal(text).setScale(scale);
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
