package finality.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the kernel counts of this JVM and of PostgreSQL: {@code /proc}. Times in microseconds, sizes in bytes. */
final class Processes {
  private static final long MICROS_PER_TICK = 10_000;   // USER_HZ is 100 on every Linux

  private final Path pidFile;

  /** @param pidFile the postmaster's: its first line is its process id, anew after each start */
  Processes(Path pidFile) { this.pidFile = pidFile; }

  long jvmMicros() { return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1_000; }

  /** Of the postmaster, its children, and those that ended. */
  long postgresMicros() throws IOException {
    long postmaster = postmaster();
    long ticks = 0;
    for (long pid : postgres()) {
      var fields = statOf(pid);
      if (fields.length == 0) continue;
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      if (pid == postmaster) ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
    return ticks * MICROS_PER_TICK;
  }

  /** Of all processors and whoever used them. */
  static long machineMicros() throws IOException {
    var fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
    long ticks = 0;
    for (int n : new int[] {1, 2, 3, 6, 7, 8}) ticks += Long.parseLong(fields[n]);   // all but idle and waiting for disks
    return ticks * MICROS_PER_TICK;
  }

  static long jvmBytes() throws IOException { return kilobytes(ProcessHandle.current().pid(), "VmRSS:") * 1_024; }

  /** Shared memory once, and what each process has for itself. */
  long postgresBytes() throws IOException {
    long own = 0, shared = 0;
    for (long pid : postgres()) {
      own += kilobytes(pid, "RssAnon:");
      shared = Math.max(shared, kilobytes(pid, "RssShmem:"));
    }
    return (own + shared) * 1_024;
  }

  private long postmaster() throws IOException { return Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()); }

  private List<Long> postgres() throws IOException {
    long postmaster = postmaster();
    var pids = new ArrayList<Long>();
    pids.add(postmaster);
    ProcessHandle.of(postmaster).ifPresent(process -> process.children().forEach(child -> pids.add(child.pid())));
    return pids;
  }

  /** Fields of {@code /proc/PID/stat} from the state on; none when the process has gone. */
  private static String[] statOf(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    } catch (IOException _) {
      return new String[0];
    }
  }

  private static long kilobytes(long pid, String field) throws IOException {
    try {
      for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) if (line.startsWith(field)) return Long.parseLong(line.replaceAll("[^0-9]", ""));
    } catch (IOException e) {
      if (ProcessHandle.of(pid).isPresent()) throw e;   // else it has gone meanwhile
    }
    return 0;
  }
}
