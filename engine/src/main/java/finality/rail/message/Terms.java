package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * How a payment is to be carried out. Codes are ISO 20022's where the format has its own.
 *
 * @param priority {@code HIGH} or {@code NORM}
 * @param serviceLevel {@code SEPA}, {@code G001}, {@code URGP}
 * @param localInstrument {@code INST}; of an ACH entry its class {@code PPD}, {@code CCD}, {@code CTX}, {@code IAT}
 * @param categoryPurpose {@code SALA}, {@code INTC}
 * @param purpose {@code GDDS}; for the creditor
 * @param chargeBearer {@code DEBT} (FIN OUR), {@code CRED} (BEN), {@code SHAR} (SHA), {@code SLEV}
 */
public record Terms(@Nullable String priority, @Nullable String serviceLevel, @Nullable String localInstrument, @Nullable String categoryPurpose, @Nullable String purpose, @Nullable String chargeBearer) {
  public static final Terms NONE = new Terms(null, null, null, null, null, null);
}
