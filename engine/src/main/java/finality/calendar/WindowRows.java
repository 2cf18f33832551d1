package finality.calendar;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table {@code settlement_windows (currency, window_start, window_end, days_of_week, is_active)}, which has neither zone nor holidays.
 * Both are given here: for the currencies the table was made with, the zone in which its hours make sense (USD 14:00 to 22:00 is New York's day only in UTC),
 * for others a column {@code timezone}; the holidays are those of the currency's centre, or of a column {@code calendar}.
 */
final class WindowRows {
  private static final Map<String, ZoneId> ZONES = Map.of("USD", ZoneId.of("UTC"), "EUR", ZoneId.of("UTC"), "GBP", ZoneId.of("UTC"), "AED", ZoneId.of("UTC"), "INR", ZoneId.of("Asia/Kolkata"));
  private static final Pattern INSERT = Pattern.compile("(?is)insert\\s+into\\s+(?:\\w+\\.)?settlement_windows\\s*\\(([^)]*)\\)\\s*values\\s*(.*?);");
  /** A row in brackets; a string, an array or a word in it may hold commas. */
  private static final Pattern ROW = Pattern.compile("\\(((?:'[^']*'|ARRAY\\[[^\\]]*\\]|[^()'])*)\\)");
  private static final Pattern CELL = Pattern.compile("'([^']*)'|ARRAY\\[([^\\]]*)\\]|\"([^\"]*)\"|\\{([^}]*)\\}|([^,'\"\\s{][^,]*)", Pattern.CASE_INSENSITIVE);
  /** An array that is not quoted, as nobody but a person writes it: its commas are its own. */
  private static final Pattern BARE_ARRAY = Pattern.compile("(?<!\")\\{([^}\"\\n]*)}(?!\")");
  private static final Set<String> COLUMNS = Set.of("id", "currency", "window_start", "window_end", "days_of_week", "is_active", "created_at", "timezone", "calendar", "cut_off");

  private final Centres centres;

  WindowRows(Centres centres) { this.centres = centres; }

  /** What a row says, without what it leaves empty. @param line where it begins */
  private record Row(long line, Map<String, String> cells) {
    static Row of(long line, List<String> columns, List<String> cells) {
      var row = new Row(line, new LinkedHashMap<>());
      if (cells.size() != columns.size()) throw row.wrong("has " + cells.size() + " values for the " + columns.size() + " columns " + String.join(", ", columns));
      for (int i = 0; i < cells.size(); i++) {
        var column = columns.get(i).strip().toLowerCase(Locale.ROOT);
        if (!COLUMNS.contains(column)) throw row.wrong("there is no column \"" + column + "\"; there are currency, window_start, window_end, days_of_week, is_active, cut_off, timezone, calendar");
        var cell = cells.get(i).strip();
        if (!cell.isEmpty() && !cell.equalsIgnoreCase("null")) row.cells.put(column, cell);
      }
      return row;
    }

    @Nullable String cell(String column) { return cells.get(column); }

    String needed(String column) {
      if (cells.get(column) instanceof String value) return value;
      throw wrong("has no " + column);
    }

    LocalTime time(String column) {
      try {
        return WindowFile.time(needed(column));
      } catch (WrongCalendar e) {
        throw e.getMessage().startsWith("line ") ? e : wrong(column + " is " + e.getMessage());
      }
    }

    /** As PostgreSQL reads a boolean. */
    boolean active() {
      return switch (cells.getOrDefault("is_active", "true").toLowerCase(Locale.ROOT)) {
        case "t", "true", "1", "y", "yes", "on" -> true;
        case "f", "false", "0", "n", "no", "off" -> false;
        default -> throw wrong("is_active is \"" + cells.get("is_active") + "\", expected true or false");
      };
    }

    WrongCalendar wrong(String what) { return new WrongCalendar("line " + line + ": " + what); }
  }

  List<Schedule> read(String text) {
    var rows = new LinkedHashMap<String, List<Row>>();   // by currency, in the order of the file
    for (var row : text.toLowerCase(Locale.ROOT).contains("insert") ? sql(text) : csv(text)) if (row.active()) rows.computeIfAbsent(row.needed("currency"), _ -> new ArrayList<>()).add(row);
    if (rows.isEmpty()) throw new WrongCalendar("There is no active row of settlement_windows in the file.");
    return rows.entrySet().stream().map(e -> {
      try {
        return schedule(e.getKey(), e.getValue());
      } catch (IllegalArgumentException | DateTimeException wrong) {
        throw new WrongCalendar("settlement_windows " + e.getKey() + ": " + wrong.getMessage());
      }
    }).toList();
  }

  private Schedule schedule(String currency, List<Row> rows) {
    var first = rows.getFirst();
    for (var row : rows) for (var column : List.of("timezone", "calendar", "days_of_week")) {
      if (!row.cells.getOrDefault(column, "").equals(first.cells.getOrDefault(column, ""))) throw new WrongCalendar("its rows differ in " + column + "; give them different names in JSON instead");
    }
    var zone = first.cell("timezone") instanceof String named ? ZoneId.of(named) : ZONES.get(currency);
    if (zone == null) throw new WrongCalendar("the row has no zone; add a column timezone, such as Europe/Berlin");
    var centre = first.cell("calendar") instanceof String named ? centres.of(named) : centres.ofCurrency(currency);
    var sessions = rows.stream().map(row -> {
      var close = row.time("window_end");
      return new Hours.Session(row.time("window_start"), row.cell("cut_off") == null ? close : row.time("cut_off"), close, false);
    }).toList();
    return new Schedule(new Schedule.Rules(currency, "settlement_windows", zone, days(first.cells.getOrDefault("days_of_week", "1,2,3,4,5")), centre.days(), new Hours.Sessions(sessions), Duration.ZERO, Duration.ZERO));
  }

  /** 1 is Monday; Sunday is 7, or 0 as PostgreSQL's {@code dow} has it. */
  private static Set<DayOfWeek> days(String text) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var day : text.replaceAll("[{}\\s]", "").split(",")) {
      if (!day.matches("[0-7]")) throw new WrongCalendar("days_of_week holds \"" + day + "\"; expected numbers from 1 (Monday) to 7");
      days.add(day.equals("0") ? DayOfWeek.SUNDAY : DayOfWeek.of(Integer.parseInt(day)));
    }
    return days;
  }

  private static List<Row> sql(String text) {
    var rows = new ArrayList<Row>();
    var plain = text.replaceAll("--[^\\n]*", "") + ";";
    var statement = INSERT.matcher(plain);
    while (statement.find()) {
      var columns = List.of(statement.group(1).strip().split("\\s*,\\s*"));
      var row = ROW.matcher(statement.group(2));
      while (row.find()) rows.add(Row.of(1 + plain.substring(0, statement.start(2) + row.start()).chars().filter(c -> c == '\n').count(), columns, cells(row.group(1))));
    }
    if (rows.isEmpty()) throw new WrongCalendar("The file has no INSERT INTO settlement_windows (currency, window_start, window_end) VALUES ('USD', '14:00', '22:00');");
    return rows;
  }

  private static List<String> cells(String row) {
    var cells = new ArrayList<String>();
    var cell = CELL.matcher(row);
    while (cell.find()) for (int group = 1; group <= cell.groupCount(); group++) if (cell.group(group) != null) cells.add(cell.group(group));
    return cells;
  }

  private static List<Row> csv(String text) {
    var rows = new ArrayList<Row>();
    var header = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst().orElse("");
    char separator = header.indexOf('\t') > 0 ? '\t' : header.indexOf(';') > 0 ? ';' : ',';
    var quoted = BARE_ARRAY.matcher(text).replaceAll("\"{$1}\"");
    List<String> columns = null;
    try (var reader = CsvReader.builder().fieldSeparator(separator).commentStrategy(CommentStrategy.SKIP).allowExtraFields(true).allowMissingFields(true).ofCsvRecord(quoted)) {
      for (var record : reader) {
        if (record.getFields().stream().allMatch(String::isBlank)) continue;
        if (columns == null) columns = record.getFields();
        else rows.add(Row.of(record.getStartingLineNumber(), columns, record.getFields()));
      }
    } catch (CsvParseException e) {
      throw new WrongCalendar("The rows cannot be read to their end: " + e.getMessage() + "; look for a quote that is not closed.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);   // a string does not fail
    }
    return rows;
  }
}
