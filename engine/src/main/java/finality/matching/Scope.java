package finality.matching;

import finality.money.Money;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The items a rule is about, by what the books say of them.
 *
 * @param asset code; {@code *} any
 * @param direction {@code null}: both
 * @param from least amount, itself included
 * @param below amounts under this one; {@code null}: no end
 */
public record Scope(String asset, @Nullable Direction direction, BigDecimal from, @Nullable BigDecimal below) {
  public static final Scope ALL = new Scope("*", null, BigDecimal.ZERO, null);

  public Scope {
    if (from.signum() < 0) throw new IllegalArgumentException("\"from\" is " + from.toPlainString() + ", expected zero or more");
    if (below != null && below.compareTo(from) <= 0) throw new IllegalArgumentException("\"below\" is " + below.toPlainString() + ", expected more than \"from\", " + from.toPlainString());
  }

  boolean covers(Item item) { return covers(item.amount(), item.direction()); }

  boolean covers(Money amount, Direction of) {
    return (asset.equals("*") || asset.equals(amount.asset().code())) && (direction == null || direction == of)
        && amount.amount().compareTo(from) >= 0 && (below == null || amount.amount().compareTo(below) < 0);
  }

  /** Some item would be covered by both. */
  boolean overlaps(Scope other) {
    return (asset.equals("*") || other.asset.equals("*") || asset.equals(other.asset)) && (direction == null || other.direction == null || direction == other.direction)
        && (below == null || other.from.compareTo(below) < 0) && (other.below == null || from.compareTo(other.below) < 0);
  }

  @Override public String toString() {
    return (asset.equals("*") ? "any asset" : asset) + (direction == null ? "" : " " + direction.name().toLowerCase(Locale.ROOT)) + " from " + from.toPlainString() + (below == null ? "" : " below " + below.toPlainString());
  }
}
