package finality.rail.message.nacha;

import finality.rail.message.Unwritable;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Rows of batch headers and entries. */
final class Batches {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");

  private Batches() {}

  static void check(AchBatch batch) {
    var entryClass = EntryClass.of(batch.entryClass());
    if (entryClass == null || entryClass == EntryClass.ADV) throw new Unwritable("batch header/entry class", "unknown_class", "Entries of class \"" + batch.entryClass() + "\" are not written.");
    if (batch.serviceClass() != AchBatch.MIXED && batch.serviceClass() != AchBatch.CREDITS && batch.serviceClass() != AchBatch.DEBITS)
      throw new Unwritable("batch header/service class", "service_class", batch.serviceClass() + " should be 200 (credits and debits), 220 (credits) or 225 (debits).");
    if (entryClass == EntryClass.IAT && batch.international() == null) throw new Unwritable("batch header/foreign exchange indicator", "missing", "An IAT batch says countries, currencies and the kind of exchange.");
    if (batch.international() != null && entryClass != EntryClass.IAT && entryClass != EntryClass.COR) throw new Unwritable("batch header/entry class", "entry_class", "Only a batch of class IAT or COR is international.");
    if (batch.effective() != null && (batch.effective().getYear() < 2000 || batch.effective().getYear() > 2099)) throw new Unwritable("batch header/effective entry date", "date", batch.effective() + " has no place in six digits.");
  }

  static Row header(AchBatch batch) {
    var row = new Row("batch header", "5").number("service class", batch.serviceClass(), 3);
    var abroad = batch.international();
    if (abroad == null) row.needed("company name", batch.company(), 16).text("company discretionary data", batch.discretionary(), 20);
    else row.text("IAT indicator", abroad.indicator(), 16).needed("foreign exchange indicator", abroad.exchange(), 2).needed("foreign exchange reference indicator", abroad.referenceKind(), 1)
        .text("foreign exchange reference", abroad.reference(), 15).needed("destination country", abroad.country(), 2);
    row.needed("company id", batch.companyId(), 10).needed("entry class", batch.entryClass(), 3).needed("entry description", batch.description(), 10);
    if (abroad == null) row.text("descriptive date", batch.descriptiveDate(), 6);
    else row.needed("originating currency", abroad.originatingCurrency(), 3).needed("destination currency", abroad.destinationCurrency(), 3);
    return row.text("effective entry date", date(batch.effective()), 6).text("settlement date", batch.settled(), 3).needed("originator status", batch.originatorStatus(), 1).digits("ODFI", batch.odfi(), 8)
        .number("batch number", batch.number(), 7);
  }

  private static String date(@Nullable LocalDate date) { return date == null ? "" : DATE.format(date); }

  static Row entry(AchBatch batch, EntryClass entryClass, AchEntry entry, String trace) {
    var row = new Row("entry", "6" + entry.code()).digits("receiving bank", entry.receiver(), 9);
    var indicator = entry.addenda().isEmpty() ? "0" : "1";
    if (batch.international() != null) return row.number("number of addenda", entry.addenda().size(), 4).blank(13).amount("amount", entry.amount(), 10).needed("account", entry.account(), 35).blank(2)
        .text("screening indicators", entry.discretionary(), 2).text("", indicator, 1).text("", trace, 15);
    row.needed("account", entry.account(), 17).amount("amount", entry.amount(), 10);
    switch (entryClass.fields) {
      case COUNTED -> row.text("identification number", entry.id(), 15).number("number of addenda", entry.addenda().size(), 4).needed("name", entry.name(), 16).blank(2);
      case NAME_FIRST -> row.needed("name", entry.name(), 15).text("identification number", entry.id(), 22);
      default -> row.text("identification number", entry.id(), 15).needed("name", entry.name(), 22);
    }
    return row.text("discretionary data", entry.discretionary(), 2).text("", indicator, 1).text("", trace, 15);
  }
}
