package finality.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Against a twin that looks at the wall clock minute by minute and knows no zone rules, tables or years: it notes when a local time is first reached.
 * Zones that change clocks by an hour, by half an hour, at midnight, and one that skipped a day's first hour; days around every kind of change.
 */
class ScheduleTwinTest {
  private static final List<String> ZONES = List.of("UTC", "America/New_York", "America/Sao_Paulo", "America/Mexico_City", "Europe/London", "Europe/Berlin", "Asia/Dubai", "Asia/Kolkata",
      "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/Santiago", "Pacific/Chatham", "Asia/Beirut");
  private static final List<String> CENTRES = List.of("US", "TARGET", "GB", "BR", "MX");
  private static final List<LocalDate> MONTHS = List.of(LocalDate.of(2025, 12, 15), LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 20), LocalDate.of(2026, 4, 1), LocalDate.of(2026, 9, 1),
      LocalDate.of(2026, 9, 20), LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 25), LocalDate.of(2026, 6, 1));

  private record Twin(Schedule.Rules rules, LocalDate first, List<Window> windows) {

    /** The first minute at which the wall clock has that date and time behind it, or shows it. */
    private static Instant reached(LocalDate date, LocalTime time, ZoneId zone) {
      var minute = date.atTime(time).minusHours(15).toInstant(ZoneOffset.UTC);   // nowhere is it later by more
      while (minute.atZone(zone).toLocalDateTime().isBefore(date.atTime(time))) minute = minute.plusSeconds(60);
      return minute;
    }

    static Twin of(Schedule.Rules rules, LocalDate first, int days) {
      var windows = new ArrayList<Window>();
      for (int i = 0; i < days; i++) {
        var date = first.plusDays(i);
        if (!rules.days().contains(date.getDayOfWeek()) || rules.calendar() != null && !rules.calendar().isOpen(date)) continue;
        windows.addAll(on(rules, date));
      }
      windows.sort(Comparator.comparing(Window::takesUntil));
      return new Twin(rules, first, windows);
    }

    private static List<Window> on(Schedule.Rules rules, LocalDate date) {
      var windows = new ArrayList<Window>();
      switch (rules.hours()) {
        case Hours.Sessions(var sessions) -> {
          for (var s : sessions) {
            var from = s.fromEve() ? date.minusDays(1) : date;
            var opens = reached(from, s.open(), rules.zone());
            var closes = reached(s.close().isAfter(s.open()) ? from : from.plusDays(1), s.close(), rules.zone());
            var cutOff = reached(s.cutOff().isAfter(s.open()) ? from : from.plusDays(1), s.cutOff(), rules.zone());
            if (opens.isBefore(closes)) windows.add(new Window(rules.name(), date, opens, cutOff.minus(rules.lead()), cutOff, closes));
          }
        }
        case Hours.Releases(var times) -> {
          var moments = new TreeSet<Instant>();
          for (var time : times) moments.add(reached(date, time, rules.zone()));
          for (var at : moments) windows.add(new Window(rules.name(), date, at, at.minus(rules.lead()), at, at));
        }
        case Hours.Hourly(int from, int to) -> {
          var moments = new TreeSet<Instant>();
          for (int hour = from; hour <= to; hour++) moments.add(reached(date, LocalTime.of(hour, 0), rules.zone()));
          for (var minute = reached(date, LocalTime.MIN, rules.zone()); minute.isBefore(reached(date.plusDays(1), LocalTime.MIN, rules.zone())); minute = minute.plusSeconds(60)) {
            var local = minute.atZone(rules.zone()).toLocalDateTime();
            if (local.toLocalDate().equals(date) && local.getMinute() == 0 && local.getHour() >= from && local.getHour() <= to) moments.add(minute);
          }
          for (var at : moments) windows.add(new Window(rules.name(), date, at, at.minus(rules.lead()), at, at));
        }
      }
      return windows;
    }

    @Nullable Window taking(Instant at) { return windows.stream().filter(w -> at.isBefore(w.takesUntil())).findFirst().orElse(null); }

    List<Window> between(Instant from, Instant to) {
      return windows.stream().filter(w -> w.opens().isBefore(to) && (w.isRelease() ? !w.opens().isBefore(from) : w.closes().isAfter(from))).toList();
    }
  }

  @Test void everyAnswerAgreesWithWatchingTheWallClock() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    int asked = 0;
    for (int round = 0; round < 60; round++) {
      var rules = rules(random, "round " + round);
      var first = MONTHS.get(random.nextInt(MONTHS.size()));
      var twin = Twin.of(rules, first.minusDays(3), 26);
      var schedule = new Schedule(rules);
      var start = first.atStartOfDay(rules.zone()).toInstant();
      for (int question = 0; question < 150; question++, asked++) {
        var at = moment(random, twin, start);
        var expected = twin.taking(at);
        if (expected == null) continue;   // beyond what the twin has looked at
        var as = "seed " + seed + " " + rules + " at " + at;
        assertThat(schedule.taking(at)).as(as).isEqualTo(expected);
        assertThat(schedule.isOpen(at)).as(as).isEqualTo(!expected.opens().isAfter(at));
        var settlement = schedule.settlement(at, null);
        assertThat(settlement.earliest()).as(as).isEqualTo(expected.opens().isAfter(at) ? expected.opens() : at);
        assertThat(settlement.constraints()).as(as).contains(settlement.binding()).isSortedAccordingTo(Comparator.comparing(Constraint::until));
        requested(schedule, twin, at, at.atZone(rules.zone()).toLocalDate().plusDays(random.nextInt(-1, 5)), as);
        var to = at.plus(Duration.ofMinutes(1 + random.nextInt(4 * 1440)));
        assertThat(schedule.between(at, to)).as(as + " to " + to).isEqualTo(twin.between(at, to));
      }
    }
    assertThat(asked).isEqualTo(9_000);
  }

  private static void requested(Schedule schedule, Twin twin, Instant at, LocalDate date, String as) {
    var expected = twin.windows.stream().filter(w -> at.isBefore(w.takesUntil()) && !w.date().isBefore(date)).findFirst().orElse(null);
    if (expected == null) return;
    var settlement = schedule.settlement(at, date);
    assertThat(settlement.window()).as(as + " for " + date).isEqualTo(expected);
    assertThat(settlement.earliest()).as(as + " for " + date).isEqualTo(expected.leaves(at));
    assertThat(settlement.constraints()).as(as + " for " + date).contains(settlement.binding()).isSortedAccordingTo(Comparator.comparing(Constraint::until));
  }

  /** Half of them exactly at an edge, or a moment beside it. */
  private static Instant moment(Random random, Twin twin, Instant start) {
    if (random.nextBoolean() || twin.windows.isEmpty()) return start.plusSeconds(random.nextInt(14 * 86_400));
    var window = twin.windows.get(random.nextInt(twin.windows.size()));
    var edge = List.of(window.opens(), window.takesUntil(), window.closes()).get(random.nextInt(3)).plusNanos(random.nextInt(-1, 2));
    var last = start.plus(Duration.ofDays(14));
    return edge.isBefore(start) || edge.isAfter(last) ? start : edge;
  }

  private static Schedule.Rules rules(Random random, String name) {
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    var calendar = random.nextInt(3) == 0 ? null : Centres.builtIn().of(CENTRES.get(random.nextInt(CENTRES.size()))).days();
    var days = EnumSet.allOf(DayOfWeek.class);
    if (random.nextInt(3) == 0) days.remove(DayOfWeek.of(random.nextInt(1, 8)));
    var lead = Duration.ofMinutes(random.nextInt(3) == 0 ? random.nextInt(120) : 0);
    return new Schedule.Rules(name, "test", zone, days, calendar, hours(random), lead, Duration.ZERO);
  }

  private static Hours hours(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        int first = random.nextInt(24);
        yield new Hours.Hourly(first, random.nextInt(first, 24));
      }
      case 1 -> new Hours.Releases(times(random, 1 + random.nextInt(4)));
      case 2 -> {   // one session, over midnight or not
        var edges = times(random, 3);
        int turn = random.nextInt(3);
        var open = edges.get(turn);
        var close = edges.get((turn + 2) % 3);
        yield new Hours.Sessions(List.of(new Hours.Session(open, edges.get((turn + 1) % 3), close, !close.isAfter(open) && random.nextBoolean())));
      }
      default -> {
        var edges = times(random, 4);
        yield new Hours.Sessions(List.of(new Hours.Session(edges.get(0), edges.get(1), edges.get(1), false), new Hours.Session(edges.get(2), edges.get(3), edges.get(3), false)));
      }
    };
  }

  /** Different, in order; often at the hours in which clocks change. */
  private static List<LocalTime> times(Random random, int count) {
    var times = new TreeSet<LocalTime>();
    while (times.size() < count) times.add(random.nextBoolean() ? LocalTime.of(random.nextInt(4), 15 * random.nextInt(4)) : LocalTime.of(random.nextInt(24), random.nextInt(60)));
    return List.copyOf(times);
  }
}
