package finality.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The windows of a schedule in one year of business dates, in order, those of undecided days among them: the schedule gives none of these out. Found by halving. */
final class Year {
  private final List<Window> windows;
  private final long[] seconds;   // until each takes, rounded up: what is received before that second may still be taken
  private final boolean whole;    // whether all of these are on a second, so that the seconds decide alone

  private Year(List<Window> windows) {
    this.windows = List.copyOf(windows);
    seconds = windows.stream().mapToLong(w -> w.takesUntil().getEpochSecond() + (w.takesUntil().getNano() > 0 ? 1 : 0)).toArray();
    whole = windows.stream().allMatch(w -> w.takesUntil().getNano() == 0);
  }

  static Year of(Schedule schedule, int year) {
    var windows = new ArrayList<Window>();
    var end = LocalDate.of(year + 1, 1, 1);
    for (var date = LocalDate.of(year, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
      if (schedule.mayListen(date)) windows.addAll(on(schedule.rules(), date));
    }
    return new Year(windows);
  }

  List<Window> windows() { return windows; }

  /** The first that takes until later; {@code null} when the year has none. */
  @Nullable Window taking(Instant received) {
    int i = later(received);
    return i < seconds.length ? windows.get(i) : null;
  }

  /** The last that does not; {@code null} when the year has none. */
  @Nullable Window missed(Instant received) {
    int i = later(received);
    return i > 0 ? windows.get(i - 1) : null;
  }

  private int later(Instant received) {
    int low = 0;
    int high = seconds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (seconds[middle] > received.getEpochSecond()) high = middle;
      else low = middle + 1;
    }
    while (!whole && low < seconds.length && !windows.get(low).takes(received)) low++;
    return low;
  }

  private static List<Window> on(Schedule.Rules rules, LocalDate date) {
    return switch (rules.hours()) {
      case Hours.Sessions(var sessions) -> sessions.stream().map(s -> session(rules, date, s)).filter(w -> w.opens().isBefore(w.closes())).toList();
      case Hours.Releases(var times) -> releases(rules, date, new TreeSet<>(times.stream().map(t -> instant(date, t, rules.zone())).toList()));
      case Hours.Hourly hourly -> {
        var moments = new TreeSet<Instant>();
        for (var time : hourly.times()) {
          moments.add(instant(date, time, rules.zone()));
          for (var offset : rules.zone().getRules().getValidOffsets(date.atTime(time))) moments.add(date.atTime(time).toInstant(offset));
        }
        yield releases(rules, date, moments);
      }
    };
  }

  private static Window session(Schedule.Rules rules, LocalDate date, Hours.Session session) {
    var from = session.fromEve() ? date.minusDays(1) : date;
    var until = session.crossesMidnight() ? from.plusDays(1) : from;
    var opens = instant(from, session.open(), rules.zone());
    var closes = instant(until, session.close(), rules.zone());
    var cutOff = instant(session.cutOff().isAfter(session.open()) ? from : until, session.cutOff(), rules.zone());
    return new Window(rules.name(), date, opens, cutOff.minus(rules.lead()), cutOff, closes);
  }

  private static List<Window> releases(Schedule.Rules rules, LocalDate date, TreeSet<Instant> moments) {
    Duration lead = rules.lead();
    return moments.stream().map(at -> new Window(rules.name(), date, at, at.minus(lead), at, at)).toList();
  }

  /**
   * The first instant at which the wall clock there shows that time, or a later one. In an hour that the zone repeats that is the first time round;
   * in one that it skips, the moment of the jump.
   */
  static Instant instant(LocalDate date, LocalTime time, ZoneId zone) {
    var local = date.atTime(time);
    var jump = zone.getRules().getTransition(local);
    if (jump != null && jump.isGap()) return jump.getInstant();
    return local.toInstant(zone.getRules().getValidOffsets(local).getFirst());
  }
}
