package finality.rail.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The debtor pays: pacs.008, pacs.009, a transaction of pain.001, MT103, MT202, a credit entry of an ACH file.
 *
 * @param amount what the banks settle, or what is instructed where only that is known (pain.001)
 * @param settlementDate the day on which the banks settle; of pain.001 the requested day of execution
 * @param instructed what the debtor ordered, where it is another amount or currency; {@code rate} is settled ÷ instructed as the message gives it
 * @param instructions for banks on the way, each a code and words as they stand there ({@code /REC/…}, {@code PHOB …})
 * @param underlying the customer's payment that a payment between banks covers (pacs.009 COV, MT202 COV)
 */
public record CreditTransfer(Kind kind, References references, Amount amount, @Nullable LocalDate settlementDate, Side debtor, Side creditor, Route route, Terms terms, @Nullable Amount instructed,
    @Nullable BigDecimal rate, List<Charge> charges, Remittance remittance, List<String> instructions, @Nullable CreditTransfer underlying) implements Item {

  /** Of a customer, or of banks between themselves. */
  public enum Kind { CUSTOMER, BANK }

  public CreditTransfer {
    charges = List.copyOf(charges);
    instructions = List.copyOf(instructions);
  }

  /** The least that can be said. */
  public static CreditTransfer of(Kind kind, References references, Amount amount, Side debtor, Side creditor) {
    return new CreditTransfer(kind, references, amount, null, debtor, creditor, Route.NONE, Terms.NONE, null, null, List.of(), Remittance.NONE, List.of(), null);
  }
}
