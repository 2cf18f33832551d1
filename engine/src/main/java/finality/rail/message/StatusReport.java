package finality.rail.message;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a payment, or of a whole message or batch: pacs.002, pain.002. What a status means stands in {@code statuses.csv}.
 *
 * @param level of what it speaks; a status of a group holds for each transaction that has none of its own
 * @param statusId the report's own name of this status
 * @param status {@code ACSC}, {@code RJCT}, …; {@code null}: reasons alone
 * @param accepted when the bank took it
 * @param settledOn the day it became effective
 * @param charges what was taken
 */
public record StatusReport(Level level, @Nullable String statusId, Original original, @Nullable String status, List<Reason> reasons, @Nullable OffsetDateTime accepted, @Nullable LocalDate settledOn,
    @Nullable String clearingReference, List<Charge> charges) implements Item {

  public enum Level { GROUP, BATCH, TRANSACTION }

  public StatusReport {
    reasons = List.copyOf(reasons);
    charges = List.copyOf(charges);
  }
}
