package finality.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
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

  static void with(Command command) {
    var out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, StandardCharsets.UTF_8);
    int code = command.run(out, new PrintStream(System.err, true, StandardCharsets.UTF_8));
    out.flush();
    System.exit(code);
  }
}
