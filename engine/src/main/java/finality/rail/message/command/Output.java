package finality.rail.message.command;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the commands write. The first failure ends the command: it comes as {@link Broken}, which nothing on the way takes for a file that cannot be read. */
final class Output extends OutputStream {
  private final OutputStream to;
  private @Nullable Broken broken;

  Output(OutputStream to) { this.to = to; }

  /** Nothing more can be written. */
  static final class Broken extends RuntimeException {
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
