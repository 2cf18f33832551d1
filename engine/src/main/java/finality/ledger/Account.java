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
 */
public record Account(long id, UUID uid, int tenant, String code, AccountKind kind, Asset asset,
    @Nullable String bank, @Nullable String number, @Nullable String owner, boolean active) {}
