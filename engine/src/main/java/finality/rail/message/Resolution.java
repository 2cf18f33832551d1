package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cancellation request: camt.029.
 *
 * @param caseId of the investigation, {@code creator} who opened it
 * @param status of the investigation: {@code CNCL} cancelled, {@code RJCR} refused, {@code PDCR} pending
 * @param cancellationStatus of this payment's ({@code ACCR}, {@code RJCR}, {@code PDCR}), where it has one of its own
 */
public record Resolution(@Nullable String caseId, @Nullable String cancellationId, @Nullable String status, @Nullable String cancellationStatus, Original original, List<Reason> reasons,
    List<Charge> charges, @Nullable Party creator) implements Item {
  public Resolution {
    reasons = List.copyOf(reasons);
    charges = List.copyOf(charges);
  }

  /** Of a case of which nobody says who opened it. */
  public Resolution(@Nullable String caseId, @Nullable String cancellationId, @Nullable String status, @Nullable String cancellationStatus, Original original, List<Reason> reasons, List<Charge> charges) {
    this(caseId, cancellationId, status, cancellationStatus, original, reasons, charges, null);
  }
}
