package finality.netting;

import java.math.BigDecimal;
import java.util.List;

/**
 * What of a queue goes now, with all that is needed to check it: {@link Certificate#check} does, without any of the code that found it.
 *
 * @param settled in queue order
 * @param waiting in queue order, each with the reason
 * @param positions of every account that a balance or a leg names, by asset and name
 * @param blockage of what waits
 * @param best proven that no other set has more value: always under {@link Rule#FIFO} (among the sets in order), under {@link Rule#EXACT} where the search came to its end
 */
public record Clearing(Rule rule, List<Queued> settled, List<Waiting> waiting, List<Position> positions, Blockage blockage, boolean best) {

  public Clearing {
    settled = List.copyOf(settled);
    waiting = List.copyOf(waiting);
    positions = List.copyOf(positions);
  }

  /** An entry that stays, and why. */
  public record Waiting(Queued entry, Why why) {}

  /** @param after what settles; at or above {@code -limit}, or not below what there was before */
  public record Position(Balance before, BigDecimal after) {
    public Account account() { return before.account(); }

    /** Positive: received more than it paid. */
    public BigDecimal net() { return after.subtract(before.amount()); }
  }
}
