package finality.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Medians over the rounds, beside the yardstick of the same rounds. */
final class Report {
  static final String YARDSTICK = "tpcb";

  private final Map<String, List<Slice>> slices = new LinkedHashMap<>();

  void add(String name, Slice slice) { slices.computeIfAbsent(name, _ -> new ArrayList<>()).add(slice); }

  private double median(String name, ToDoubleFunction<Slice> figure) { return middle(slices.get(name).stream().mapToDouble(figure).toArray()); }

  /** Of each round's own ratio, so that a round in which the machine was slow is slow for both. */
  private double ratio(String name, String to) {
    var ours = slices.get(name);
    var theirs = slices.get(to);
    var ratios = new double[Math.min(ours.size(), theirs.size())];
    for (int n = 0; n < ratios.length; n++) ratios[n] = ours.get(n).perSecond() / theirs.get(n).perSecond();
    return middle(ratios);
  }

  /** NaN when there is none. */
  private static double middle(double[] values) {
    var sorted = java.util.Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) return Double.NaN;
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  // ── for people ─────────────────────────────────────────────────────────────────────────────────────────

  String table() {
    var text = new StringBuilder("%-10s %21s %8s %8s %8s %15s %7s %7s %12s %6s%n".formatted("", "per second [min-max]", "÷ tpcb", "p50 ms", "p99 ms", "CPU µs PG+JVM", "WAL B", "disk B", "MB JVM+PG", "others"));
    for (var name : slices.keySet()) {
      var of = slices.get(name);
      var rate = "%.0f [%.0f-%.0f]".formatted(median(name, Slice::perSecond), of.stream().mapToDouble(Slice::perSecond).min().orElse(0), of.stream().mapToDouble(Slice::perSecond).max().orElse(0));
      text.append("%-10s %21s %8s %8s %8s %15s %7s %7s %12s %5.0f%%%n".formatted(name, rate, shown("%.2f", ratio(name, YARDSTICK)), shown("%.1f", median(name, Slice::p50)), shown("%.1f", median(name, Slice::p99)),
          shown("%.1f", median(name, Slice::postgresMicros)) + "+" + shown("%.1f", median(name, Slice::jvmMicros)), shown("%.0f", median(name, Slice::walBytes)), shown("%.0f", median(name, Slice::storedBytes)),
          shown("%.0f", median(name, s -> s.jvmPeak() / 1e6)) + "+" + shown("%.0f", median(name, s -> s.postgresPeak() / 1e6)), 100 * median(name, Slice::foreign)));
    }
    return text.toString();
  }

  private static String shown(String format, double value) { return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value); }

  /** What a settlement of this workload leaves on disk, largest first; empty when it was not measured. */
  String parts(String name) {
    var parts = parts(slices.getOrDefault(name, List.of()));
    var text = new StringBuilder();
    parts.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed()).forEach(part -> text.append("  %-40s %6.0f B%n".formatted(part.getKey(), part.getValue())));
    return text.toString();
  }

  private static Map<String, Double> parts(List<Slice> of) {
    var names = of.stream().flatMap(slice -> slice.parts().keySet().stream()).distinct().toList();
    var parts = new LinkedHashMap<String, Double>();
    for (var name : names) parts.put(name, middle(of.stream().mapToDouble(slice -> slice.parts().getOrDefault(name, 0.0)).toArray()));
    return parts;
  }

  // ── floors ─────────────────────────────────────────────────────────────────────────────────────────────

  /** @param figure NaN: not measured in this run */
  record Floor(String what, double figure, boolean atLeast, double limit) {
    boolean held() { return atLeast ? figure >= limit : figure <= limit; }
  }

  private double figure(String name, ToDoubleFunction<Slice> figure) { return slices.containsKey(name) ? median(name, figure) : Double.NaN; }

  private double quotient(String name, String to) { return slices.containsKey(name) && slices.containsKey(to) ? ratio(name, to) : Double.NaN; }

  /** @param settledAfter seconds from the last POST's answer to the last settlement; NaN: not measured */
  String floors(double settledAfter) {
    var text = new StringBuilder();
    for (var floor : List.of(
        new Floor("rail settlements ÷ TPC-B", quotient("payouts", YARDSTICK), true, 6), new Floor("book transfers ÷ TPC-B", quotient("book", YARDSTICK), true, 12),
        new Floor("one hot account ÷ rail settlements", quotient("hot", "payouts"), true, 0.9), new Floor("rail settlements ÷ the sources' algorithm", quotient("payouts", "sources"), true, 30),
        new Floor("single POSTs answered per second", figure("http", Slice::perSecond), true, 4_000), new Floor("single POSTs p99 ms", figure("http", Slice::p99), false, 80),
        new Floor("seconds until all POSTs are settled", settledAfter, false, 5), new Floor("latency at 200/s p50 ms", figure("latency", Slice::p50), false, 6),
        new Floor("latency at 200/s p99 ms", figure("latency", Slice::p99), false, 25), new Floor("stored bytes per rail settlement", figure("payouts", Slice::storedBytes), false, 1_800),
        new Floor("WAL bytes per rail settlement", figure("payouts", Slice::walBytes), false, 2_500))) {
      if (!Double.isNaN(floor.figure)) text.append("  %-44s %10.2f  %s %-6.6s %s%n".formatted(floor.what, floor.figure, floor.atLeast ? "≥" : "≤", shown("%.1f", floor.limit), floor.held() ? "held" : "MISSED"));
    }
    return text.toString();
  }

  // ── for programs ───────────────────────────────────────────────────────────────────────────────────────

  String json() {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    for (var name : slices.keySet()) {
      var of = new LinkedHashMap<String, @Nullable Object>();
      of.put("name", name);
      of.put("per_second", number(median(name, Slice::perSecond)));
      of.put("ratio_to_tpcb", number(ratio(name, YARDSTICK)));
      of.put("p50_ms", number(median(name, Slice::p50)));
      of.put("p99_ms", number(median(name, Slice::p99)));
      of.put("cpu_us", number(median(name, s -> s.postgresMicros() + (Double.isNaN(s.jvmMicros()) ? 0 : s.jvmMicros()))));
      of.put("cpu_postgres_us", number(median(name, Slice::postgresMicros)));
      of.put("cpu_jvm_us", number(median(name, Slice::jvmMicros)));
      of.put("wal_bytes", number(median(name, Slice::walBytes)));
      of.put("stored_bytes", number(median(name, Slice::storedBytes)));
      of.put("peak_jvm_bytes", number(median(name, Slice::jvmPeak)));
      of.put("peak_postgres_bytes", number(median(name, Slice::postgresPeak)));
      of.put("foreign_cpu", number(median(name, Slice::foreign)));
      of.put("rounds", slices.get(name).stream().map(slice -> number(slice.perSecond())).toList());
      var parts = new LinkedHashMap<String, Double>();
      parts(slices.get(name)).forEach((part, bytes) -> parts.put(part, number(bytes)));
      of.put("stored_parts", parts);
      all.add(of);
    }
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static @Nullable Double number(double value) { return Double.isNaN(value) ? null : Math.round(value * 1_000) / 1_000.0; }
}
