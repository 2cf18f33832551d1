package finality.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A positive amount of one asset at exactly the asset's scale: 12.34 EUR, 500 JPY.
 * Never zero or negative: direction belongs to the side of an account.
 */
public record Money(BigDecimal amount, Asset asset) implements Comparable<Money> {

  /** Integer digits an amount may have; enough for every asset and small enough for every column and message. */
  public static final int MAX_INTEGER_DIGITS = 18;

  private static final Pattern PLAIN = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  /** @throws NotAnAmount when the amount is not positive, too long, or has more decimals than the asset */
  public Money {
    amount = exact(amount, asset);
  }

  public static Money of(String amount, Asset asset) { return new Money(parse(amount), asset); }

  public static Money of(String amount, String asset) { return of(amount, Assets.of(asset)); }

  /** @throws AssetMismatch when the other is of another asset */
  public Money plus(Money other) { return new Money(amount.add(same(other)), asset); }

  @Override public int compareTo(Money other) { return amount.compareTo(same(other)); }

  /**
   * Shares of this amount in proportion to the weights; loses nothing: each share is floored and what
   * is left goes, one smallest unit each, to the shares with the largest remainder (the first on a tie).
   * A share may be zero, so the answer is in plain decimals at the asset's scale.
   */
  public List<BigDecimal> allocate(long... weights) {
    if (weights.length == 0 || Arrays.stream(weights).anyMatch(w -> w < 0)) throw new IllegalArgumentException("weights must be non-negative and at least one");
    var units = amount.unscaledValue();
    var total = Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (total.signum() == 0) throw new IllegalArgumentException("at least one weight must be positive");
    var shares = new BigInteger[weights.length];
    var remainders = new BigInteger[weights.length];
    var left = units;
    for (int i = 0; i < weights.length; i++) {
      var parts = units.multiply(BigInteger.valueOf(weights[i])).divideAndRemainder(total);
      shares[i] = parts[0];
      remainders[i] = parts[1];
      left = left.subtract(parts[0]);
    }
    var order = new ArrayList<Integer>();
    for (int i = 0; i < weights.length; i++) order.add(i);
    order.sort((a, b) -> remainders[b].compareTo(remainders[a]));   // stable: the first wins a tie
    for (int i = 0; i < left.intValueExact(); i++) shares[order.get(i)] = shares[order.get(i)].add(BigInteger.ONE);
    return Arrays.stream(shares).map(s -> new BigDecimal(s, asset.scale())).toList();
  }

  /**
   * Reads a plain decimal: optional digits, a point, digits. No sign, exponent, group separator or blank.
   * @throws NotAnAmount when it is anything else
   */
  public static BigDecimal parse(String text) {
    if (text.length() > 40 || !PLAIN.matcher(text).matches()) throw new NotAnAmount("\"" + shortened(text) + "\" is not a plain positive decimal such as 12.34");
    return new BigDecimal(text);
  }

  private static BigDecimal exact(BigDecimal amount, Asset asset) {
    if (amount.signum() <= 0) throw new NotAnAmount("must be greater than zero");
    if (amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) throw new NotAnAmount("has more than " + MAX_INTEGER_DIGITS + " digits before the point");
    if (amount.scale() == asset.scale()) return amount;
    if (amount.scale() < asset.scale()) return amount.setScale(asset.scale());
    var stripped = amount.stripTrailingZeros();   // 1.000 EUR is 1.00 EUR: no digit is lost
    if (stripped.scale() > asset.scale()) throw new NotAnAmount(asset + " has " + asset.scale() + " decimals, " + amount.toPlainString() + " has more");
    return stripped.setScale(asset.scale());
  }

  private BigDecimal same(Money other) {
    if (!asset.equals(other.asset)) throw new AssetMismatch(asset, other.asset);
    return other.amount;
  }

  private static String shortened(String text) { return text.length() <= 40 ? text : text.substring(0, 40) + "…"; }

  @Override public String toString() { return amount.toPlainString() + " " + asset.code(); }

  /** The text is not an amount of this asset; the message says why, without naming the field. */
  public static final class NotAnAmount extends IllegalArgumentException {
    public NotAnAmount(String why) { super(why); }
  }

  /** Two amounts of different assets were put together. */
  public static final class AssetMismatch extends IllegalArgumentException {
    AssetMismatch(Asset one, Asset other) { super(one + " and " + other + " do not add up"); }
  }
}
