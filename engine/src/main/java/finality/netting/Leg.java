package finality.netting;

import java.math.BigDecimal;

/**
 * One movement of one asset from one participant to another: a payment, or the delivery of a security.
 *
 * @param amount positive, in the asset's own unit (12.34 EUR, 10 shares), at whatever scale it was written
 */
public record Leg(String payer, String payee, String asset, BigDecimal amount) {

  /** @throws IllegalArgumentException when a name is blank, payer and payee are one, or the amount is not positive */
  public Leg {
    if (payer.isBlank() || payee.isBlank() || asset.isBlank()) throw new IllegalArgumentException("payer, payee and asset must be named");
    if (payer.equals(payee)) throw new IllegalArgumentException(payer + " cannot owe itself");
    if (amount.signum() <= 0) throw new IllegalArgumentException("an amount must be greater than zero, not " + amount.toPlainString());
  }

  /** Whose balance it lowers. */
  public Account from() { return new Account(payer, asset); }

  /** Whose balance it raises. */
  public Account to() { return new Account(payee, asset); }

  @Override public String toString() { return payer + " to " + payee + " " + amount.toPlainString() + " " + asset; }
}
