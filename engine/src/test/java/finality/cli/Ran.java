package finality.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command that was run, with the code it ended with and what it wrote, its two streams apart. */
public record Ran(int code, String out, String err) {
  public interface Command {
    int run(PrintStream out, PrintStream err);
  }

  public static Ran of(Command command) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = command.run(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
