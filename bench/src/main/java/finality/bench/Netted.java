package finality.bench;

import finality.netting.Account;
import finality.netting.Balance;
import finality.netting.Certificate;
import finality.netting.Clearing;
import finality.netting.Leg;
import finality.netting.LiquiditySaving;
import finality.netting.Queued;
import finality.netting.Rule;
import finality.netting.TradeColumns;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Nets and queues, from memory, on one thread, each beside what bounds it or what it is compared with. */
final class Netted {
  private static final int ROUNDS = 9;
  private static final int WARM_UPS = 6;
  /** Of this thread: what neighbours on the machine do to it, they do to the clock. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final List<Map<String, @Nullable Object>> results = new ArrayList<>();
  private final StringBuilder table = new StringBuilder("%-58s %10s %10s %10s %14s   %s%n".formatted("", "median ms", "best ms", "CPU ms", "items/s", "floor"));
  private long used;   // so that nothing measured is found to be needless

  void run(PrintStream out, @Nullable Path json) throws IOException {
    nets("netting_100k", 100_000, 100, 20, 10);
    nets("netting_1m", 1_000_000, 1_000, 100, 0);
    nets("netting_10m", 10_000_000, 1_000, 100, 500);
    naive();
    queue();
    out.printf("%d rounds after %d to warm up, one thread, %d MB heap, Java %s.%n%n%s", ROUNDS, WARM_UPS, Runtime.getRuntime().maxMemory() >> 20, System.getProperty("java.version"), table);
    if (json != null) Files.writeString(json, JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    System.err.println("(" + used + ")");
  }

  // ── nets ───────────────────────────────────────────────────────────────────────────────────────────────

  private void nets(String name, int trades, int participants, int instruments, double floor) {
    var columns = new TradeColumns(trades);
    var random = new Random(7);
    for (int p = 0; p < participants; p++) columns.participant("P" + p);
    for (int i = 0; i < instruments; i++) columns.instrument(new TradeColumns.Instrument("S" + i, "USD", 0, 2));
    for (int t = 0; t < trades; t++) {
      int buyer = random.nextInt(participants);
      columns.add(buyer, (buyer + 1 + random.nextInt(participants - 1)) % participants, random.nextInt(instruments), 1 + random.nextInt(1_000), 1 + random.nextInt(1_000_000));
    }
    measure(name, "%,d trades, %d participants, %d instruments".formatted(trades, participants, instruments), trades, floor, () -> columns.nets().size());
    scan(trades);
  }

  /** What no netting of such columns can be faster than: to read them. */
  private void scan(int trades) {
    var ints = new int[trades * 3];
    var longs = new long[trades * 2];
    Arrays.fill(ints, 3);
    Arrays.fill(longs, 5);
    measure("scan_" + trades, "  the same columns read and no more (%d MB)".formatted((trades * 28L) >> 20), trades, 0, () -> {
      long sum = 0;
      for (int i : ints) sum += i;
      for (long l : longs) sum += l;
      return sum;
    });
  }

  /** The sources' way: a map of decimals. */
  private void naive() {
    record Row(String buyer, String seller, String asset, BigDecimal quantity, BigDecimal price) {}
    var random = new Random(7);
    var rows = new ArrayList<Row>();
    for (int t = 0; t < 100_000; t++) {
      int buyer = random.nextInt(100);
      rows.add(new Row("P" + buyer, "P" + (buyer + 1 + random.nextInt(99)) % 100, "S" + random.nextInt(20), BigDecimal.valueOf(1 + random.nextInt(1_000)), BigDecimal.valueOf(1 + random.nextInt(1_000_000), 2)));
    }
    measure("naive_100k", "  100,000 in a map of decimals, as the sources do", 100_000, 0, () -> {
      var sums = new HashMap<Account, BigDecimal>();
      for (var row : rows) {
        var cash = row.quantity.multiply(row.price);
        sums.merge(new Account(row.buyer, row.asset), row.quantity, BigDecimal::add);
        sums.merge(new Account(row.seller, row.asset), row.quantity.negate(), BigDecimal::add);
        sums.merge(new Account(row.buyer, "USD"), cash.negate(), BigDecimal::add);
        sums.merge(new Account(row.seller, "USD"), cash, BigDecimal::add);
      }
      return sums.size();
    });
  }

