package finality.rail.message.code;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list of codes. The same four letters can mean something else in another list. */
public enum CodeList {
  PAYMENT_STATUS("ISO 20022 ExternalPaymentTransactionStatus1Code"),
  GROUP_STATUS("ISO 20022 ExternalPaymentGroupStatus1Code"),
  /** Of one payment whose cancellation was asked for. */
  CANCELLATION_STATUS("ISO 20022 CancellationIndividualStatus1Code"),
  INVESTIGATION_STATUS("ISO 20022 ExternalInvestigationExecutionConfirmation1Code"),
  /** Why a payment has the status that it has. */
  STATUS_REASON("ISO 20022 ExternalStatusReason1Code"),
  RETURN_REASON("ISO 20022 ExternalReturnReason1Code"),
  /** Why a direct debit is given back by whoever collected it. */
  REVERSAL_REASON("ISO 20022 ExternalReversalReason1Code"),
  /** Why a payment should be cancelled. */
  CANCELLATION_REASON("ISO 20022 ExternalCancellationReason1Code"),
  /** Why it is not. */
  CANCELLATION_REFUSAL("ISO 20022 ExternalPaymentCancellationRejection1Code"),
  NACHA_RETURN("Nacha Operating Rules, return reason codes"),
  NACHA_CHANGE("Nacha Operating Rules, change codes"),
  /** Field 71A. */
  FIN_CHARGES("SWIFT Standards MT, field 71A"),
  /** Field 23B. */
  FIN_OPERATION("SWIFT Standards MT, field 23B"),
  /** Field 23E. */
  FIN_INSTRUCTION("SWIFT Standards MT, field 23E"),
  /** The words between strokes of field 72. */
  FIN_NARRATIVE("SWIFT Standards MT, field 72"),
  /** Behind {@code /REJT/} and {@code /RETN/} in field 72. */
  FIN_REJECT("SWIFT Standards MT, payments reject/return guidelines");

  private final String source;

  CodeList(String source) { this.source = source; }

  /** Where the list is defined. */
  public String source() { return source; }

  /** @param code as it is written; empty when the list has none such */
  public Optional<Code> find(@Nullable String code) { return code == null ? Optional.empty() : Optional.ofNullable(lines().get(code)); }

  /** What a status says about whether it will change. */
  public Finality finality(@Nullable String code) { return find(code).map(Code::finality).orElse(Finality.UNKNOWN); }

  /** All of them. */
  public Collection<Code> codes() { return lines().values(); }

  private Map<String, Code> lines() { return Tables.CODES.get(this); }
}
