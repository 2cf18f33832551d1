package finality.bench;

import finality.calendar.BusinessDays;
import finality.calendar.Centres;
import finality.calendar.Schedule;
import finality.calendar.ValueDates;
import finality.calendar.WindowFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./finality bench calendar [--json FILE]}: questions a second to calendars and windows, on one core; those about days beside the same question answered by walking day by day.
 * Each question is another one, drawn beforehand; the answers are summed so that none can be left out.
 */
final class CalendarBench {
  private static final int QUESTIONS = 1 << 16;
  private static final long SLICE = 1_000_000_000L;   // ns
  private static final String WINDOWS = """
      {"settlement_windows": {
        "hourly":   {"frequency": "hourly", "cutoff_hour": 17, "timezone": "America/Sao_Paulo"},
        "sessions": {"timezone": "America/New_York", "lead": "PT5M", "sessions": [{"opens": "day_before", "open": "21:00", "cut_off": "18:45", "close": "19:00"}]}}}""";

  private record Measured(String name, double perSecond, double walking) {}

  private final List<Measured> measured = new ArrayList<>();
  private final Random random = new Random(20261121);
  private long sum;

  /** @param json also written there, when given */
  static void run(PrintStream out, @Nullable Path json) throws IOException {
    var bench = new CalendarBench();
    bench.run();
    bench.print(out);
    if (json != null) Files.writeString(json, bench.json());
  }

  private void run() {
    var centres = Centres.builtIn();
    var eurUsd = BusinessDays.joint(List.of(centres.of("TARGET").days(), centres.of("US").days()));
    var days = random.ints(QUESTIONS, 0, 3650).mapToObj(n -> LocalDate.of(2024, 1, 1).plusDays(n)).toArray(LocalDate[]::new);
    var instants = random.longs(QUESTIONS, 0, 5L * 365 * 86_400).mapToObj(n -> Instant.parse("2024-01-02T00:00:00Z").plusSeconds(n)).toArray(Instant[]::new);
    measure("business day", i -> eurUsd.isOpen(days[i]) ? 1 : 0, i -> eurUsd.isOpen(days[i]) ? 1 : 0);
    measure("T+2", i -> eurUsd.plus(days[i], 2).toEpochDay(), i -> walk(eurUsd, days[i], 2));
    measure("100 business days", i -> eurUsd.plus(days[i], 100).toEpochDay(), i -> walk(eurUsd, days[i], 100));
    var dates = new ValueDates(centres);
    var pair = List.of("EUR", "USD");
    measure("value date with reasons", i -> dates.of(pair, days[i], 2).date().toEpochDay(), i -> walk(eurUsd, days[i], 2));
    for (var schedule : WindowFile.read(WINDOWS, centres)) {
      measure("window that takes, " + schedule.name(), i -> schedule.taking(instants[i]).date().toEpochDay(), null);
      measure("settlement and why, " + schedule.name(), i -> schedule.settlement(instants[i], null).earliest().getEpochSecond(), null);
    }
  }

  private static long walk(BusinessDays days, LocalDate from, int n) {
    var day = from;
    for (int left = n; left > 0; ) {
      day = day.plusDays(1);
      if (days.isOpen(day)) left--;
    }
    return day.toEpochDay();
  }

  private void measure(String name, IntToLongFunction question, @Nullable IntToLongFunction walking) {
    perSecond(question, 2);   // the JIT
    measured.add(new Measured(name, perSecond(question, 3), walking == null ? 0 : perSecond(walking, 1)));
  }

  /** The best of some slices of a second: what disturbs makes slower, never faster. */
  private double perSecond(IntToLongFunction question, int slices) {
    double best = 0;
    for (int slice = 0; slice < slices; slice++) {
      long asked = 0;
      long begun = System.nanoTime();
      long now;
      do {
        for (int i = 0; i < 256; i++) sum += question.applyAsLong((int) (asked++ & QUESTIONS - 1));
        now = System.nanoTime();
      } while (now - begun < SLICE);
      best = Math.max(best, asked * 1e9 / (now - begun));
    }
    return best;
  }

  private void print(PrintStream out) {
    out.printf("%-32s %15s %18s%n", "question", "per second", "day by day");
    for (var m : measured) out.printf(Locale.ROOT, "%-32s %,15.0f %18s%n", m.name, m.perSecond, m.walking == 0 ? "" : String.format(Locale.ROOT, "%,.0f", m.walking));
    System.err.println("(sum of all answers " + sum + ")");
  }

  private String json() {
    return "[" + String.join(",\n ", measured.stream().map(m -> String.format(Locale.ROOT, "{\"name\":\"calendar: %s\",\"per_second\":%.0f%s}", m.name, m.perSecond,
        m.walking == 0 ? "" : String.format(Locale.ROOT, ",\"day_by_day_per_second\":%.0f", m.walking))).toList()) + "]\n";
  }
}
