package finality.cli;

import finality.rail.message.command.Output;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs a command that needs no engine and ends the JVM with its exit code. What it prints is UTF-8 whatever the terminal's locale, and is written in large pieces. */
final class Ending {
  private Ending() {}

  /** Over what to print on and what to complain on, answers with the exit code. */
  @FunctionalInterface
  interface Command {
    int run(PrintStream out, PrintStream err);
  }

  /** @param name that the command goes by on stderr */
  static void with(String name, Command command) {
    System.exit(run(name, new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), new PrintStream(System.err, true, StandardCharsets.UTF_8), command));
  }

  /** @return the command's exit code, or 74 or 141 when what it printed could not be written */
  static int run(String name, OutputStream to, PrintStream err, Command command) {
    var output = new Output(to);
    return output.ending(name, err, () -> command.run(new PrintStream(output, false, StandardCharsets.UTF_8), err));
  }
}
