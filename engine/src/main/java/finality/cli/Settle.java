package finality.cli;

import finality.cli.Line.KeyFrom;
import finality.cli.Outcome.Standing;
import finality.rail.message.command.Output;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** {@code ./finality settle FILE…}: sends payment files to a running engine and says what became of each line. */
public final class Settle {
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Clock clock;
  private volatile @Nullable Board board;

  Settle(PrintStream out, PrintStream err, Map<String, String> environment, Clock clock) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.clock = clock;
  }

  public static void main(String[] arguments) {
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(new FileOutputStream(FileDescriptor.out), err, out -> {
      var settle = new Settle(out, err, System.getenv(), Clock.systemUTC());
      var interrupted = new Thread(settle::interrupted);
      Runtime.getRuntime().addShutdownHook(interrupted);
      try {
        return settle.run(arguments);
      } finally {
        Runtime.getRuntime().removeShutdownHook(interrupted);
      }
    }));
  }

  /** @return the command's exit code, or 74 or 141 when its report could not be written */
  static int run(OutputStream to, PrintStream err, ToIntFunction<PrintStream> command) {
    var output = new Output(to);
    int code = output.ending("settle", err, () -> command.applyAsInt(new PrintStream(output, true, StandardCharsets.UTF_8)));
    if (code == Output.UNWRITTEN) err.println("settle: where payments were sent, the same command run again shows how they ended; nothing is paid twice.");
    return code;
  }

  /** @return the exit code: 0 all settled, 1 some failed, 2 some open, 64 usage, 65 unreadable file, 69 no engine, 77 key refused */
  int run(String... arguments) {
    try {
      if (Arrays.asList(arguments).contains("--help") || Arrays.asList(arguments).contains("-h")) {
        out.print(help());
        return 0;
      }
      return run(Options.parse(arguments, environment));
    } catch (Stop stop) {
      err.println("settle: " + stop.getMessage());
      return stop.code;
    }
  }

  private int run(Options options) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var again = options.again() ? "-again-" + UUID.randomUUID().toString().substring(0, 8) : "";
    var lines = PaymentFile.read(options, today, again);
    try (var engine = engine(options, lines)) {
      var begun = reach(engine, options, lines);
      lines = accounts(engine, options, lines, again);
      stopAtUnreadable(lines, options);
      if (options.check()) return new DryRun(engine, out).of(lines);
      if (options.again()) err.println("Paying on purpose what may have been paid before: every line goes out under a new key (" + again.substring(1) + ").");
      return settle(engine, options, new Board(lines, begun), today);
    }
  }

  private int settle(Engine engine, Options options, Board board, LocalDate today) {
    this.board = board;
    var watcher = new Watcher(engine, board, today);
    try (var progress = new Progress(err, board, onTerminal()).start()) {
      var watching = Thread.ofVirtual().start(watcher);
      new Sender(engine, board, options.waitFor().compareTo(LEAST_PATIENCE) > 0 ? options.waitFor() : LEAST_PATIENCE).send(board.with(Standing.UNSENT));
      watcher.allSent(options.waitFor());
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return conclude(board, options);
  }

  private int conclude(Board board, Options options) {
    int code = board.exitCode();
    this.board = null;
    if (options.json()) new Report(board).printJson(out, code);
    else new Report(board).print(out);
    long kept = options.byReference() ? board.lines.stream().filter(l -> l.keyFrom() == KeyFrom.OWN).count() : 0;
    if (kept > 0) err.println(kept + (kept == 1 ? " line has a key of its own and kept it" : " lines have keys of their own and kept them") + "; --by-reference makes keys for the others only.");
    if (board.stopped() != null) err.println("settle: " + board.stopped());
    var counts = board.counts();
    if (counts.containsKey(Standing.OPEN)) err.println(counts.get(Standing.OPEN) + " still open; the same command run again shows how they ended, and pays nothing twice.");
    if (counts.containsKey(Standing.UNKNOWN) || counts.containsKey(Standing.UNSENT)) err.println("Not everything was acknowledged. Run the same command again: what went through is not paid twice.");
    return code;
  }

  // ── before anything is sent ────────────────────────────────────────────────────────────────────────────

  private void stopAtUnreadable(List<Line> lines, Options options) {
    var bad = lines.stream().filter(l -> !l.readable()).toList();
    if (bad.isEmpty() || (options.partial() && bad.size() < lines.size())) return;
    for (var line : bad) for (var wrong : line.wrongs()) err.println(line.place() + ": " + wrong);
    throw Stop.unreadable(bad.size() + " of " + lines.size() + " lines cannot be sent as they are; nothing was sent." + (bad.size() < lines.size() ? " Correct them, or send the others with --partial." : ""));
  }

  private static String key(Options options) {
    if (options.key() != null) return options.key();
    try {
      var key = Files.readString(options.keyFile()).strip();
      if (!key.isEmpty() && key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) return key;
      throw Stop.usage("The key file " + options.keyFile() + " holds no API key.");
    } catch (IOException _) {
      throw new Stop(Stop.NO_ENGINE, "There is no API key: " + options.keyFile().toAbsolutePath().normalize() + " cannot be read. The engine writes it at its first start (./finality run); "
          + "where its data lie elsewhere, set FINALITY_DATA, or use --key-file or --key.");
    }
  }

  private Engine engine(Options options, List<Line> lines) {
    try {
      return new Engine(options.url(), key(options));
    } catch (Stop stop) {
      stopAtUnreadable(lines, options);
      throw stop;
    }
  }

  /** When an engine that is ready took the key, by its clock. Without one, what is wrong with the lines is told first. @throws Stop 65, 69 or 77 */
  private Instant reach(Engine engine, Options options, List<Line> lines) {
    try {
      return greet(engine, options);
    } catch (Stop stop) {
      stopAtUnreadable(lines, options);
      throw stop;
    }
  }

  private static Instant greet(Engine engine, Options options) {
    long deadline = System.nanoTime() + options.waitFor().toNanos();
    try {
      var answer = engine.get("/v1/settlements?limit=1");
      while (answer.status() == 503 && System.nanoTime() < deadline) {   // it is starting
        Pause.of(Duration.ofMillis(500));
        answer = engine.get("/v1/settlements?limit=1");
      }
      if (answer.status() == 401 || answer.status() == 403) throw new Stop(Stop.NO_PERMISSION, "The engine at " + options.url() + " does not accept the key: " + answer.refusal());
      if (answer.status() != 200) throw new Stop(Stop.NO_ENGINE, "What answers at " + options.url() + " is not an engine that is ready (" + answer.refusal() + "). Is another program on that port?");
      return answer.at();
    } catch (IOException e) {
      throw unreachable(options);
    }
  }

  private static List<Line> accounts(Engine engine, Options options, List<Line> lines, String again) {
    try {
      var debtors = new Debtors(engine);
      return debtors.resolve(lines).stream()
          .map(l -> l.readable() && l.keyFrom() == KeyFrom.REFERENCE && l.text("reference") instanceof String reference ? l.withKey(PaymentFile.byReference(debtors.codeOfDebtor(l), reference) + again) : l).toList();
    } catch (IOException e) {
      throw unreachable(options);
    }
  }

  private static Stop unreachable(Options options) {
    return new Stop(Stop.NO_ENGINE, "No engine answers at " + options.url() + ". Start one with ./finality run, or say with --url where it is.");
  }

  // ── around it ──────────────────────────────────────────────────────────────────────────────────────────

  /** Ctrl-C: what is known so far. */
  private void interrupted() {
    var board = this.board;
    if (board == null) return;
    err.println();
    try {
      new Report(board).print(out);
    } catch (Output.Broken _) {
      // nobody reads it any more; what follows is on stderr
    }
    err.println("settle: interrupted. Run the same command again: what went through is not paid twice.");
  }

  /** Whether somebody watches stderr; Java itself can only tell about all three streams together. */
  private static boolean onTerminal() {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return System.console() != null && System.console().isTerminal();
    }
  }

  private static String help() {
    try (var in = Settle.class.getResourceAsStream("settle-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
