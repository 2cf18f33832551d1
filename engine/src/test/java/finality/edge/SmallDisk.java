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
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An engine whose PostgreSQL lives on a small disk. The disk is mounted in a mount namespace of the engine's process: an ordinary user
 * may, where user namespaces are allowed, and it goes with the process. From here the disk is reached through the process's root.
 */
record SmallDisk(EngineProcess engine, Path disk) implements AutoCloseable {
  private static final byte[] BLOCK = new byte[1 << 16];
  private static final String MOUNT = "mount -t tmpfs -o size=200m,mode=0755 tmpfs \"$0\" && exec \"$@\"";

  static SmallDisk start(Path data) throws IOException {
    var directory = Files.createDirectory(data.resolve("postgres"));
    var wrapper = new ArrayList<>(isRoot() ? List.of("unshare", "-m") : List.of("unshare", "-Urm"));
    wrapper.addAll(List.of("sh", "-c", MOUNT, directory.toString()));
    assumeTrue(works(wrapper), "a small disk of one's own needs a mount namespace, which this machine does not allow");
    var engine = EngineProcess.start(wrapper, data, Map.of("finality.database.server.max_wal_size", "64MB", "finality.database.server.min_wal_size", "32MB"));
    return new SmallDisk(engine, Path.of("/proc", Long.toString(engine.process().pid()), "root" + directory));
  }

  private static boolean works(List<String> wrapper) throws IOException {
    var command = new ArrayList<>(wrapper);
    command.add("true");
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isRoot() throws IOException { return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0); }

  /**
   * Leaves no byte of the disk for that long, whatever PostgreSQL itself gives up meanwhile.
   *
   * @return when there was room, which PostgreSQL had made
   */
  List<Long> fill(Duration time) throws IOException {
    var room = new ArrayList<Long>();
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; LockSupport.parkNanos(50_000_000)) {
      try (OutputStream out = Files.newOutputStream(disk.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) {
          out.write(BLOCK);
          room.add(System.nanoTime());
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("No space left");
      }
    }
    return room;
  }

  void makeRoom() throws IOException { Files.delete(disk.resolve("ballast")); }

  @Override public void close() { engine.close(); }
}
