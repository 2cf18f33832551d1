package finality.rail.message;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The creditor draws: a debit entry of an ACH file. @param settlementDate the day on which it is to be drawn */
public record DirectDebit(References references, Amount amount, @Nullable LocalDate settlementDate, Side creditor, Side debtor, Terms terms, Remittance remittance) implements Item {}
