package finality.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What came out. Each list is in an order of its own that does not depend on that of the items.
 *
 * @param items on both sides together
 */
public record Comparison(List<Match> matches, List<Break> breaks, List<Proposal> proposals, int items) {

  /** Matched items of both sides by all items, 0 to 1, six decimals, rounded down; 1 when there are none. */
  public BigDecimal matchRate() {
    long matched = matches.stream().mapToLong(m -> m.books().size() + m.statement().size()).sum();
    return items == 0 ? BigDecimal.ONE : BigDecimal.valueOf(matched).divide(BigDecimal.valueOf(items), 6, RoundingMode.DOWN);
  }
}
