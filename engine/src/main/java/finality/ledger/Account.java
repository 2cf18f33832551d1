package finality.ledger;

import finality.money.Asset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account, without its balance. Everything but {@code active} never changes.
 *
 * @param id inside this database; {@code uid} is what the API calls id
 * @param bank where a nostro is, or whose a vostro is: BIC or code
 * @param number the account's number at that bank
 * @param owner whose money it is, in the client's words
 */
public record Account(long id, UUID uid, int tenant, String code, AccountKind kind, Asset asset,
    @Nullable String bank, @Nullable String number, @Nullable String owner, boolean active) {

  /** Who owes when the account cannot bear what a fact takes from it: the owner or, when nobody is named, the account by its code. */
  public String debtor() { return owner == null ? code : owner; }

  /** Opened by the engine for itself: no client's code begins so. */
  boolean isHouse() { return code.startsWith(kind.word() + ":"); }

  Account withActive(boolean active) { return new Account(id, uid, tenant, code, kind, asset, bank, number, owner, active); }
}
