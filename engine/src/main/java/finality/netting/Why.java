package finality.netting;

import java.math.BigDecimal;

/** Why an entry stays in its queue. */
public sealed interface Why {

  /** With it, on top of everything that does settle, this account would be below its limit by so much, and lower than before (docs/netting.md says before what). */
  record Short(Account account, BigDecimal missing) implements Why {
    @Override public String toString() { return account.participant() + " is short of " + missing.toPlainString() + " " + account.asset(); }
  }

  /** It waits for its turn: this entry, queued before it from the same account, cannot go. */
  record Behind(String reference) implements Why {
    @Override public String toString() { return "waits behind " + reference; }
  }

  /** All or nothing, and with all of it this account would be below its limit by so much. */
  record NotAll(Account account, BigDecimal missing) implements Why {
    @Override public String toString() { return "all or nothing, and " + account.participant() + " is short of " + missing.toPlainString() + " " + account.asset(); }
  }
}
