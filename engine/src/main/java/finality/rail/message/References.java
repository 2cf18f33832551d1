package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * The names of one payment. {@code null}: the message gives none.
 *
 * @param instructionId between two banks (MT103 and MT202 field 20)
 * @param endToEndId the debtor's, carried to the creditor
 * @param transactionId the first bank's, carried to the last one (NACHA trace number)
 * @param uetr UUID version 4, small letters
 * @param clearingReference the clearing system's
 * @param batchId the group within the message: PmtInfId, NACHA batch number
 */
public record References(@Nullable String instructionId, @Nullable String endToEndId, @Nullable String transactionId, @Nullable String uetr, @Nullable String clearingReference, @Nullable String batchId) {
  public static final References NONE = new References(null, null, null, null, null, null);

  public static References of(String endToEndId, String uetr) { return new References(null, endToEndId, null, uetr, null, null); }
}
