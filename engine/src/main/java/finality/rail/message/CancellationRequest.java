package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a payment to be stopped or given back: camt.056. Changes nothing by itself. @param caseId of the investigation, {@code creator} who opened it */
public record CancellationRequest(@Nullable String cancellationId, @Nullable String caseId, @Nullable Party creator, Original original, List<Reason> reasons) implements Item {
  public CancellationRequest { reasons = List.copyOf(reasons); }
}
