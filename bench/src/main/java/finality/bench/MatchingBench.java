package finality.bench;

import finality.matching.BusinessDays;
import finality.matching.Comparison;
import finality.matching.Direction;
import finality.matching.Item;
import finality.matching.Matching;
import finality.matching.References;
import finality.matching.Rules;
import finality.money.Assets;
import finality.money.Money;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./finality bench matching}: a million items against a million, from memory, on one thread. 99.5 % share a reference and an amount; of the rest a part
 * has another amount, is missing, unexpected, shown twice, or has lost its reference. Beside it the scan that nothing can beat: every field that is compared, read once.
 */
final class MatchingBench {
  private static final int ITEMS = 1_000_000;
  private static final int PARTIES = 20_000;
  private static final double LIMIT_SECONDS = 10;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 16);

  private static final String[] PARTY = java.util.stream.IntStream.range(0, PARTIES).mapToObj(n -> "Party " + n + " Trading").toArray(String[]::new);

  private final List<Item> books = new ArrayList<>(ITEMS);
  private final List<Item> statement = new ArrayList<>(ITEMS);
  private final Random random = new Random(7);

  static void run(PrintStream out, int rounds, @Nullable Path json) throws Exception {
    var bench = new MatchingBench();
    bench.generate();
    long held = bench.used();
    bench.compare();   // for the JIT
    var seconds = new double[rounds];
    Comparison comparison = null;
    for (int round = 0; round < rounds; round++) {
      long cpu = cpuNanos();
      comparison = bench.compare();
      seconds[round] = (cpuNanos() - cpu) / 1e9;
    }
    Arrays.sort(seconds);
    double median = seconds[rounds / 2];
    long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == java.lang.management.MemoryType.HEAP).mapToLong(p -> p.getPeakUsage().getUsed()).sum();
    out.printf("%,d against %,d items, one thread, CPU time, Java %s, %d MB heap%n", bench.books.size(), bench.statement.size(), System.getProperty("java.version"), Runtime.getRuntime().maxMemory() >> 20);
    out.printf("matching %27.2f s [%.2f-%.2f]  %,.0f items/s of both sides  limit %.0f s: %s%n", median, seconds[0], seconds[rounds - 1], 2 * ITEMS / median, LIMIT_SECONDS, median <= LIMIT_SECONDS ? "held" : "MISSED");
    out.printf("scan of the compared fields %8.2f s%n", bench.scan());
    out.printf("matched %s, %,d matches, %,d breaks, %,d proposals%n", comparison.matchRate(), comparison.matches().size(), comparison.breaks().size(), comparison.proposals().size());
    out.printf("items %d MB; peak of the heap, with what waits for collection, %d MB%n", held >> 20, peak >> 20);
    if (json != null) Files.writeString(json, JsonMapper.builder().build().writeValueAsString(List.of(java.util.Map.of("name", "matching", "per_second", 2 * ITEMS / median, "cpu_us", median * 1e6 / (2 * ITEMS)))) + "\n");
  }

  private Comparison compare() { return Matching.compare(books, statement, Rules.standard(), BusinessDays.WEEKDAYS, DAY.plusDays(14)); }

  /** Of the whole process: collector and compiler are in it. */
  private static long cpuNanos() { return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime(); }

  private long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private double scan() {
    long begun = System.nanoTime();
    long sum = 0;
    for (var side : List.of(books, statement)) for (var item : side) sum += item.references().own().hashCode() + item.amount().amount().hashCode() + item.valueDate().hashCode() + item.id().length();
    if (sum == 42) System.err.println("as chance would have it");   // so that the sum is needed
    return (System.nanoTime() - begun) / 1e9;
  }

  private void generate() {
    for (int n = 0; n < ITEMS; n++) {
      long cents = 100 + random.nextInt(100_000_000);
      var day = DAY.plusDays(random.nextInt(5));
      var direction = random.nextBoolean() ? Direction.DEBIT : Direction.CREDIT;
      int kind = random.nextInt(10_000);
      if (kind >= 30) books.add(item("B", n, cents, direction, day, "E2E" + n, n % PARTIES));   // else unexpected
      if (kind >= 30 && kind < 40) continue;                                                      // missing
      boolean lost = kind >= 40 && kind < 45;
      statement.add(item("S", n, kind >= 45 && kind < 50 ? cents + 17 : cents, direction, day.plusDays(1), lost ? "" : "E2E" + n, n % PARTIES));
      if (kind >= 50 && kind < 55) statement.add(item("T", n, cents, direction, day.plusDays(1), "E2E" + n, n % PARTIES));
    }
    Collections.shuffle(books, random);
    Collections.shuffle(statement, random);
  }

  private static Item item(String side, int n, long cents, Direction direction, LocalDate day, String reference, int party) {
    return Item.of(side + n, new Money(BigDecimal.valueOf(cents, 2), Assets.of("EUR")), direction, day, References.own(reference), PARTY[party]);
  }
}
