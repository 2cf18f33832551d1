package finality.rail.message.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Where the commands write. The first failure ends the command: it comes as {@link Broken}, which nothing on the way takes for a file that cannot be read. */
public final class Output extends OutputStream {
  /** Exit code of a command whose answer could not be written. */
  public static final int UNWRITTEN = 74;
  /** As a shell tells of a program that a closed pipe has ended (128 + SIGPIPE). */
  public static final int CLOSED_PIPE = 141;

  private final OutputStream to;
  private @Nullable Broken broken;

  public Output(OutputStream to) { this.to = to; }

  /**
   * Runs a command that writes here, to its end: what it has said has also arrived.
   *
   * @param name that the command goes by on {@code err}
   * @return the command's exit code; {@link #UNWRITTEN}, told on {@code err}; or {@link #CLOSED_PIPE} without a word
   */
  public int ending(String name, PrintStream err, IntSupplier command) {
    try {
      int code = command.getAsInt();
      flush();
      return code;
    } catch (Broken e) {
      if (e.isClosedPipe()) return CLOSED_PIPE;
      err.println(name + ": the output could not be written: " + e.getMessage() + ".");
      return UNWRITTEN;
    }
  }

  /** Nothing more can be written. */
  public static final class Broken extends RuntimeException {
    Broken(IOException cause) { super(cause.getMessage(), cause, false, false); }

    /** Whoever reads has had enough, as head does. */
    boolean isClosedPipe() { return getMessage() != null && getMessage().toLowerCase(Locale.ROOT).contains("broken pipe"); }
  }

  private interface Step { void run() throws IOException; }

  private void now(Step step) {
    if (broken != null) throw broken;
    try {
      step.run();
    } catch (IOException e) {
      throw broken = new Broken(e);
    }
  }

  @Override public void write(int b) { now(() -> to.write(b)); }

  @Override public void write(byte[] bytes, int from, int length) { now(() -> to.write(bytes, from, length)); }

  @Override public void flush() { now(to::flush); }
}
