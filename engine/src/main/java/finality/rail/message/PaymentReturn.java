package finality.rail.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money of a settled payment comes back: pacs.004, an ACH return entry, MT103 with {@code /RETN/}.
 *
 * @param returnId the return's own name, {@code uetr} its own where it has one
 * @param amount what comes back; the original amount less charges, if any
 * @param debtor who gives back, {@code creditor} who gets back
 * @param instructed what was to come back before charges or exchange, where it is another amount or currency; {@code rate} is {@code amount} ÷ {@code instructed} as the message gives it
 * @param chargeBearer as in {@link Terms}
 */
public record PaymentReturn(@Nullable String returnId, @Nullable String uetr, Original original, Amount amount, @Nullable LocalDate settlementDate, List<Reason> reasons, List<Charge> charges, @Nullable Side debtor,
    @Nullable Side creditor, Route route, @Nullable Amount instructed, @Nullable BigDecimal rate, @Nullable String chargeBearer) implements Item {
  public PaymentReturn {
    reasons = List.copyOf(reasons);
    charges = List.copyOf(charges);
  }
}
