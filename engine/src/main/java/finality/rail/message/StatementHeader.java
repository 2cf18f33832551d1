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
public record StatementHeader(Kind kind, String id, String account, @Nullable String bank, @Nullable String currency, @Nullable String number, @Nullable String page, @Nullable OffsetDateTime created) {

  /**
   * A statement leads from an opening to a closing balance (camt.053, MT940); a report says what has happened so far (camt.052, MT942), a notification of single
   * bookings (camt.054): these two need no balances.
   */
  public enum Kind { STATEMENT, REPORT, NOTIFICATION }
}
