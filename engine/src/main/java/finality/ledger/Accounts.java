package finality.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finding accounts. Answers come from memory where they can; an account switched off elsewhere is noticed within a second.
 * Opening and changing accounts is the edge's, in {@code AccountBook}.
 */
public interface Accounts {
  Optional<Account> find(int tenant, String idOrCode);

  Optional<Account> find(long id);

  /** Accounts of a kind at a bank in a currency, oldest first; a {@code null} bank means any. */
  List<Account> find(int tenant, AccountKind kind, @Nullable String bank, String currency);

  /** The tenant's account of this kind, code and currency, opened when it does not exist: {@code settlement_pending:bankapi:EUR}, {@code suspense:EUR}. */
  Account house(int tenant, AccountKind kind, String name, String currency);

  /** Owners whose outgoing payments are stopped because they owe on a receivable, among these accounts. */
  Collection<Long> stopped(Collection<Long> accounts);
}
