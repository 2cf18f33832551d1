package finality.screening;

import finality.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a party may pay in one currency.
 *
 * @param party as {@link Plain}; null: every party that has no limit of its own in this currency
 * @param perPayment at most this in one payment
 * @param perDay at most this on one day (UTC)
 * @param approvalAbove what is more than this waits for a person
 */
record Limit(@Nullable String party, String currency, @Nullable Money perPayment, @Nullable Money perDay, @Nullable Money approvalAbove) {}
