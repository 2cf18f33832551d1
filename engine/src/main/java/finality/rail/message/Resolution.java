package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a cancellation request: camt.029.
 *
 * @param status of the investigation: {@code CNCL} cancelled, {@code RJCR} refused, {@code PDCR} pending
 * @param cancellationStatus of this payment's ({@code ACCR}, {@code RJCR}, {@code PDCR}), where it has one of its own
 */
public record Resolution(@Nullable String caseId, @Nullable String cancellationId, @Nullable String status, @Nullable String cancellationStatus, Original original, List<Reason> reasons,
    List<Charge> charges) implements Item {
  public Resolution {
    reasons = List.copyOf(reasons);
    charges = List.copyOf(charges);
  }
}