  // ── queues ─────────────────────────────────────────────────────────────────────────────────────────────

  private void queue() {
    var random = new Random(11);
    var queue = new ArrayList<Queued>();
    var total = BigDecimal.ZERO;
    for (int e = 0; e < 100_000; e++) {
      int payer = random.nextInt(1_000);
      var amount = BigDecimal.valueOf(100 + (long) Math.exp(6 + 8 * random.nextDouble()), 2);
      total = total.add(amount);
      queue.add(new Queued("E" + e, random.nextInt(3), List.of(new Leg("P" + payer, "P" + (payer + 1 + random.nextInt(999)) % 1_000, "EUR", amount))));
    }
    var balances = new ArrayList<Balance>();
    for (int p = 0; p < 1_000; p++) balances.add(new Balance(new Account("P" + p, "EUR"), total.multiply(BigDecimal.valueOf(10 + random.nextInt(20), 6)).setScale(2, java.math.RoundingMode.DOWN), BigDecimal.ZERO));
    for (var rule : List.of(Rule.FIFO, Rule.GROSS, Rule.BILATERAL, Rule.BYPASS)) {
      var last = new Clearing[1];
      measure("queue_" + rule.name().toLowerCase(), "100,000 queued, 1,000 participants, " + rule.name().toLowerCase(), queue.size(), rule == Rule.FIFO ? 50 : 0, () -> {
        last[0] = LiquiditySaving.clear(rule, queue, balances);
        return last[0].settled().size();
      });
      var wrong = Certificate.check(last[0], queue, balances);
      if (!wrong.isEmpty()) throw new IllegalStateException(wrong.getFirst());
      var value = last[0].settled().stream().map(entry -> entry.principal().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
      table.append("  %s: %,d settle, %s %% of the value; certificate checked%n".formatted(rule.name().toLowerCase(), last[0].settled().size(), value.movePointRight(2).divide(total, 1, java.math.RoundingMode.DOWN)));
    }
  }

  // ── figures ────────────────────────────────────────────────────────────────────────────────────────────

  /** @param floor milliseconds; 0: none */
  private void measure(String name, String what, int items, double floor, Supplier<Number> work) {
    for (int n = 0; n < WARM_UPS; n++) used += work.get().longValue();
    var millis = new double[ROUNDS];
    var cpu = new double[ROUNDS];
    for (int n = 0; n < ROUNDS; n++) {
      long begun = System.nanoTime();
      long cpuBegun = CPU.getCurrentThreadCpuTime();
      used += work.get().longValue();
      cpu[n] = (CPU.getCurrentThreadCpuTime() - cpuBegun) / 1e6;
      millis[n] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    Arrays.sort(cpu);
    double median = millis[ROUNDS / 2];
    table.append("%-58s %10.2f %10.2f %10.2f %,14.0f   %s%n".formatted(what, median, millis[0], cpu[ROUNDS / 2], items / median * 1e3, floor == 0 ? "" : "< %.0f ms %s".formatted(floor, median < floor ? "held" : "MISSED")));
    var result = new LinkedHashMap<String, @Nullable Object>();
    result.put("name", name);
    result.put("per_second", Math.round(items / median * 1e3));
    result.put("cpu_us", cpu[ROUNDS / 2] * 1e3 / items);
    for (var not : List.of("ratio_to_tpcb", "wal_bytes", "stored_bytes")) result.put(not, null);
    result.put("p50_ms", median);
    result.put("p99_ms", millis[ROUNDS - 1]);
    results.add(result);
    System.err.printf("%-58s %10.2f ms%n", what, median);
  }
}
