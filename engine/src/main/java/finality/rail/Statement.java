package finality.rail;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bank's account statement of one day, as the bank wrote it. Amounts at the currency's scale; a credit to us is positive. */
public record Statement(String account, String currency, LocalDate day, BigDecimal opening, BigDecimal closing, List<Line> lines) {

  /** {@code closing = opening + sum of the lines}. A statement that does not foot has lost or doubled a line. */
  public boolean foots() {
    return closing.compareTo(lines.stream().map(Line::signedAmount).reduce(opening, BigDecimal::add)) == 0;
  }

  /** @param endToEndId of the order that a debit pays; null for anything else, charges too */
  public record Line(String id, BigDecimal signedAmount, @Nullable String endToEndId, @Nullable String reference, Instant bookedAt) {}
}
