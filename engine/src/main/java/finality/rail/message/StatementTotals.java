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
 * @param foots opening + credits − debits = closing, and nothing else about the sums is wrong
 */
public record StatementTotals(StatementHeader header, String currency, List<Balance> balances, @Nullable Balance opening, @Nullable Balance closing, long lines, long booked, long creditCount,
    BigDecimal credits, BigDecimal debits, boolean foots) {

  public StatementTotals { balances = List.copyOf(balances); }
}
