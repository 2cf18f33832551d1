package finality.rail.message;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which payment is spoken of. {@code null}: the message does not say.
 *
 * @param messageId of the message that carried it, {@code messageType} its name ({@code pacs.008.001.08}, {@code MT103})
 * @param amount as ordered between the banks
 * @param debtor side of it, and {@code creditor}: what the message repeats of them
 */
public record Original(@Nullable String messageId, @Nullable String messageType, References references, @Nullable Amount amount, @Nullable LocalDate settlementDate, @Nullable Side debtor,
    @Nullable Side creditor) {
  public static Original of(References references) { return new Original(null, null, references, null, null, null, null); }
}
