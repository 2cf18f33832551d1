package finality.matching;

import java.math.BigDecimal;

/**
 * How far a statement's amount may be from the books'. The two bounds are independent: who forgives a cent received too little need not forgive a cent paid too much.
 *
 * @param less the statement may say this much less
 * @param more the statement may say this much more
 */
public record Tolerance(Scope scope, BigDecimal less, BigDecimal more) {
  public Tolerance {
    if (less.signum() < 0 || more.signum() < 0) throw new IllegalArgumentException("a tolerance is zero or more: \"less\" " + less.toPlainString() + ", \"more\" " + more.toPlainString());
  }

  boolean allows(BigDecimal books, BigDecimal statement) {
    var difference = statement.subtract(books);
    return difference.compareTo(more) <= 0 && difference.negate().compareTo(less) <= 0;
  }
}
