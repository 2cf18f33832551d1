package finality.rail.message;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One booking of a statement.
 *
 * @param position where it stands in the file
 * @param amount never negative
 * @param direction what it did to the balance, a reversal's too: the reversal of a credit is a debit
 * @param booked false for what is only announced and not in the balance
 * @param type what kind of booking it is
 * @param reference the account holder's
 * @param bankReference the bank's
 * @param text what the bank added in its own words
 * @param charges taken with the line as a whole; negative when they were given back
 * @param batch what was booked as one; {@code null}: it does not say that several were
 */
public record StatementLine(Finding.Position position, LocalDate valueDate, @Nullable LocalDate bookingDate, BigDecimal amount, String currency, Direction direction, boolean reversal,
    boolean booked, Type type, @Nullable String reference, @Nullable String bankReference, @Nullable String text, List<Charge> charges, @Nullable Batch batch, List<Detail> details) {

  /**
   * @param scheme {@code swift} (NTRF), {@code iso20022} (PMNT-RCDT-ESCT) or {@code proprietary}
   * @param proprietary the bank's own code beside ISO's: of German banks {@code NTRF+166+00931}, with the business transaction code 166 and the number of the prima nota
   * @param issuer who keeps the list of the proprietary code: {@code DK}
   */
  public record Type(String scheme, String code, @Nullable String proprietary, @Nullable String issuer) {
    public static final Type UNKNOWN = new Type("proprietary", "");

    public Type(String scheme, String code) { this(scheme, code, null, null); }
  }

  /** @param messageId of the file in which the account holder ordered it, {@code batchId} the group within (PmtInfId). @param payments how many, whether or not the line tells of each */
  public record Batch(@Nullable String messageId, @Nullable String batchId, @Nullable Long payments) {}

  public StatementLine {
    charges = List.copyOf(charges);
    details = List.copyOf(details);
  }

  public BigDecimal signedAmount() { return direction.signed(amount); }

  public Detail detail() { return details.isEmpty() ? Detail.NONE : details.getFirst(); }
}
