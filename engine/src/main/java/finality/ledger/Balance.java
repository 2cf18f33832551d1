package finality.ledger;

import java.math.BigDecimal;

/**
 * An account with its figures at one moment, all on the account's normal side and at its asset's scale.
 *
 * @param posted what was booked; negative when it is overdrawn
 * @param held promised and not yet booked
 * @param limit how far below zero it may go
 */
public record Balance(Account account, BigDecimal posted, BigDecimal held, BigDecimal limit) {

  public Balance {
    posted = atScale(posted, account);
    held = atScale(held, account);
    limit = atScale(limit, account);
  }

  /** What may still leave. Negative only where facts went beyond what was intended. */
  public BigDecimal available() { return posted.subtract(held).add(limit); }

  /** The database keeps no trailing zeros; the API shows them. A digit too many is a fault of the books, and is shown, not hidden. */
  static BigDecimal atScale(BigDecimal amount, Account account) {
    var plain = amount.stripTrailingZeros();
    return plain.setScale(Math.max(account.asset().scale(), plain.scale()));
  }
}
