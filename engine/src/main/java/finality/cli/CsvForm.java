package finality.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import org.jspecify.annotations.Nullable;

/** How every CSV file is read here. A quote too many, or one too few, makes one field of several lines: the lines in between would be left out, and nothing would look wrong. */
final class CsvForm {
  private static final String REMEDY = "close the quote in its own line, or write it twice where it belongs to the text";

  private CsvForm() {}

  /** A quote that nothing closes is an error at the end of the file. */
  static CsvReader.CsvReaderBuilder reader(char separator) {
    return CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false).skipEmptyLines(true).allowExtraFields(true).allowMissingFields(true).detectBomHeader(false);
  }

  /** Why the record cannot be what was meant; {@code null}: nothing against it. */
  static @Nullable String swallowed(CsvRecord record) {
    for (int i = 0; i < record.getFieldCount(); i++) {
      var field = record.getField(i);
      if (field.indexOf('\n') < 0 && field.indexOf('\r') < 0) continue;
      long line = record.getStartingLineNumber() + breaks(record, 0, i);
      return "a quote opens in column " + (i + 1) + " of line " + line + " and closes in line " + (line + breaks(record, i, i + 1)) + "; " + REMEDY;
    }
    return null;
  }

  private static long breaks(CsvRecord record, int from, int to) {
    long breaks = 0;
    for (int i = from; i < to; i++) breaks += record.getField(i).replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
    return breaks;
  }

  /** Why the rest of a file cannot be read, with the line where what is wrong begins. */
  static String reason(CsvParseException e) { return e.getMessage() + "; look for a quote that is not closed: " + REMEDY; }
}
