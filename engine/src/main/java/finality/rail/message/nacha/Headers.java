package finality.rail.message.nacha;

import finality.rail.message.identifier.AbaNumber;
import finality.rail.message.identifier.Checked;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads file and batch headers. */
final class Headers {
  private final Told told;

  Headers(Told told) { this.told = told; }

  AchFile file(Line line) {
    constant(line, 2, 3, "01", "priority code");
    constant(line, 35, 37, "094", "record size");
    constant(line, 38, 39, "10", "blocking factor");
    constant(line, 40, 40, "1", "format code");
    var destination = line.field(4, 13);
    if (AbaNumber.read(destination) instanceof Checked.Refused<AbaNumber>(var code, var reason)) told.warning(line, "immediate destination", "destination", "\"" + destination + "\" is no routing number. " + reason);
    var modifier = line.field(34, 34);
    if (!modifier.matches("[A-Z0-9]")) told.warning(line, "file id modifier", "modifier", "\"" + modifier + "\" should be a letter A to Z or a digit.");
    return new AchFile(destination, line.field(14, 23), created(line), modifier, line.field(41, 63), line.field(64, 86), line.field(87, 94));
  }

  private void constant(Line line, int from, int to, String expected, String field) {
    if (!line.raw(from, to).equals(expected)) told.warning(line, field, "odd_header", "\"" + line.raw(from, to) + "\" should be " + expected + ".");
  }

  private @Nullable LocalDateTime created(Line line) {
    var day = date(line, 24, 29, "file creation date");
    if (day == null) {
      if (line.field(24, 29).isEmpty()) told.error(line, "file creation date", "missing_date", "The file says no day on which it was made.");
      return null;
    }
    var time = line.raw(30, 33);
    if (time.isBlank()) return day.atStartOfDay();
    if (Told.digits(time) && time.compareTo("2400") < 0 && time.charAt(2) < '6') return day.atTime(Integer.parseInt(time.substring(0, 2)), Integer.parseInt(time.substring(2)));
    told.warning(line, "file creation time", "impossible_time", "\"" + time + "\" is no time of the day; it was left out of account.");
    return day.atStartOfDay();
  }

  /** Six digits, in the years 2000 to 2099. @return {@code null} when there is none; that it is impossible is told */
  private @Nullable LocalDate date(Line line, int from, int to, String field) {
    var text = line.raw(from, to);
    if (text.isBlank() || text.equals("000000")) return null;
    try {
      if (Told.digits(text)) return LocalDate.of(2000 + Integer.parseInt(text.substring(0, 2)), Integer.parseInt(text.substring(2, 4)), Integer.parseInt(text.substring(4)));
    } catch (DateTimeException e) {
      // told below
    }
    told.error(line, field, "impossible_date", "\"" + text + "\" is no day; expected YYMMDD.");
    return null;
  }

  AchBatch batch(Line line, AchFile file) {
    int serviceClass = (int) told.number(line, 2, 4, "service class");
    var written = line.raw(51, 53);
    var entryClass = written.toUpperCase(Locale.ROOT);
    if (!written.equals(entryClass)) told.warningOnce("", line.at("entry class"), "lower_case", "The entry class \"" + written + "\" was read as " + entryClass + ".");
    if (EntryClass.of(entryClass) == null) told.error(line, "entry class", "unknown_class", "There is no entry class \"" + written + "\"; its entries were read as PPD's are.");
    boolean advice = entryClass.equals("ADV");
    if (advice ? serviceClass != 280 : serviceClass != AchBatch.MIXED && serviceClass != AchBatch.CREDITS && serviceClass != AchBatch.DEBITS)
      told.error(line, "service class", "service_class", "\"" + line.raw(2, 4) + "\" should be " + (advice ? "280." : "200 (credits and debits), 220 (credits) or 225 (debits)."));
    boolean abroad = entryClass.equals("IAT") || entryClass.equals("COR") && line.field(5, 20).equals("IATCOR");
    var odfi = line.field(80, 87);
    if (!Told.digits(odfi) || odfi.length() != 8) told.error(line, "ODFI", "not_numeric", "\"" + odfi + "\" should be the first eight digits of a routing number.");
    var effective = date(line, 70, 75, "effective entry date");
    var batch = new AchBatch(serviceClass, abroad ? "" : line.field(5, 20), abroad ? "" : line.field(21, 40), line.field(41, 50), entryClass, line.field(54, 63), abroad ? "" : line.field(64, 69),
        effective, line.field(76, 78), line.field(79, 79), odfi, (int) told.number(line, 88, 94, "batch number"), abroad ? international(line) : null);
    complete(line, batch);
    return batch;
  }

  private void complete(Line line, AchBatch batch) {
    if (batch.international() == null && batch.company().isEmpty()) told.error(line, "company name", "missing_field", "The batch does not say whose it is.");
    if (batch.companyId().isEmpty()) told.error(line, "company id", "missing_field", "The batch has no number of the company.");
    if (batch.description().isEmpty()) told.warning(line, "entry description", "missing_field", "The batch does not say what its entries are for.");
    if (batch.description().equals("REVERSAL"))
      told.note(line, "entry description", "reversal", "The entries of this batch reverse earlier ones that were wrong: each takes back, or pays back, what an entry before it did.");
    if (!batch.settled().isEmpty() && (!Told.digits(batch.settled()) || Integer.parseInt(batch.settled()) > 366)) told.warning(line, "settlement date", "settlement_day", "\"" + batch.settled() + "\" is no day of the year.");
    if (!batch.originatorStatus().matches("[0-2]")) told.warning(line, "originator status", "originator_status", "\"" + batch.originatorStatus() + "\" should be 1 (bank), 2 (federal government) or 0 (operator).");
    if (batch.entryClass().equals("DNE") && !batch.originatorStatus().equals("2")) told.warning(line, "originator status", "originator_status", "Only the federal government (2) sends death notifications.");
  }

  private AchBatch.International international(Line line) {
    var abroad = new AchBatch.International(line.field(5, 20), line.field(21, 22), line.field(23, 23), line.field(24, 38), line.field(39, 40), line.field(64, 66), line.field(67, 69));
    if (!abroad.exchange().matches("FF|FV|VF")) told.error(line, "foreign exchange indicator", "exchange", "\"" + abroad.exchange() + "\" should be FF, FV or VF.");
    if (!abroad.referenceKind().matches("[123]")) told.error(line, "foreign exchange reference indicator", "exchange", "\"" + abroad.referenceKind() + "\" should be 1, 2 or 3.");
    if (!abroad.country().matches("[A-Z]{2}")) told.error(line, "destination country", "country", "\"" + abroad.country() + "\" is no code of a country (ISO 3166).");
    if (!abroad.originatingCurrency().matches("[A-Z]{3}")) told.error(line, "originating currency", "unknown_currency", "\"" + abroad.originatingCurrency() + "\" is no code of a currency.");
    if (!abroad.destinationCurrency().matches("[A-Z]{3}")) told.error(line, "destination currency", "unknown_currency", "\"" + abroad.destinationCurrency() + "\" is no code of a currency.");
    return abroad;
  }

  /** Asked for by the convention of the descriptive date, or by an effective date that is the file's own day. */
  boolean sameDay(AchBatch batch, AchFile file) {
    return batch.isSameDay() || batch.effective() != null && file.created() != null && batch.effective().equals(file.created().toLocalDate());
  }
}
