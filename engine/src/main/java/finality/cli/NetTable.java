package finality.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A CSV file whose first line names the columns, read row by row; everything that is wrong in it is told at once. */
final class NetTable {
  private static final int MOST_TOLD = 20;
  private static final int LONGEST_NUMBER = 80;

  private final String file;
  private final List<String> columns = new ArrayList<>();
  private final List<String> wrongs = new ArrayList<>();
  private final String text;
  private int wrong;
  private long line = 1;
  private List<String> fields = List.of();

  /** @throws Stop when the file cannot be read, is not UTF-8, or is empty */
  NetTable(Path path) {
    file = path.toString();
    text = PaymentFile.text(file, bytes(path));
    var header = text.lines().filter(l -> !l.isBlank()).findFirst().orElseThrow(() -> Stop.unreadable(file + " is empty; its first line must name the columns."));
    for (var name : header.split(String.valueOf(CsvDrafts.separator(text)), -1)) columns.add(name.strip().replaceAll("^\"|\"$", "").toLowerCase(Locale.ROOT));
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException _) {
      throw Stop.unreadable("There is no file " + path + ".");
    } catch (IOException e) {
      throw Stop.unreadable(path + " cannot be read: " + e.getMessage());
    }
  }

  boolean has(String column) { return columns.contains(column); }

  /** @throws Stop when one that must be there is not, or one is there that has no meaning */
  void requireColumns(List<String> needed, List<String> possible) {
    var missing = needed.stream().filter(c -> !has(c)).toList();
    var unknown = columns.stream().filter(c -> !needed.contains(c) && !possible.contains(c)).toList();
    if (missing.isEmpty() && unknown.isEmpty() && columns.stream().distinct().count() == columns.size()) return;
    throw Stop.unreadable(file + ": the first line must name " + String.join(", ", needed) + " and may name " + String.join(", ", possible) + "; "
        + (!missing.isEmpty() ? "there is no " + String.join(", ", missing) : !unknown.isEmpty() ? "\"" + String.join("\", \"", unknown) + "\" has no meaning here" : "one is named twice") + ".");
  }

  /**
   * Takes each row in turn; {@link #text}, {@link #amount} and the rest are of that row. A row that throws {@link IllegalArgumentException} is told with its line.
   *
   * @throws Stop when any row is wrong, with all of them
   */
  void rows(Consumer<Integer> row) {
    int number = 0;
    try (var reader = CsvForm.reader(CsvDrafts.separator(text)).ofCsvRecord(text)) {
      boolean header = true;
      for (var record : reader) {
        line = record.getStartingLineNumber();
        if (CsvForm.swallowed(record) instanceof String why) {
          tell("line " + line + ": " + why);
          header = false;
          continue;
        }
        if (header || record.getFields().stream().allMatch(String::isBlank)) {
          header = false;
          continue;
        }
        take(record, ++number, row);
      }
    } catch (CsvParseException e) {
      tell("after line " + line + ": the rest cannot be read: " + CsvForm.reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);   // a string does not fail
    }
    if (wrong > 0) throw Stop.unreadable(String.join("\n", wrongs) + (wrong > MOST_TOLD ? "\n… and " + (wrong - MOST_TOLD) + " more" : "") + "\n" + wrong + (wrong == 1 ? " line is" : " lines are") + " wrong; nothing was computed.");
  }

  private void take(CsvRecord record, int number, Consumer<Integer> row) {
    fields = record.getFields();
    try {
      if (fields.size() != columns.size()) throw new IllegalArgumentException("has " + fields.size() + " columns, the header has " + columns.size());
      row.accept(number);
    } catch (IllegalArgumentException e) {
      tell("line " + line + ": " + e.getMessage());
    }
  }

  private void tell(String what) {
    if (++wrong <= MOST_TOLD) wrongs.add(file + " " + what);
  }

  /** Where the row begins that is being taken. */
  long line() { return line; }

  /** {@code null}: there is no such column, or nothing in it. */
  @Nullable String optional(String column) {
    int at = columns.indexOf(column);
    var value = at < 0 ? "" : fields.get(at).strip();
    for (int i = 0; i < value.length(); i++)
      if (Character.isISOControl(value.charAt(i))) throw new IllegalArgumentException(column + ": character %d is the control character U+%04X; take it out".formatted(i + 1, (int) value.charAt(i)));
    return value.isEmpty() ? null : value;
  }

  String text(String column) {
    if (optional(column) instanceof String value) return value;
    throw new IllegalArgumentException(column + " is empty");
  }

  /** A plain decimal, at the scale it is written in. */
  BigDecimal number(String column, boolean signed) {
    var value = text(column);
    if (value.length() > LONGEST_NUMBER) throw new IllegalArgumentException(column + ": \"" + value.substring(0, LONGEST_NUMBER) + "…\" has " + value.length() + " characters; a number has at most " + LONGEST_NUMBER);
    if (!value.matches((signed ? "-?" : "") + "[0-9]+(\\.[0-9]+)?"))
      throw new IllegalArgumentException(column + ": \"" + value + "\" is not a plain decimal such as 12.34");
    return new BigDecimal(value);
  }
}
