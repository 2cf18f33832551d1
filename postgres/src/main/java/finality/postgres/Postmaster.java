package finality.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of the server process. */
final class Postmaster {
  /** Long enough for the redo of a crash under full load; a server that has ended is noticed at once. */
  private static final Duration READY_WITHIN = Duration.ofMinutes(10);
  private static final int STATUS_LINE = 7;   // of postmaster.pid, counted from 0; pg_ctl reads it there too

  private final Programs programs;
  private final Home home;
  private final Process process;
  private final long logStart;

  private Postmaster(Programs programs, Home home, Process process, long logStart) {
    this.programs = programs;
    this.home = home;
    this.process = process;
    this.logStart = logStart;
  }

  /** Must be called from a thread that outlives the server: see {@link Programs#spawn}. */
  static Postmaster spawn(Programs programs, Home home, int port, Settings settings) throws IOException {
    home.turnLog(programs);
    long logStart = home.logSize();
    var arguments = new ArrayList<>(List.of("-D", home.data.toString()));
    arguments.addAll(settings.arguments(port));
    return new Postmaster(programs, home, programs.spawn(home.log.toFile(), "postgres", arguments), logStart);
  }

  /** Waits until it accepts connections; it writes that, and its own process id, into its lock file. @throws PostgresFailed when it ends first */
  void awaitReady() throws IOException {
    for (long end = System.nanoTime() + READY_WITHIN.toNanos(); ; ) {
      if (isReady()) return;
      try {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) throw new PostgresFailed("PostgreSQL did not start (exit " + process.exitValue() + "). Its last words:\n" + home.lastWords(logStart) + "\nThe whole log: " + home.log);
      } catch (InterruptedException e) {
        throw new IOException("interrupted while waiting for PostgreSQL", e);
      }
      if (System.nanoTime() > end) throw new PostgresFailed("PostgreSQL was not ready within " + READY_WITHIN.toMinutes() + " minutes. See " + home.log + " for what holds it up.");
    }
  }

  private boolean isReady() {
    try {
      var lines = Files.readAllLines(home.data.resolve("postmaster.pid"));
      return lines.size() > STATUS_LINE && lines.getFirst().strip().equals(Long.toString(process.pid())) && lines.get(STATUS_LINE).strip().equals("ready");
    } catch (IOException e) {
      return false;   // not there yet
    }
  }

  long pid() { return process.pid(); }

  boolean isAlive() { return process.isAlive(); }

  /** Waits for its end and answers its exit code. */
  int awaitEnd() throws InterruptedException { return process.waitFor(); }

  /** Without a goodbye: for one that never became ready. */
  void kill() { process.destroyForcibly().onExit().join(); }

  /** Ends sessions, writes a checkpoint, ends. */
  void stop() throws IOException {
    if (!process.isAlive()) return;
    programs.run("pg_ctl", "stop", "-D", home.data.toString(), "-m", "fast", "-w", "-t", "60");
    end(process.toHandle());
  }

  /**
   * Stops what a killed process left running on this data directory, postmaster or lone backends. The directory's lock is
   * ours, so whoever works in it is an orphan. Found by working directory and not by the id in postmaster.pid, which
   * may meanwhile be the id of a stranger.
   */
  static void stopOrphans(Programs programs, Home home) throws IOException {
    var written = home.data.resolve("postmaster.pid");
    var orphans = ProcessHandle.allProcesses().filter(process -> worksIn(home.data, process)).toList();
    if (orphans.isEmpty()) {
      Files.deleteIfExists(written);   // PostgreSQL would refuse to start if a stranger, in a new container say, had that id now
      return;
    }
    var postmaster = Files.exists(written) ? Files.readAllLines(written).getFirst().strip() : "";
    if (orphans.stream().anyMatch(process -> Long.toString(process.pid()).equals(postmaster))) {
      System.getLogger("finality.postgres").log(System.Logger.Level.WARNING, "stopping the PostgreSQL server (process {0}) that a killed process left behind in {1}", postmaster, home.root);
      programs.run("pg_ctl", "stop", "-D", home.data.toString(), "-m", "fast", "-w", "-t", "60");
    }
    orphans.forEach(Postmaster::end);
  }

  private static boolean worksIn(Path data, ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")).equals(data);
    } catch (IOException e) {
      return false;   // ended meanwhile, or another user's
    }
  }

  /** Waits a little, then kills: backends whose postmaster is gone write nothing that recovery does not redo. */
  private static void end(ProcessHandle process) {
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
