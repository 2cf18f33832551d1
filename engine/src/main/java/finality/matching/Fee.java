package finality.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a bank takes: fixed + rate × amount, between bounds, half up at the asset's scale. A debit on the statement is larger by it, a credit smaller.
 *
 * @param name of the schedule; the scopes of one name do not overlap, different names are alternatives
 * @param rate a fraction: 0.0025 is a quarter of a per cent
 * @param most {@code null}: no upper bound
 */
public record Fee(String name, Scope scope, BigDecimal fixed, BigDecimal rate, BigDecimal least, @Nullable BigDecimal most) {
  public Fee {
    if (fixed.signum() < 0 || rate.signum() < 0 || least.signum() < 0 || (most != null && most.compareTo(least) < 0))
      throw new IllegalArgumentException("fee \"" + name + "\": expected \"fixed\", \"rate\" and \"least\" of zero or more, and \"most\" not under \"least\"");
  }

  /** What the statement shows for a booked amount. */
  BigDecimal shown(BigDecimal amount, Direction direction) {
    var fee = fixed.add(amount.multiply(rate)).max(least);
    if (most != null) fee = fee.min(most);
    fee = fee.setScale(amount.scale(), RoundingMode.HALF_UP);
    return direction == Direction.DEBIT ? amount.add(fee) : amount.subtract(fee);
  }
}
