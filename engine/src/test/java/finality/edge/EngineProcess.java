package finality.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The engine of the tests in a process of its own, as it logs and lives in production. */
record EngineProcess(Process process, int port, String key, String approver) implements AutoCloseable {

  /** What is started in the process. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) { Engine.application().run(arguments); }
  }

  /**
   * Returns when it is ready.
   *
   * @param wrapper the command that starts it; empty: none
   * @param data its data directory, where {@code console.log} takes what it says
   */
  static EngineProcess start(List<String> wrapper, Path data, Map<String, String> settings) throws IOException {
    var all = new HashMap<>(Engine.SETTINGS);
    all.put("FINALITY_DATA", data.toString());
    all.putAll(settings);
    var command = new ArrayList<>(wrapper);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-Djava.io.tmpdir=" + data,
        "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(Engine.arguments(all)));
    var console = data.resolve("console.log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FINALITY_") || name.startsWith("DATABASE_"));
    var process = builder.start();
    try {
      int port = awaitPort(process, console);
      return new EngineProcess(process, port, Files.readString(data.resolve("operator.key")).strip(), Files.readString(data.resolve("approver.key")).strip());
    } catch (IOException | RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int awaitPort(Process process, Path console) throws IOException {
    var ready = "Finality is ready on http://localhost:";
    for (long end = System.nanoTime() + Duration.ofSeconds(90).toNanos(); System.nanoTime() < end; LockSupport.parkNanos(50_000_000)) {
      var line = Files.readAllLines(console).stream().filter(l -> l.startsWith(ready)).findFirst();
      if (line.isPresent()) return Integer.parseInt(line.get().substring(ready.length()).strip());
      if (!process.isAlive()) break;
    }
    throw new AssertionError("the engine did not start:\n" + Files.readString(console));
  }

  @Override public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
