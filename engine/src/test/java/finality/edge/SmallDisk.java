package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An engine in a process of its own whose PostgreSQL lives on a small disk. The disk is mounted in a mount namespace of that process: an ordinary user
 * may, where user namespaces are allowed, and it goes with the process. From here the disk is reached through the process's root.
 */
record SmallDisk(Process process, int port, String key, Path disk) implements AutoCloseable {
  private static final byte[] BLOCK = new byte[1 << 16];

  /** The engine itself: what is started in the process. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) { Engine.application().run(arguments); }
  }

  static SmallDisk engine(Path data) throws IOException {
    var namespace = uid() == 0 ? List.of("unshare", "-m") : List.of("unshare", "-Urm");
    assumeTrue(run(namespace, "sh", "-c", "mount -t tmpfs tmpfs /mnt") == 0, "a small disk of one's own needs mount namespaces, which this machine does not allow");
    var directory = Files.createDirectory(data.resolve("postgres"));
    var settings = new HashMap<>(Engine.SETTINGS);
    settings.put("FINALITY_DATA", data.toString());
    settings.put("finality.database.server.max_wal_size", "64MB");
    settings.put("finality.database.server.min_wal_size", "32MB");
    var command = new ArrayList<>(namespace);
    command.addAll(List.of("sh", "-c", "mount -t tmpfs -o size=200m,mode=0755 tmpfs \"$0\" && exec \"$@\"", directory.toString(),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(Engine.arguments(settings)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(data.resolve("engine.log").toFile());
    builder.environment().remove("DATABASE_URL");
    var process = builder.start();
    try {
      int port = awaitPort(process, data.resolve("engine.log"));
      return new SmallDisk(process, port, Files.readString(data.resolve("operator.key")).strip(), Path.of("/proc", Long.toString(process.pid()), "root" + directory));
    } catch (IOException | RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static int awaitPort(Process process, Path log) throws IOException {
    var ready = "Finality is ready on http://localhost:";
    for (long end = System.nanoTime() + Duration.ofSeconds(90).toNanos(); System.nanoTime() < end; LockSupport.parkNanos(50_000_000)) {
      var line = Files.readAllLines(log).stream().filter(l -> l.startsWith(ready)).findFirst();
      if (line.isPresent()) return Integer.parseInt(line.get().substring(ready.length()).strip());
      if (!process.isAlive()) break;
    }
    throw new AssertionError("the engine did not start:\n" + Files.readString(log));
  }

  /** Leaves no byte of the disk for that long, whatever PostgreSQL itself gives up meanwhile. */
  void fill(Duration time) throws IOException {
    var ballast = disk.resolve("ballast");
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; LockSupport.parkNanos(50_000_000)) {
      try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) out.write(BLOCK);
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
      }
    }
  }

  void makeRoom() throws IOException { Files.delete(disk.resolve("ballast")); }

  private static int uid() throws IOException { return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"); }

  private static int run(List<String> namespace, String... command) throws IOException {
    var all = new ArrayList<>(namespace);
    all.addAll(List.of(command));
    try {
      return new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
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
