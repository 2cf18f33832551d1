package finality.netting;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Why an entry stays in its queue. */
public sealed interface Why {

  /** With it, on top of everything that does settle, these accounts, and no others, would be below their limits and lower than before (docs/netting.md says before what). */
  record Short(List<Shortfall> shortfalls) implements Why {
    public Short { shortfalls = List.copyOf(shortfalls); }

    @Override public String toString() { return shortfalls.stream().map(Shortfall::toString).collect(Collectors.joining(", and ")); }
  }

  /** An account and by how much it would be below its limit. */
  record Shortfall(Account account, BigDecimal missing) {
    @Override public String toString() { return account.participant() + " is short of " + missing.toPlainString() + " " + account.asset(); }
  }

  /** It waits for its turn: this entry, queued before it from the same account, cannot go. */
  record Behind(String reference) implements Why {
    @Override public String toString() { return "waits behind " + reference; }
  }

  /** All or nothing, and with all of it this account would be below its limit by so much. */
  record NotAll(Shortfall shortfall) implements Why {
    @Override public String toString() { return "all or nothing, and " + shortfall; }
  }
}
