package finality.rail.message;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement without its lines: what a footing has proved, and what a writer must know before the first line.
 *
 * @param lines how many
 * @param booked how many of them are in the balance
 * @param credits sum of the booked credits, debits likewise; neither is negative
 * @param footed what adding up has come to
 */
public record StatementTotals(StatementHeader header, String currency, List<Balance> balances, @Nullable Balance opening, @Nullable Balance closing, long lines, long booked, long creditCount,
    BigDecimal credits, BigDecimal debits, Footed footed) {

  /**
   * Whether opening + credits − debits = closing. {@code DIFFERS} is told as an error with the difference; {@code UNKNOWN}: a balance is missing, or something of the statement could not
   * be read or added, which other errors say. What has no balances and needs none is {@code FOOTS}.
   */
  public enum Footed { FOOTS, DIFFERS, UNKNOWN }

  public boolean foots() { return footed == Footed.FOOTS; }

  public StatementTotals { balances = List.copyOf(balances); }
}
