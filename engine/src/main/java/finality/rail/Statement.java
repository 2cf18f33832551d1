package finality.rail;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bank's account statement of one day: {@code closing = opening + sum of signed lines}. Amounts at the currency's scale; a credit to us is positive. */
public record Statement(String account, String currency, LocalDate day, BigDecimal opening, BigDecimal closing, List<Line> lines) {
  public record Line(String id, BigDecimal signedAmount, @Nullable String endToEndId, @Nullable String reference, Instant bookedAt) {}
}
