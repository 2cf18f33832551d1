package finality.rail.message;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Which statement of which account.
 *
 * @param account as the bank names it: an IBAN, or another number
 * @param bank BIC, or another name of the bank that keeps the account
 * @param number of the statement, and {@code page} within it, as written
 */
public record StatementHeader(String id, String account, @Nullable String bank, @Nullable String currency, @Nullable String number, @Nullable String page, @Nullable OffsetDateTime created) {}
