package finality.rail.message;

import java.math.BigDecimal;

/** As the account holder sees it: a credit makes the balance larger. */
public enum Direction {
  CREDIT, DEBIT;

  public BigDecimal signed(BigDecimal amount) { return this == CREDIT ? amount : amount.negate(); }

  public Direction other() { return this == CREDIT ? DEBIT : CREDIT; }
}
