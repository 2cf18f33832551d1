package finality.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of our programs as a process that can be started, killed, frozen and started again. */
final class Program {
  private static final Duration DRAIN = Duration.ofSeconds(30);

  final String name;
  private final Path jar;
  private final int heapMegabytes;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;

  Program(String name, Path jar, int heapMegabytes, Map<String, String> environment, Path log) {
    this.name = name;
    this.jar = jar;
    this.heapMegabytes = heapMegabytes;
    this.environment = environment;
    this.log = log;
  }

  void start() {
    if (alive()) return;
    // C1 only: these processes live for seconds, and starting is what they mostly do
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Duser.timezone=UTC", "-Djava.io.tmpdir=" + log.getParent(), "-jar", jar.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    configure(builder, environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These settings and nobody else's. */
  static void configure(ProcessBuilder builder, Map<String, String> environment) {
    builder.environment().keySet().removeIf(name -> name.startsWith("FINALITY_") || name.startsWith("DATABASE_") || name.startsWith("SANDBOX_") || name.endsWith("_PORT"));
    builder.environment().putAll(environment);
  }

  boolean alive() { return process != null && process.isAlive(); }

  /** SIGKILL, and waits until the kernel has done it. */
  void kill() {
    if (process == null) return;
    process.destroyForcibly();
    await(DRAIN);
  }

  void freeze() { signal("STOP"); }

  void thaw() { signal("CONT"); }

  /** SIGTERM, then patience, then SIGKILL. */
  void stop() {
    if (process == null) return;
    signal("CONT");
    process.destroy();
    if (!await(DRAIN)) kill();
  }

  private boolean await(Duration time) {
    try {
      return process == null || process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    if (process == null || !process.isAlive()) return;
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of its log, for messages. */
  String lastWords() {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
