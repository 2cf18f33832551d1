package finality.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;

/** Stops a server and all its children in their tracks, as a host that hangs does: no connection breaks, and nothing answers. Thaws it at the end. */
public final class Freezer implements AutoCloseable {
  private final long postmaster;

  public Freezer(long postmaster) { this.postmaster = postmaster; }

  /** The postmaster first: it makes no more children, and those it was just making are found when nobody new is. */
  public void freeze() {
    var parent = ProcessHandle.of(postmaster).orElseThrow();
    send("STOP", parent);
    var frozen = new HashSet<ProcessHandle>();
    for (var found = children(parent); !frozen.containsAll(found); found = children(parent)) found.stream().filter(frozen::add).forEach(child -> send("STOP", child));
  }

  public void thaw() {
    var parent = ProcessHandle.of(postmaster).orElseThrow();
    children(parent).forEach(child -> send("CONT", child));
    send("CONT", parent);
  }

  private static List<ProcessHandle> children(ProcessHandle parent) { return parent.descendants().toList(); }

  private static void send(String signal, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override public void close() { thaw(); }
}
