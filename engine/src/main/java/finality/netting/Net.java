package finality.netting;

import java.math.BigDecimal;

/**
 * What is left for one participant of one asset.
 *
 * @param amount positive: is to receive; negative: is to pay or deliver; zero: took part, and nothing is left
 */
public record Net(String participant, String asset, BigDecimal amount) {

  /** Which leg this participant has in the settlement of its netting set. */
  public enum Direction { PAYS, RECEIVES, NOTHING }

  public Direction direction() {
    return switch (amount.signum()) {
      case -1 -> Direction.PAYS;
      case 1 -> Direction.RECEIVES;
      default -> Direction.NOTHING;
    };
  }

  @Override public String toString() { return participant + " " + amount.toPlainString() + " " + asset; }
}
