package finality.calendar;

import finality.edge.Json;
import finality.edge.Refused;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code {"version": …, "settlement_windows": {NAME: {…}}}}. What a field may hold stands in docs/calendar.md. */
final class WindowJson {
  private static final Set<String> FIELDS = Set.of("frequency", "timezone", "calendar", "days", "times", "time", "cutoff_hour", "first_hour", "sessions", "lead", "settles");
  private static final Set<String> SESSION_FIELDS = Set.of("open", "close", "cut_off", "opens");
  private static final Pattern N_PER_DAY = Pattern.compile("([0-9]{1,3})_per_day");

  private final Centres centres;

  WindowJson(Centres centres) { this.centres = centres; }

  List<Schedule> read(byte[] bytes) {
    if (!(json(bytes) instanceof Json.Members(var top)) || !(top.get("settlement_windows") instanceof Json.Members(var windows)) || windows.isEmpty()) {
      throw new WrongCalendar("There is no object \"settlement_windows\" with at least one window by name.");
    }
    var version = top.get("version") == null ? "unversioned" : plain("version", top.get("version"));
    var schedules = new ArrayList<Schedule>();
    windows.forEach((name, json) -> {
      try {
        schedules.add(schedule(name, version, members(json)));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new WrongCalendar("settlement_windows." + name + ": " + e.getMessage());
      }
    });
    return List.copyOf(schedules);
  }

  private static Json json(byte[] bytes) {
    try {
      return Json.read(bytes);
    } catch (Refused e) {
      throw new WrongCalendar(e.problem().detail().replace("The body", "the file"));
    }
  }

  private Schedule schedule(String name, String version, Map<String, Json> fields) {
    fields.keySet().stream().filter(f -> !FIELDS.contains(f)).findFirst().ifPresent(f -> { throw new WrongCalendar("there is no field " + f + "; there are " + String.join(", ", FIELDS.stream().sorted().toList())); });
    var zone = ZoneId.of(text(fields, "timezone"));
    var calendar = calendar(fields, zone);
    var days = fields.containsKey("days") ? days(fields.get("days")) : EnumSet.allOf(DayOfWeek.class);   // the calendar knows its weekend
    return new Schedule(new Schedule.Rules(name, version, zone, days, calendar, hours(fields), duration(fields, "lead"), duration(fields, "settles")));
  }

  /** The calendar named; without one, that of the centre whose zone it is. {@code none} must be said. */
  private @Nullable BusinessDays calendar(Map<String, Json> fields, ZoneId zone) {
    if (fields.containsKey("calendar")) {
      var named = text(fields, "calendar");
      if (named.equals("none")) return null;
      return BusinessDays.joint(Arrays.stream(named.split("\\+")).map(code -> centres.of(code).days()).toList());
    }
    return centres.all().stream().filter(c -> c.zone().equals(zone)).findFirst().orElseThrow(() -> new WrongCalendar(
        "no calendar belongs to the zone " + zone + "; name one with \"calendar\", such as \"US\" or \"TARGET+GB\", or \"none\" if it runs every day")).days();
  }

  private static Hours hours(Map<String, Json> fields) {
    if (fields.containsKey("sessions")) {
      for (var other : List.of("frequency", "times", "time", "cutoff_hour", "first_hour")) if (fields.containsKey(other)) throw new WrongCalendar("has both sessions and " + other + "; a window has sessions or releases");
      if (!(fields.get("sessions") instanceof Json.Items(var sessions))) throw new WrongCalendar("sessions is no array");
      return new Hours.Sessions(sessions.stream().map(s -> session(members(s))).toList());
    }
    var frequency = fields.containsKey("frequency") ? text(fields, "frequency") : fields.containsKey("times") ? "times" : "";
    if (frequency.equals("hourly")) return new Hours.Hourly(fields.containsKey("first_hour") ? number(fields, "first_hour") : 0, number(fields, "cutoff_hour"));
    if (frequency.equals("daily")) return new Hours.Releases(List.of(fields.containsKey("time") ? time(fields.get("time")) : LocalTime.of(number(fields, "cutoff_hour"), 0)));
    var perDay = N_PER_DAY.matcher(frequency);
    if (!frequency.equals("times") && !perDay.matches()) throw new WrongCalendar("frequency is \"" + frequency + "\"; expected hourly, daily, times or such as 4_per_day, or sessions instead");
    if (!(fields.get("times") instanceof Json.Items(var values))) throw new WrongCalendar("needs an array \"times\", such as [\"09:00\", \"12:00\"]");
    var times = values.stream().map(WindowJson::time).toList();
    if (!frequency.equals("times") && times.size() != Integer.parseInt(perDay.group(1))) throw new WrongCalendar("frequency is " + frequency + ", and there are " + times.size() + " times");
    return new Hours.Releases(times);
  }

  private static Hours.Session session(Map<String, Json> fields) {
    fields.keySet().stream().filter(f -> !SESSION_FIELDS.contains(f)).findFirst().ifPresent(f -> { throw new WrongCalendar("a session has no field " + f); });
    var close = time(fields.get("close"));
    var cutOff = fields.containsKey("cut_off") ? time(fields.get("cut_off")) : close;
    var opens = fields.containsKey("opens") ? text(fields, "opens") : "same_day";
    if (!opens.equals("same_day") && !opens.equals("day_before")) throw new WrongCalendar("opens is \"" + opens + "\"; expected same_day or day_before");
    return new Hours.Session(time(fields.get("open")), cutOff, close, opens.equals("day_before"));
  }

  private static Set<DayOfWeek> days(@Nullable Json json) {
    if (!(json instanceof Json.Items(var values))) throw new WrongCalendar("days is no array");
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var value : values) {
      var name = plain("days", value).toUpperCase(Locale.ROOT);
      days.add(Arrays.stream(DayOfWeek.values()).filter(d -> name.length() >= 3 && d.name().startsWith(name)).findFirst().orElseThrow(() -> new WrongCalendar("\"" + name + "\" is no day; expected MON, TUE … or MONDAY …")));
    }
    return days;
  }

  private static Map<String, Json> members(Json json) {
    if (json instanceof Json.Members(var values)) return values;
    throw new WrongCalendar("is " + json.what() + ", expected an object");
  }

  private static LocalTime time(@Nullable Json json) {
    if (!(json instanceof Json.Text(var value))) throw new WrongCalendar("a time is missing or is no string; expected such as \"09:00\"");
    return WindowFile.time(value);
  }

  private static Duration duration(Map<String, Json> fields, String name) { return fields.containsKey(name) ? Duration.parse(text(fields, name)) : Duration.ZERO; }

  private static int number(Map<String, Json> fields, String name) {
    if (fields.get(name) instanceof Json.Digits(var digits) && digits.matches("[0-9]{1,2}")) return Integer.parseInt(digits);
    throw new WrongCalendar("needs a whole number \"" + name + "\"");
  }

  private static String text(Map<String, Json> fields, String name) {
    if (fields.get(name) instanceof Json.Text(var value) && !value.isBlank()) return value;
    throw new WrongCalendar("needs a string \"" + name + "\"");
  }

  private static String plain(String field, @Nullable Json json) {
    return switch (json) {
      case Json.Text(var value) -> value;
      case Json.Digits(var value) -> value;
      case null, default -> throw new WrongCalendar(field + " is neither a string nor a number");
    };
  }
}
