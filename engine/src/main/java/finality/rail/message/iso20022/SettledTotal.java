package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up what is settled, for the total that a message says in its header. */
final class SettledTotal {
  private final Values read;
  private @Nullable Node said;
  private @Nullable String currency;
  private BigDecimal sum = BigDecimal.ZERO;

  SettledTotal(Values read) { this.read = read; }

  void said(@Nullable Node total) { said = total; }

  /** The amount of one transaction, which must be there. */
  @Nullable Amount settled(Node in, String name) {
    var amount = read.settled(in, name);
    if (amount == null) return null;
    sum = sum.add(amount.value());
    if (currency == null) currency = amount.currency();
    if (said != null && !currency.equals(amount.currency())) read.error(in.at(name), "mixed_currencies", "This is in " + amount.currency() + ", others are in " + currency + ": they have no total.");
    return amount;
  }

  void agree() {
    if (said == null || currency == null) return;
    var total = read.settled(said);
    if (total == null) return;
    if (!total.currency().equals(currency)) read.error(said, "mixed_currencies", "The total is in " + total.currency() + ", the transactions are in " + currency + ".");
    else if (total.value().compareTo(sum) != 0) read.error(said, "wrong_sum", "The total says " + total + ", the transactions add up to " + sum.toPlainString() + ".");
  }
}
