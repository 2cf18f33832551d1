package finality.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The yardstick: TPC-B as pgbench runs it, 8 clients, prepared statements. */
final class Tpcb implements Workload {
  static final int CLIENTS = 8;
  private static final Pattern DONE = Pattern.compile("number of transactions actually processed: ([0-9]+)");
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private final Path program;
  private final Server server;
  private final int scale;
  private final Path scratch;

  private Tpcb(Path program, Server server, int scale, Path scratch) {
    this.program = program;
    this.server = server;
    this.scale = scale;
    this.scratch = scratch;
  }

  /** pgbench where PostgreSQL's client or server package brought one, else the same transaction over JDBC. */
  static Workload yardstick(Server server, int scale, Path scratch) throws IOException {
    var program = program();
    return program.isPresent() ? new Tpcb(program.get(), server, scale, scratch) : new TpcbOverJdbc(server, scale);
  }

  /** Debian's own name for it is a wrapper that asks which version is meant: the program itself is taken. */
  private static Optional<Path> program() throws IOException {
    var places = new ArrayList<Path>();
    var versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) try (var found = Files.list(versions)) {
      found.sorted((a, b) -> b.getFileName().toString().compareTo(a.getFileName().toString())).forEach(version -> places.add(version.resolve("bin/pgbench")));
    }
    Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(directory -> Path.of(directory).resolve("pgbench")).forEach(places::add);
    return places.stream().filter(Files::isExecutable).findFirst();
  }

  @Override public String name() { return Report.YARDSTICK; }

  @Override public String what() { return "TPC-B by pgbench, scale " + scale + ", " + CLIENTS + " clients, prepared; the JVM column is not pgbench's"; }

  @Override public void prepare() throws Exception { pgbench(List.of("-i", "-I", "dtgvp", "-q", "-s", Integer.toString(scale))); }

  @Override public Slice run(Duration warmUp, Duration measured) throws Exception {
    var run = new ArrayList<>(List.of("-n", "-M", "prepared", "-c", Integer.toString(CLIENTS), "-j", "2", "-T"));
    pgbench(join(run, Long.toString(warmUp.toSeconds())));
    var meter = new Meter(server);
    meter.start(0);
    var prefix = scratch.resolve("pgbench").toString();
    var said = pgbench(join(run, Long.toString(measured.toSeconds()), "-l", "--sampling-rate=0.1", "--log-prefix=" + prefix));
    var slice = meter.stop(Long.parseLong(find(DONE, said)), latencies());
    double rate = Double.parseDouble(find(RATE, said));
    return new Slice(rate, slice.p50(), slice.p99(), slice.postgresMicros(), Double.NaN, slice.walBytes(), slice.foreign(), slice.jvmPeak(), slice.postgresPeak(), Double.NaN, slice.parts());
  }

  private static List<String> join(List<String> first, String... more) { return Stream.concat(first.stream(), Stream.of(more)).toList(); }

  /** The third column of its logs, which it leaves in its directory; removed here. */
  private Histogram latencies() throws IOException {
    var latencies = new Histogram(3);
    try (var logs = Files.newDirectoryStream(scratch, "pgbench.*")) {
      for (var log : logs) {
        for (var line : Files.readAllLines(log)) latencies.recordValue(Long.parseLong(line.split(" ")[2]));
        Files.delete(log);
      }
    }
    return latencies;
  }

  private String pgbench(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString(), "-h", server.host(), "-p", Integer.toString(server.port()), "-U", server.user()));
    command.addAll(arguments);
    command.add(Server.BENCH);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", server.password());
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IllegalStateException("pgbench failed: " + said);
    return said;
  }

  private static String find(Pattern pattern, String said) {
    var found = pattern.matcher(said);
    if (!found.find()) throw new IllegalStateException("pgbench did not say " + pattern + ": " + said);
    return found.group(1);
  }
}
