package finality.rail.message;

import java.math.BigDecimal;

/** What a message says of money, exactly as it stands there; whether the currency exists and has these decimals is not known yet. @param value not negative, unless said otherwise */
public record Amount(BigDecimal value, String currency) {
  @Override public String toString() { return value.toPlainString() + " " + currency; }
}
