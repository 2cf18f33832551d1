package finality.rail.message.iso20022;

import finality.rail.message.Amount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up what is settled, for the total that a message says in its header. */
final class SettledTotal {
  private final Values read;
  private @Nullable Node at;
  private @Nullable Amount said;
  private @Nullable String currency;
  private BigDecimal sum = BigDecimal.ZERO;
  private boolean whole = true;

  SettledTotal(Values read) { this.read = read; }

  /** @param total the element with the sum of what is settled, if the message has one */
  void said(@Nullable Node total) {
    at = total;
    said = total == null ? null : read.settled(total);
  }

  /** What the message says; {@code null}: nothing that can be read. */
  @Nullable Amount said() { return said; }

  /** The amount of one transaction, which must be there. */
  @Nullable Amount settled(Node in, String name) {
    var amount = read.settled(in, name);
    whole &= amount != null;
    if (amount == null) return null;
    sum = sum.add(amount.value());
    if (currency == null) currency = amount.currency();
    if (at != null && !currency.equals(amount.currency())) read.error(in.at(name), "mixed_currencies", "This is in " + amount.currency() + ", others are in " + currency + ": they have no total.");
    return amount;
  }

  /** Nothing is told of a message of which an amount cannot be read: what it comes to is not known. */
  void agree() {
    if (said == null || at == null || currency == null || !whole) return;
    if (!said.currency().equals(currency)) read.error(at, "mixed_currencies", "The total is in " + said.currency() + ", the transactions are in " + currency + ".");
    else if (said.value().compareTo(sum) != 0) read.error(at, "wrong_sum", "The total says " + said + ", the transactions add up to " + sum.toPlainString() + ".");
  }
}
