package finality.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Payments as CSV: UTF-8, the first line names the columns; comma, semicolon or tab between them, whichever the first line has most of. */
final class CsvDrafts {
  private static final Set<String> PLAIN = Set.of("debtor_account", "amount", "currency", "rail", "priority", "requested_date", "purpose", "reference",
      "kind", "from_bank", "to_bank", "obligation_id", "max_attempts");
  private static final Set<String> CREDITOR = Set.of("creditor_name", "creditor_account", "creditor_bank", "creditor_country");
  private static final String BOOK = "book_account";
  private static final String OWN = "idempotency_key";
  private static final String METADATA = "metadata.";

  private final String file;
  private final List<String> columns = new ArrayList<>();

  private CsvDrafts(String file) { this.file = file; }

  /** @throws Stop when it is not UTF-8 or its first line is no header */
  static List<Draft> read(String file, byte[] bytes) { return new CsvDrafts(file).read(PaymentFile.text(file, bytes)); }

  private List<Draft> read(String text) {
    var drafts = new ArrayList<Draft>();
    long last = 1;
    try (var reader = CsvForm.reader(separator(text)).ofCsvRecord(text)) {
      for (var record : reader) {
        last = record.getStartingLineNumber();
        if (columns.isEmpty()) header(record);
        else if (record.getFields().stream().anyMatch(f -> !f.isBlank())) drafts.add(draft(record));
      }
    } catch (CsvParseException e) {
      drafts.add(Draft.unreadable(new Place(file, "after line " + last, last), "", "the rest of the file cannot be read: " + CsvForm.reason(e)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);   // a string does not fail
    }
    if (columns.isEmpty()) throw Stop.unreadable(file + " is empty; its first line must name the columns, at least debtor_account, creditor_account, amount, currency.");
    return drafts;
  }

  static char separator(String text) {
    var header = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    char best = ',';
    for (char c : new char[] {';', '\t'}) if (count(header, c) > count(header, best)) best = c;
    return best;
  }

  private static long count(String text, char c) { return text.chars().filter(x -> x == c).count(); }

  private void header(CsvRecord record) {
    for (var field : record.getFields()) columns.add(field.strip().toLowerCase(Locale.ROOT).replace(' ', '_'));
    var unknown = columns.stream().filter(c -> !known(c)).toList();
    if (!unknown.isEmpty()) throw Stop.unreadable(file + " line " + record.getStartingLineNumber() + ": there is no column \"" + String.join("\", \"", unknown) + "\". The first line names the columns; there are "
        + String.join(", ", PLAIN.stream().sorted().toList()) + ", creditor_name, creditor_account, creditor_bank, creditor_country, book_account, idempotency_key and metadata.<name>.");
    if (Set.copyOf(columns).size() < columns.size()) throw Stop.unreadable(file + " line " + record.getStartingLineNumber() + ": a column is named twice.");
  }

  private static boolean known(String column) {
    return PLAIN.contains(column) || CREDITOR.contains(column) || column.equals(BOOK) || column.equals(OWN) || (column.startsWith(METADATA) && column.length() > METADATA.length());
  }

  private Draft draft(CsvRecord record) {
    long line = record.getStartingLineNumber();
    var place = new Place(file, "line " + line, line);
    var fields = record.getFields();
    boolean surplus = fields.size() > columns.size() && fields.subList(columns.size(), fields.size()).stream().anyMatch(f -> !f.isBlank());
    if (surplus || fields.size() < columns.size())
      return Draft.unreadable(place, "", "has " + fields.size() + " columns, the header has " + columns.size() + ": a separator is missing or too many, or a field that contains one is not in quotes");
    var cells = new HashMap<String, String>();
    for (int i = 0; i < columns.size(); i++) {
      var value = fields.get(i).strip();
      if (!value.isEmpty()) cells.put(columns.get(i), value);
    }
    return draft(place, cells);
  }

  private static Draft draft(Place place, Map<String, String> cells) {
    var body = new LinkedHashMap<String, Json>();
    var creditor = new LinkedHashMap<String, Json>();
    var metadata = new LinkedHashMap<String, Json>();
    for (var cell : new java.util.TreeMap<>(cells).entrySet()) {
      var name = cell.getKey();
      if (PLAIN.contains(name)) body.put(name, name.equals("max_attempts") && cell.getValue().matches("[0-9]{1,9}") ? new Digits(cell.getValue()) : new Text(cell.getValue()));
      else if (CREDITOR.contains(name)) creditor.put(name.substring("creditor_".length()), new Text(cell.getValue()));
      else if (name.startsWith(METADATA)) metadata.put(name.substring(METADATA.length()), new Text(cell.getValue()));
    }
    var wrongs = new ArrayList<Wrong>();
    if (cells.get(BOOK) instanceof String account) {
      body.put("creditor_account", new Text(account));
      body.putIfAbsent("rail", new Text("BOOK"));
      if (!creditor.isEmpty()) wrongs.add(new Wrong(BOOK, "is filled together with creditor columns: a transfer within these books has no creditor at a bank; leave one out"));
    } else if (!creditor.isEmpty()) {
      body.put("creditor", new Members(creditor));
    }
    if (!metadata.isEmpty()) body.put("metadata", new Members(metadata));
    return new Draft(place, new Members(body), cells.get(OWN), wrongs);
  }
}
