package finality.rail.message.nacha;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A batch header (record 5): whose entries follow and what for. Texts are without the blanks that fill their fields.
 *
 * @param serviceClass 200 credits and debits, 220 credits only, 225 debits only
 * @param company the originator's name, at most 16 characters; empty in an IAT batch
 * @param discretionary the originator's own, at most 20 characters
 * @param companyId at most 10 characters, as the ODFI gave it
 * @param entryClass {@code PPD}, {@code CCD}, {@code CTX}, {@code IAT}, {@code COR}, …
 * @param description what the receiver shall see ({@code PAYROLL}, {@code REVERSAL}), at most 10 characters
 * @param descriptiveDate the originator's own words of six characters; {@code SD1300} asks for same-day settlement
 * @param effective the day on which the originator wants it settled; {@code null}: the next one possible
 * @param settled day of the year on which it settled, three digits, put in by the operator; empty on the way there
 * @param originatorStatus 1 a bank, 2 the federal government, 0 the operator's own advices
 * @param odfi the originating bank, the first eight digits of its routing number
 * @param number ascending within the file; 0: the writer numbers it
 * @param international {@code null}: not an IAT batch
 */
public record AchBatch(int serviceClass, String company, String discretionary, String companyId, String entryClass, String description, String descriptiveDate, @Nullable LocalDate effective, String settled,
    String originatorStatus, String odfi, int number, @Nullable International international) {
  public static final int MIXED = 200;
  public static final int CREDITS = 220;
  public static final int DEBITS = 225;

  /**
   * What the header of an IAT batch says instead of company name and discretionary data.
   *
   * @param indicator {@code IATCOR} in a batch of corrections, else empty
   * @param exchange {@code FF}, {@code FV} or {@code VF}: whether the amounts sent and received are fixed or variable
   * @param referenceKind 1: {@code reference} is the rate, 2: another reference, 3: it is empty
   * @param country of the receiver, ISO 3166-1
   * @param originatingCurrency and {@code destinationCurrency}: ISO 4217; the entries themselves are in US dollars
   */
  public record International(String indicator, String exchange, String referenceKind, String reference, String country, String originatingCurrency, String destinationCurrency) {
    public static International fixed(String country, String originatingCurrency, String destinationCurrency) {
      return new International("", "FF", "3", "", country, originatingCurrency, destinationCurrency);
    }
  }

  /** A domestic batch that the writer numbers. @param odfi eight or nine digits */
  public static AchBatch of(int serviceClass, String entryClass, String company, String companyId, String description, LocalDate effective, String odfi) {
    return new AchBatch(serviceClass, company, "", companyId, entryClass, description, "", effective, "", "1", odfi.substring(0, Math.min(8, odfi.length())), 0, null);
  }

  /** An IAT batch that the writer numbers. @param odfi eight or nine digits */
  public static AchBatch of(int serviceClass, International international, String originatorId, String description, LocalDate effective, String odfi) {
    return new AchBatch(serviceClass, "", "", originatorId, "IAT", description, "", effective, "", "1", odfi.substring(0, Math.min(8, odfi.length())), 0, international);
  }

  public boolean isReversal() { return description.equalsIgnoreCase("REVERSAL"); }

  /** The originator asks for settlement on the same day (Nacha's convention {@code SDhhmm}). */
  public boolean isSameDay() { return descriptiveDate.matches("SD[0-9]{4}"); }
}
