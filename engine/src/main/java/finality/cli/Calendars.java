package finality.cli;

import finality.calendar.BusinessDays;
import finality.calendar.Centre;
import finality.calendar.Centres;
import finality.calendar.Schedule;
import finality.calendar.Settlement;
import finality.calendar.UnknownDay;
import finality.calendar.ValueDate;
import finality.calendar.ValueDates;
import finality.calendar.Window;
import finality.calendar.WindowFile;
import finality.calendar.WrongCalendar;
import finality.edge.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code ./finality calendar …}: value dates, windows and holidays, for anyone with a pair or a file in hand. */
public final class Calendars {
  private static final Pattern LAG = Pattern.compile("(?i)t\\+([0-9]{1,3})");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT);
  /** A line of the table of windows. */
  private static final String WINDOW = "%-12s %-14s %-26s %-26s %-26s %-26s %s%n";

  private final PrintStream out;
  private final PrintStream err;

  Calendars(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) { Ending.with("calendar", (out, err) -> new Calendars(out, err).run(arguments)); }

  /** @return the exit code: 0 answered, 1 not known (a day outside the years of a calendar), 64 usage, 65 a file that cannot be read */
  int run(String... arguments) {
    var words = Words.of(arguments);
    if (words.plain().isEmpty() || words.has("--help") || words.has("-h")) {
      (words.plain().isEmpty() && !words.has("--help") && !words.has("-h") ? err : out).print(help());
      return words.has("--help") || words.has("-h") ? 0 : Stop.USAGE;
    }
    try {
      var rest = words.plain().subList(1, words.plain().size());
      switch (words.plain().getFirst()) {
        case "windows" -> { return windows(words, rest); }
        case "next" -> { return next(words, rest); }
        case "open" -> { return open(words, rest); }
        case "value-date" -> valueDate(words, rest);
        case "holidays" -> holidays(words, rest);
        default -> throw usage("There is no calendar verb " + words.plain().getFirst() + ".");
      }
      return 0;
    } catch (Stop stop) {
      return say(stop.getMessage(), stop.code);
    } catch (UnknownDay unknown) {
      return say(unknown.getMessage(), 1);
    } catch (WrongCalendar wrong) {
      return say(wrong.getMessage(), Stop.UNREADABLE);
    }
  }

  private int say(String sentence, int code) {
    out.flush();   // what was answered comes first
    err.println("calendar: " + sentence);
    return code;
  }

  // ── value-date EUR/USD 2026-04-02 T+2 ──────────────────────────────────────────────────────────────────

  private void valueDate(Words words, List<String> rest) {
    words.allow("--json", "--centre");
    if (rest.size() != 3) throw usage("Expected: value-date EUR/USD 2026-04-02 T+2.");
    var currencies = List.of(rest.getFirst().toUpperCase(Locale.ROOT).split("/", -1));
    if (currencies.size() > 2 || currencies.stream().anyMatch(c -> !c.matches("[A-Z]{3}"))) throw usage("\"" + rest.getFirst() + "\" is no pair; expected such as EUR/USD, or EUR for a payment.");
    if (currencies.size() == 2 && currencies.getFirst().equals(currencies.getLast())) throw usage("A pair has two currencies; " + rest.getFirst() + " is one. For a payment name it once: " + currencies.getFirst() + ".");
    var trade = date(rest.get(1));
    var lag = LAG.matcher(rest.get(2));
    boolean spot = rest.get(2).equalsIgnoreCase("spot");
    if (!spot && !lag.matches()) throw usage("\"" + rest.get(2) + "\" is no tenor; expected T+0, T+1, T+2 … or SPOT.");
    if (spot && currencies.size() != 2) throw usage("SPOT needs two currencies, such as EUR/USD.");
    var dates = new ValueDates(centres(words));
    var value = spot ? dates.spot(currencies.getFirst(), currencies.getLast(), trade) : dates.of(currencies, trade, Integer.parseInt(lag.group(1)));
    if (words.has("--json")) print(value);
    else {
      out.println(value.date());
      value.skipped().forEach(s -> out.println("  " + s.date() + " " + weekday(s.date()) + "  " + s.why()));
      out.println("  calendars " + String.join(", ", value.calendars().entrySet().stream().map(e -> e.getKey() + " of " + e.getValue()).sorted().toList()));
    }
  }

  private void print(ValueDate value) {
    out.println("{\"value_date\":\"" + value.date() + "\",\"calendars\":{" + String.join(",", value.calendars().entrySet().stream().map(e -> text(e.getKey()) + ":" + text(e.getValue())).sorted().toList())
        + "},\"skipped\":[" + String.join(",", value.skipped().stream().map(s -> "{\"date\":\"" + s.date() + "\",\"why\":" + text(s.why()) + "}").toList()) + "]}");
  }

  // ── windows FILE --from --to ───────────────────────────────────────────────────────────────────────────

  private int windows(Words words, List<String> rest) {
    words.allow("--json", "--centre", "--from", "--to", "--name");
    if (rest.size() != 1 || !words.has("--from") || !words.has("--to")) throw usage("Expected: windows FILE --from 2026-11-23 --to 2026-11-28.");
    boolean[] shown = {words.has("--json")};   // the heading
    return each(schedules(words, rest.getFirst()), schedule -> {
      var zone = schedule.rules().zone();
      var from = moment(words.value("--from"), zone);
      var to = moment(words.value("--to"), zone);
      if (!from.isBefore(to)) throw usage("--from " + words.value("--from") + " is not before --to " + words.value("--to") + "; what begins at --to is left out.");
      var windows = schedule.knownBetween(from, to);
      if (!shown[0] && !windows.isEmpty()) print(WINDOW, "schedule", "date", "opens", "takes until", "cut-off", "closes", "opens (UTC)");
      shown[0] |= !windows.isEmpty();
      for (var window : windows) print(window, zone, words.has("--json"));
      schedule.between(from, to);   // says which of the days is not known, after all that are
    });
  }

  private void print(Window window, ZoneId zone, boolean json) {
    if (json) out.println("{\"schedule\":" + text(window.schedule()) + ",\"date\":\"" + window.date() + "\",\"opens\":\"" + window.opens() + "\",\"takes_until\":\"" + window.takesUntil() + "\",\"cut_off\":\"" + window.cutOff() + "\",\"closes\":\"" + window.closes() + "\"}");
    else print(WINDOW, window.schedule(), window.date() + " " + weekday(window.date()), local(window.opens(), zone), local(window.takesUntil(), zone), local(window.cutOff(), zone),
        window.isRelease() ? "release" : local(window.closes(), zone), window.opens());
  }

  // ── open FILE --at ─────────────────────────────────────────────────────────────────────────────────────

  private int open(Words words, List<String> rest) {
    words.allow("--json", "--centre", "--at", "--name");
    if (rest.size() != 1 || !words.has("--at")) throw usage("Expected: open FILE --at 2026-11-20T18:00:00Z.");
    return each(schedules(words, rest.getFirst()), schedule -> {
      var zone = schedule.rules().zone();
      var at = moment(words.value("--at"), zone);
      var window = schedule.taking(at);
      boolean open = schedule.isOpen(at);
      var until = open ? window.takesUntil() : window.opens();
      if (words.has("--json")) out.println("{\"schedule\":" + text(schedule.name()) + ",\"open\":" + open + ",\"until\":\"" + until + "\",\"window\":\"" + window.date() + "\",\"release\":" + window.isRelease() + "}");
      else print("%-12s %s until %s%s, window of %s%n", schedule.name(), open ? "open" : "closed", local(until, zone), window.isRelease() ? ", the next release" : "", window.date());
    });
  }

  // ── next FILE --at ─────────────────────────────────────────────────────────────────────────────────────

  private int next(Words words, List<String> rest) {
    words.allow("--json", "--centre", "--at", "--date", "--name");
    if (rest.size() != 1 || !words.has("--at")) throw usage("Expected: next FILE --at 2026-11-20T18:00:00Z.");
    var date = words.has("--date") ? date(words.value("--date")) : null;
    return each(schedules(words, rest.getFirst()), schedule -> print(schedule, schedule.settlement(moment(words.value("--at"), schedule.rules().zone()), date), words.has("--json")));
  }

  private void print(Schedule schedule, Settlement settlement, boolean json) {
    var zone = schedule.rules().zone();
    if (json) {
      out.println("{\"schedule\":" + text(schedule.name()) + ",\"earliest\":\"" + settlement.earliest() + "\",\"expected\":\"" + settlement.expected() + "\",\"window\":\"" + settlement.window().date() + "\",\"binding\":\""
          + settlement.binding().kind().name().toLowerCase(Locale.ROOT) + "\",\"why\":" + text(settlement.binding().why()) + "}");
      return;
    }
    out.println(schedule.name() + "  leaves " + local(settlement.earliest(), zone) + ", settled by " + local(settlement.expected(), zone) + ", window of " + settlement.window().date());
    for (var c : settlement.constraints()) {
      print("  %s %-14s %s  until %s  %s%n", c.equals(settlement.binding()) ? ">" : " ", c.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '), local(c.since(), zone), local(c.until(), zone), c.why());
    }
  }

  /** All that can be answered is, and of the others is said why not. @return the exit code: 1 when any was not answered */
  private int each(List<Schedule> schedules, Consumer<Schedule> answer) {
    int code = 0;
    for (var schedule : schedules) {
      try {
        answer.accept(schedule);
      } catch (UnknownDay | WrongCalendar unknown) {
        code = say(schedule.name() + ": " + unknown.getMessage(), 1);
      }
    }
    return code;
  }

  private void print(String format, Object... values) { out.printf(Locale.ROOT, format, values); }

  // ── holidays BR 2027 ───────────────────────────────────────────────────────────────────────────────────

  private void holidays(Words words, List<String> rest) {
    words.allow("--json", "--centre", "--all");
    if (rest.isEmpty()) {
      centres(words).all().forEach(c -> print("%-8s %s  %d to %d%s, as of %s  %s%n", c.code(), c.currency(), c.days().firstYear(), c.announced(), c.announced() < c.days().lastYear() ? ", not all announced to " + c.days().lastYear() : "", c.version(), c.name()));
      return;
    }
    if (rest.size() != 2 || !rest.get(1).matches("[0-9]{4}")) throw usage("Expected: holidays BR 2027.");
    var centre = centres(words).of(rest.getFirst().toUpperCase(Locale.ROOT));
    int year = Integer.parseInt(rest.get(1));
    var listed = centre.holidays(year).stream().filter(h -> words.has("--all") || onWeekday(centre.days(), h.date())).toList();
    for (var holiday : listed) {
      if (words.has("--json")) out.println("{\"date\":\"" + holiday.date() + "\",\"name\":" + text(holiday.name()) + ",\"source\":" + text(centre.sources().get(holiday.source())) + "}");
      else out.println(holiday.date() + " " + weekday(holiday.date()) + "  " + holiday.name());
    }
    for (var e : centre.expected(year)) {
      if (words.has("--json")) out.println("{\"expected\":\"" + e.first() + "\",\"until\":\"" + e.last() + "\",\"name\":" + text(e.name()) + ",\"undecided\":{\"from\":\"" + e.from() + "\",\"until\":\"" + e.until() + "\"},\"source\":" + text(centre.sources().get(e.source())) + "}");
      else out.println("not announced   " + e.first() + (e.last().equals(e.first()) ? "" : " to " + e.last()) + "  " + e.name() + " as expected; undecided are the weekdays " + e.from() + " to " + e.until());
    }
  }

  private static boolean onWeekday(BusinessDays days, LocalDate date) { return !Objects.requireNonNullElse(days.whyClosed(date), "").startsWith("weekend"); }

  // ── what they share ────────────────────────────────────────────────────────────────────────────────────

  static Centres centres(Words words) {
    return words.has("--centre") ? Centres.builtIn().with(read(words.value("--centre"), Centre::parse)) : Centres.builtIn();
  }

  private List<Schedule> schedules(Words words, String file) {
    var centres = centres(words);
    var all = read(file, text -> WindowFile.read(text, centres));
    var named = all.stream().filter(s -> !words.has("--name") || s.name().equals(words.value("--name"))).toList();
    if (named.isEmpty()) throw usage(file + " has no window " + words.value("--name") + "; it has " + String.join(", ", all.stream().map(Schedule::name).toList()) + ".");
    for (var schedule : named) if (schedule.neverOpens()) err.println("calendar: " + schedule.name() + " never opens: none of its days (" + weekdays(schedule) + ") is ever a business day of its calendar. Change its days or its calendar.");
    return named;
  }

  private static String weekdays(Schedule schedule) { return String.join(", ", schedule.rules().days().stream().sorted().map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)).toList()); }

  /** @throws WrongCalendar naming the file */
  private static <T> T read(String name, Function<String, T> parse) {
    var text = file(name);
    try {
      return parse.apply(text);
    } catch (WrongCalendar wrong) {
      throw new WrongCalendar(name + ": " + wrong.getMessage());
    }
  }

  private static String file(String name) {
    try {
      return PaymentFile.text(name, Files.readAllBytes(Words.path(name)));
    } catch (NoSuchFileException _) {
      throw Stop.unreadable("There is no file " + name + ".");
    } catch (IOException e) {
      throw Stop.unreadable(name + " cannot be read: " + e.getMessage());
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw usage("\"" + text + "\" is no date; expected such as 2026-04-02.");
    }
  }

  /** An instant, or a date: its beginning in the zone. */
  private static Instant moment(String text, ZoneId zone) {
    try {
      return text.length() == 10 ? LocalDate.parse(text).atStartOfDay(zone).toInstant() : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException _) {
      throw usage("\"" + text + "\" is no moment; expected such as 2026-11-20, 2026-11-20T18:00:00Z or 2026-11-20T18:00:00+01:00.");
    }
  }

  private static String local(Instant at, ZoneId zone) { return LOCAL.format(at.atZone(zone)); }

  private static String weekday(LocalDate date) { return date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH); }

  private static String text(String value) { return new Json.Text(value).text(); }

  private static Stop usage(String sentence) { return new Stop(Stop.USAGE, sentence + " Try ./finality calendar --help."); }

  private static String help() {
    try (var in = Calendars.class.getResourceAsStream("calendar-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
