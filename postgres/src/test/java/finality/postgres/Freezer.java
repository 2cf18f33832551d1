package finality.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops a server and all its children in their tracks, as a host that hangs does: no connection breaks, and nothing answers. Thaws it at the end. */
public final class Freezer implements AutoCloseable {
  private final long postmaster;

  public Freezer(long postmaster) { this.postmaster = postmaster; }

  /** The postmaster first: it makes no more children. */
  public void freeze() { signal("STOP"); }

  public void thaw() { signal("CONT"); }

  private void signal(String signal) {
    var parent = ProcessHandle.of(postmaster).orElseThrow();
    send(signal, parent);
    parent.descendants().forEach(child -> send(signal, child));
  }

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
