package finality.netting;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much netting saved of one asset.
 *
 * @param gross sum of all obligations
 * @param netted sum of what is still to be paid: of the nets of those who pay
 * @param obligations how many there were
 * @param payments how many are left, when the nets are paid as {@link NettingSet#payments()} says
 */
public record Figures(String asset, BigDecimal gross, BigDecimal netted, int obligations, int payments) {
  private static final int PLACES = 6;

  /** The share of the gross value that need not be paid, 0 to 1, cut (never rounded up) after six decimals; 0 where there was nothing. */
  public BigDecimal efficiency() {
    return gross.signum() == 0 ? BigDecimal.ZERO.setScale(PLACES) : gross.subtract(netted).divide(gross, PLACES, RoundingMode.DOWN);
  }

  Figures plus(Figures other) {
    return new Figures(asset, gross.add(other.gross), netted.add(other.netted), obligations + other.obligations, payments + other.payments);
  }
}
