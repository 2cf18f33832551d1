package finality.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
  private static final Set<String> COLUMNS = Set.of("id", "currency", "window_start", "window_end", "days_of_week", "is_active", "created_at", "timezone", "calendar", "cut_off");

  private final Centres centres;

  WindowRows(Centres centres) { this.centres = centres; }

  List<Schedule> read(String text) {
    var rows = new LinkedHashMap<String, List<Map<String, String>>>();   // by currency, in the order of the file
    for (var row : text.toLowerCase(Locale.ROOT).contains("insert") ? sql(text) : csv(text)) {
      if (row.getOrDefault("is_active", "true").equalsIgnoreCase("false")) continue;
      rows.computeIfAbsent(needed(row, "currency"), _ -> new ArrayList<>()).add(row);
    }
    if (rows.isEmpty()) throw new WrongCalendar("There is no active row of settlement_windows in the file.");
    return rows.entrySet().stream().map(e -> {
      try {
        return schedule(e.getKey(), e.getValue());
      } catch (IllegalArgumentException | DateTimeException wrong) {
        throw new WrongCalendar("settlement_windows " + e.getKey() + ": " + wrong.getMessage());
      }
    }).toList();
  }

  private Schedule schedule(String currency, List<Map<String, String>> rows) {
    var first = rows.getFirst();
    for (var row : rows) for (var column : List.of("timezone", "calendar", "days_of_week")) {
      if (!row.getOrDefault(column, "").equals(first.getOrDefault(column, ""))) throw new WrongCalendar("its rows differ in " + column + "; give them different names in JSON instead");
    }
    var zone = first.containsKey("timezone") ? ZoneId.of(first.get("timezone")) : ZONES.get(currency);
    if (zone == null) throw new WrongCalendar("the row has no zone; add a column timezone, such as Europe/Berlin");
    var centre = first.containsKey("calendar") ? centres.of(first.get("calendar")) : centres.ofCurrency(currency);
    var sessions = rows.stream().map(row -> {
      var close = LocalTime.parse(needed(row, "window_end"));
      return new Hours.Session(LocalTime.parse(needed(row, "window_start")), row.containsKey("cut_off") ? LocalTime.parse(row.get("cut_off")) : close, close, false);
    }).sorted(Comparator.comparing(Hours.Session::open)).toList();
    return new Schedule(new Schedule.Rules(currency, "settlement_windows", zone, days(first.getOrDefault("days_of_week", "1,2,3,4,5")), centre.days(), new Hours.Sessions(sessions), Duration.ZERO, Duration.ZERO));
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

  private static List<Map<String, String>> sql(String text) {
    var rows = new ArrayList<Map<String, String>>();
    var statement = INSERT.matcher(text.replaceAll("--[^\\n]*", "") + ";");
    while (statement.find()) {
      var columns = List.of(statement.group(1).strip().split("\\s*,\\s*"));
      var row = ROW.matcher(statement.group(2));
      while (row.find()) rows.add(row(columns, row.group(1)));
    }
    if (rows.isEmpty()) throw new WrongCalendar("The file has no INSERT INTO settlement_windows (currency, window_start, window_end) VALUES ('USD', '14:00', '22:00');");
    return rows;
  }

  private static List<Map<String, String>> csv(String text) {
    var lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    var columns = List.of(lines.getFirst().strip().split("\\s*,\\s*"));
    return lines.stream().skip(1).map(line -> row(columns, line)).toList();
  }

  private static Map<String, String> row(List<String> columns, String text) {
    var row = new LinkedHashMap<String, String>();
    var cells = new ArrayList<String>();
    var cell = CELL.matcher(text);
    while (cell.find()) for (int group = 1; group <= cell.groupCount(); group++) if (cell.group(group) != null) cells.add(cell.group(group).strip());
    if (cells.size() != columns.size()) throw new WrongCalendar("The row (" + text + ") has " + cells.size() + " values for the columns " + columns + ".");
    for (int i = 0; i < cells.size(); i++) {
      var column = columns.get(i).toLowerCase(Locale.ROOT);
      if (!COLUMNS.contains(column)) throw new WrongCalendar("There is no column \"" + column + "\"; there are currency, window_start, window_end, days_of_week, is_active, cut_off, timezone, calendar.");
      if (!cells.get(i).equalsIgnoreCase("null")) row.put(column, cells.get(i));
    }
    return row;
  }

  private static String needed(Map<String, String> row, String column) {
    var value = row.get(column);
    if (value == null || value.isEmpty()) throw new WrongCalendar("A row of settlement_windows has no " + column + ": " + row);
    return value;
  }
}
