package finality.settlement;

import finality.rail.Party;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks, as read from the wire: types are right, nothing else is checked yet.
 *
 * @param key 128-bit hash of (tenant, idempotency key)
 * @param fingerprint 128-bit hash of method, path and canonical body
 * @param debtor account that pays, by id or code; for interbank absent: the vostro of {@code toBank}
 * @param creditor who is paid outside; absent for book transfers
 * @param creditorAccount account of these books that is paid; book transfers only
 * @param rail wished rail in any case; {@code null}: any
 * @param connection wished connection by its name, and no other; {@code null}: any
 * @param metadata a JSON object as text, the client's own
 * @param maxAttempts attempts in total; {@code null}: the connection's
 */
public record Request(
    int tenant, UUID key, UUID fingerprint, String by,
    Kind kind, @Nullable String debtor, @Nullable Party creditor, @Nullable String creditorAccount,
    BigDecimal amount, String currency, @Nullable String rail, @Nullable String connection, Priority priority,
    @Nullable LocalDate requestedDate, @Nullable String purpose, @Nullable String reference, @Nullable String metadata,
    @Nullable String fromBank, @Nullable String toBank, @Nullable String obligationId, @Nullable Integer maxAttempts) {}
