package finality.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a centre's data file: one fact a line, a keyword first. */
final class CentreFile {
  private record Yearly(HolidayRule rule, String name, Years years, String source) {}

  /** @param every 1 for every year, 6 for a presidential term */
  private record Years(int from, int to, int every) {
    static final Years ALL = new Years(Integer.MIN_VALUE, Integer.MAX_VALUE, 1);

    boolean has(int year) { return year >= from && year <= to && (every == 1 || (year - from) % every == 0); }
  }

  private final String text;
  private final Map<String, String> facts = new HashMap<>();
  private final Map<String, String> sources = new HashMap<>();
  private final List<Yearly> rules = new ArrayList<>();
  private final List<Holiday> days = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private final Map<LocalDate, String> opened = new HashMap<>();
  /** Of single days the line, in the order of the file: {@code known} may stand below them. */
  private final Map<LocalDate, Integer> lines = new LinkedHashMap<>();
  private int number;

  CentreFile(String text) { this.text = text.startsWith("\uFEFF") ? text.substring(1) : text; }

  Centre read() {
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) continue;
      try {
        fact(line.strip());
      } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
        throw new WrongCalendar("line " + number + ": " + e.getMessage());
      }
    }
    try {
      return centre();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new WrongCalendar((facts.containsKey("centre") ? "calendar " + facts.get("centre") + ": " : "") + e.getMessage());
    }
  }

  private void fact(String line) {
    var words = line.split("\\s+", 2);
    var rest = words.length < 2 ? "" : words[1];
    switch (words[0]) {
      case "source" -> {
        var named = rest.split("\\s+", 2);
        if (named.length < 2) throw new IllegalArgumentException("expected: source KEY WHERE-IT-SAYS-SO");
        sources.put(named[0], named[1]);
      }
      case "rule" -> {
        var parts = parts(rest, 3, "rule WHEN | NAME | SOURCE, and before the source optionally | 2024.. or | 2024../6");
        rules.add(new Yearly(HolidayRule.parse(parts.getFirst()), parts.get(1), parts.size() > 3 ? years(parts.get(2)) : Years.ALL, known(parts.getLast())));
      }
      case "day" -> {
        var parts = parts(rest, 3, "day 2026-05-28 | NAME | SOURCE");
        days.add(new Holiday(date(parts.getFirst()), parts.get(1), known(parts.getLast())));
      }
      case "open" -> {
        var parts = parts(rest, 3, "open 2020-05-04 | WHY | SOURCE");
        known(parts.getLast());
        opened.put(date(parts.getFirst()), parts.get(1));
      }
      case "expect" -> {
        var parts = parts(rest, 3, "expect hijri 10-01 3 days | NAME | SOURCE");
        expectations.add(Expectation.parse(parts.getFirst(), parts.get(1), known(parts.getLast())));
      }
      case "centre", "name", "currency", "zone", "weekend", "known", "expected", "version" -> facts.put(words[0], rest);
      default -> throw new IllegalArgumentException("\"" + words[0] + "\" is not one of centre, name, currency, zone, weekend, known, expected, version, source, rule, day, open, expect");
    }
  }

  private static List<String> parts(String rest, int least, String expected) {
    var parts = List.of(rest.split("\\s*\\|\\s*"));
    if (parts.size() < least || parts.size() > least + 1) throw new IllegalArgumentException("expected: " + expected);
    return parts;
  }

  private LocalDate date(String text) {
    LocalDate date;
    try {
      date = LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException("\"" + text + "\" is no date; expected such as 2026-05-28");
    }
    lines.putIfAbsent(date, number);
    return date;
  }

  private String known(String source) {
    if (!sources.containsKey(source)) throw new IllegalArgumentException("there is no source " + source + " above this line");
    return source;
  }

  /** {@code 2024..}, {@code ..2023}, {@code 2020..2023}, {@code 2024../6} every sixth. */
  private static Years years(String text) {
    var match = Pattern.compile("([0-9]{4})?\\.\\.([0-9]{4})?(?:/([0-9]+))?").matcher(text);
    if (!match.matches()) throw new IllegalArgumentException("\"" + text + "\" are no years; expected 2024.., ..2023, 2020..2023 or 2024../6");
    return new Years(number(match.group(1), Integer.MIN_VALUE), number(match.group(2), Integer.MAX_VALUE), number(match.group(3), 1));
  }

  private static int number(@Nullable String digits, int otherwise) { return digits == null ? otherwise : Integer.parseInt(digits); }

  private Centre centre() {
    var known = needed("known").split("\\s+");
    if (known.length != 2) throw new IllegalArgumentException("known: expected the first and the last year, such as 2020 2050");
    int from = Integer.parseInt(known[0]);
    int announced = Integer.parseInt(known[1]);
    int to = last(announced);
    lines.forEach((day, line) -> {
      if (day.getYear() < from || day.getYear() > to) throw new IllegalArgumentException("line " + line + ": the day " + day + " is outside the known years " + from + "-" + to + "; widen the line \"known\" if all holidays of that year stand here");
    });
    var weekend = EnumSet.noneOf(DayOfWeek.class);
    for (var day : needed("weekend").split("\\s+")) weekend.add(DayOfWeek.valueOf(day));
    if (weekend.size() == 7) throw new IllegalArgumentException("weekend: that is every day of the week");
    var closures = new TreeMap<LocalDate, Holiday>();
    for (int year = from; year <= to; year++) closures.putAll(closures(year));
    var expected = expected(announced + 1, to, weekend);
    var code = needed("centre");
    var business = BusinessDays.of(code, from, to, day -> {
      var holiday = closures.get(day);
      if (holiday != null && !weekend.contains(day.getDayOfWeek())) return holiday.name() + " (" + code + ")";
      return weekend.contains(day.getDayOfWeek()) ? "weekend (" + code + ")" : null;
    }, day -> day.getYear() <= announced || opened.containsKey(day) ? null : expected.stream().filter(e -> e.mayClose(day)).findFirst().map(Expected::toString).orElse(null));
    return new Centre(code, needed("name"), needed("currency"), ZoneId.of(needed("zone")), needed("version"), business, sources, closures, announced, expected);
  }

  /** The last year that is known at least by the law: what the law expects has no meaning without it. */
  private int last(int announced) {
    if (facts.containsKey("expected") != !expectations.isEmpty()) throw new IllegalArgumentException("the line \"expected\", the last year for which the lines \"expect\" are the law, and those lines need each other");
    int last = facts.containsKey("expected") ? Integer.parseInt(needed("expected")) : announced;
    if (last < announced) throw new IllegalArgumentException("expected: " + last + " is before the last known year " + announced);
    return last;
  }

  /** What is not announced: a single day of the same name, within the days that it leaves open, announces it. */
  private List<Expected> expected(int from, int to, Set<DayOfWeek> weekend) {
    return expectations.stream().flatMap(e -> e.in(from, to, weekend).stream()).filter(e -> days.stream().noneMatch(day -> day.name().equals(e.name()) && e.mayClose(day.date())))
        .sorted(Comparator.comparing(Expected::first)).toList();
  }

  /** First every holiday on its own day, then the substitutes of those on a weekend, which give way to the others. */
  private Map<LocalDate, Holiday> closures(int year) {
    var closures = new TreeMap<LocalDate, Holiday>();
    var own = rules.stream().filter(r -> r.years.has(year)).toList();
    for (var rule : own) closures.putIfAbsent(rule.rule.in(year), new Holiday(rule.rule.in(year), rule.name, rule.source));
    for (var day : days) if (day.date().getYear() == year) closures.put(day.date(), day);
    for (var rule : own) {
      var day = rule.rule.in(year);
      Set<LocalDate> taken = new HashSet<>(closures.keySet());
      var instead = rule.rule.substitute(day, taken);
      if (!instead.equals(day) && instead.getYear() == year) closures.putIfAbsent(instead, new Holiday(instead, rule.name + " (substitute day)", rule.source));
    }
    closures.keySet().removeAll(opened.keySet());
    return closures;
  }

  private String needed(String fact) {
    var value = facts.get(fact);
    if (value == null || value.isBlank()) throw new IllegalArgumentException("has no line \"" + fact + "\"");
    return value;
  }
}
