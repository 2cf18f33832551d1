package finality.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finding accounts. Answers come from memory where they can; an account switched off elsewhere is noticed within a second.
 * Opening and changing accounts is the edge's, in {@link AccountBook}.
 */
public interface Accounts {
  Optional<Account> find(int tenant, String idOrCode);

  Optional<Account> find(long id);

  /** Accounts of a kind at a bank in a currency, oldest first; a {@code null} bank means any. */
  List<Account> find(int tenant, AccountKind kind, @Nullable String bank, String currency);

  /**
   * The tenant's account of this kind, name and currency, opened when it does not exist: {@code settlement_pending:bankapi:EUR},
   * {@code suspense:suspense:EUR}. The name of a receivable is {@link Account#debtor()} of the account that could not bear it.
   * Opened in a transaction of its own, so that it is there whatever becomes of the caller's.
   */
  Account house(int tenant, AccountKind kind, String name, String currency);

  /** Those among these accounts whose {@link Account#debtor()} owes on a receivable, in whatever currency: their outgoing payments stop. */
  Collection<Long> stopped(Collection<Long> accounts);
}
