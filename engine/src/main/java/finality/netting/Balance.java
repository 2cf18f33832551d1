package finality.netting;

import java.math.BigDecimal;

/**
 * What an account has, and how far below zero it may go.
 *
 * @param amount signed
 * @param limit of credit, not negative: the balance may fall to {@code -limit}
 */
public record Balance(Account account, BigDecimal amount, BigDecimal limit) {

  /** @throws IllegalArgumentException when the limit is negative */
  public Balance {
    if (limit.signum() < 0) throw new IllegalArgumentException("the limit of " + account + " is how far below zero it may go: not negative, but it is " + limit.toPlainString());
  }

  static Balance none(Account account) { return new Balance(account, BigDecimal.ZERO, BigDecimal.ZERO); }

  /** The lowest that it may be after the next settlement. What is below its limit already may not fall further. */
  public BigDecimal floor() { return limit.negate().min(amount); }
}
