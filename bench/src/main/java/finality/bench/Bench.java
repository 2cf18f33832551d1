package finality.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** {@code ./finality bench}: see {@link Options#USAGE}. Results go to standard output, progress to standard error. */
final class Bench {
  private static final List<String> NAMES = List.of(Report.YARDSTICK, "sources", "payouts", "book", "hot", "refused", "http", "latency");
  private static final List<String> PURE = List.of("calendar", "netting", "matching");
  /** The machine's JIT has compiled what matters after this long. */
  private static final Duration JIT = Duration.ofSeconds(12);

  private final Options options;
  private final Report report = new Report();

  private Bench(Options options) { this.options = options; }

  public static void main(String[] arguments) throws Exception {
    var out = System.out;
    System.setOut(System.err);   // what the engine says is progress
    try {
      if (!pure(out, arguments)) new Bench(Options.parse(arguments, NAMES)).run(out);
    } catch (Options.Misunderstood e) {
      System.err.printf("finality: %s%n%s", e.getMessage(), Options.USAGE.formatted(String.join(", ", NAMES)));
      System.exit(2);
    } catch (IllegalStateException e) {
      System.err.println("finality: the benchmark is void: " + e.getMessage());
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  /** The rooms that need no server start none. @return whether one of them was asked for */
  private static boolean pure(PrintStream out, String[] arguments) throws Exception {
    if (arguments.length == 0 || !PURE.contains(arguments[0])) return false;
    var options = Options.parse(arguments, PURE);
    switch (arguments[0]) {
      case "calendar" -> CalendarBench.run(out, options.json());
      case "netting" -> new Netted().run(out, options.json());
      default -> MatchingBench.run(out, options.rounds(), options.json());
    }
    return true;
  }

  private void run(PrintStream out) throws Exception {
    var data = options.data() != null ? options.data() : Files.createTempDirectory(besideTheJar(), "bench-");
    Files.createDirectories(data);
    try (var engine = new Engine(data, options.profile())) {
      var server = new Server(data);
      server.createBenchDatabase();
      var http = new HttpPosts(engine, server);
      var workloads = workloads(engine, server, http).stream().filter(workload -> options.wants(workload.name())).toList();
      prepare(engine, server, workloads);
      for (int round = 1; round <= options.rounds(); round++) {
        server.checkpoint();
        for (var workload : workloads) measure(workload, engine, server, round);
      }
      say("proving the books over all of history");
      engine.prove();
      print(out, server, workloads, http);
    } finally {
      if (options.data() == null) delete(data);
    }
  }

  private List<Workload> workloads(Engine engine, Server server, HttpPosts http) throws IOException {
    int tenant = engine.tenant;
    return List.of(Tpcb.yardstick(server, options.scale(), engine.data), new Sources(server),
        new Flow("payouts", "the engine's pipeline over a rail that answers at once, 1,000 debtors", engine, server, n -> Requests.payout(tenant, n)),
        new Flow("book", "book transfers between 1,000 and 1,000 accounts", engine, server, n -> Requests.book(tenant, n)),
        new Flow("hot", "as payouts, all from one account", engine, server, n -> Requests.hot(tenant, n)),
        new Flow("refused", "as payouts, every second one refused for lack of funds; per second counts both", engine, server, n -> Requests.halfPoor(tenant, n)),
        http, new Arrivals(engine, server));
  }

  private void prepare(Engine engine, Server server, List<Workload> workloads) throws Exception {
    say("opening 3,001 accounts");
    engine.openAccounts();
    for (var workload : workloads) {
      say("preparing " + workload.name() + ": " + workload.what());
      workload.prepare();
    }
    for (var workload : workloads) {
      if (!List.of("payouts", "http").contains(workload.name())) continue;   // between them they go through all that is hot
      say("warming up with " + workload.name() + " for " + JIT.toSeconds() + " s");
      workload.run(JIT.minusSeconds(1), Duration.ofSeconds(1));
    }
  }

  private void measure(Workload workload, Engine engine, Server server, int round) throws Exception {
    if (options.profile()) server.resetStatements();
    var slice = workload.run(Duration.ofSeconds(options.warmUp()), Duration.ofSeconds(options.seconds()));
    if (options.profile()) System.err.print(server.statements((long) (slice.perSecond() * (options.seconds() + options.warmUp()))));
    var audited = engine.audit();
    if (options.profile()) audited.invariants().forEach(invariant -> say("    %6d ms %s".formatted(invariant.figures().get("took_ms"), invariant.name())));
    report.add(workload.name(), slice);
    say("round %d %-8s %8.0f/s  CPU %.1f+%.1f µs  WAL %.0f B  stored %.0f B  others used %.0f %%  books sound (%d ms)".formatted(round, workload.name(), slice.perSecond(), slice.postgresMicros(), slice.jvmMicros(),
        slice.walBytes(), slice.storedBytes(), 100 * slice.foreign(), audited.tookMs()));
  }

  private void print(PrintStream out, Server server, List<Workload> workloads, HttpPosts http) throws Exception {
    out.printf("%d rounds of %d s each; medians, ratios within each round. %d processors, %d MB heap, Java %s.%n", options.rounds(), options.seconds(), Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20, System.getProperty("java.version"));
    out.printf("PostgreSQL: %s%n%n%s%n", server.settings(), report.table());
    for (var workload : workloads) out.printf("%-10s %s%n", workload.name(), workload.what());
    out.printf("%nothers: share of the processors used by processes that are neither PostgreSQL nor this JVM (pgbench and the HTTP clients among them).%n");
    var parts = report.parts("payouts");
    if (!parts.isEmpty()) out.printf("%nStored for each rail settlement:%n%s", parts);
    out.printf("%nFloors:%n%s", report.floors(options.wants("http") ? http.settledAfter().toMillis() / 1e3 : Double.NaN));
    out.println("The books were audited after each part, and proved over all of history at the end: sound.");
    if (options.json() != null) {
      Files.writeString(options.json(), report.json() + "\n");
      say("written to " + options.json());
    }
  }

  /** On the disk the project is on: what lies in memory only, as many /tmp do, would make every commit free. */
  private static Path besideTheJar() throws URISyntaxException {
    var place = Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return place.getParent();
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static void say(String text) { System.err.println(text); }
}
