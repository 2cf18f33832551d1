package finality.rail;

import finality.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rail is asked to pay.
 *
 * @param endToEndId our id of the payment; the same on every send of the same order, and what the bank echoes
 * @param account our account at the bank that pays (the nostro's number there)
 * @param validUntil after this instant the order must not be executed; carried to banks that enforce it
 */
public record Order(
    String endToEndId,
    Money amount,
    String account,
    Party creditor,
    @Nullable String purpose,
    @Nullable String remittance,
    Instant validUntil) {}
