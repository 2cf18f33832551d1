package finality.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's programs. PostgreSQL refuses to run as root, so root runs them as the owner of the database's
 * directory or, where that is root too, in a user namespace of their own, in which root is nobody.
 *
 * @param bin where {@code postgres}, {@code initdb} and {@code pg_ctl} are
 * @param prefix the command that gives root's rights away; empty for an ordinary user
 * @param leash the command that has the kernel interrupt a program when the <em>thread</em> that started it ends, as all do when
 *     this JVM is killed; empty where the system has none
 * @param owner uid the database's files shall have; -1: whoever makes them
 */
record Programs(Path bin, List<String> prefix, List<String> leash, int owner) {

  /** What a program said and how it ended. */
  record Outcome(int exit, String output) {
    void orFail(String what) {
      if (exit != 0) throw new PostgresFailed(what + " (exit " + exit + "). It said:\n" + output.strip());
    }
  }

  private static final int NOBODY = 65_534;

  /** Finds out how to run programs for the database in {@code root}, and unpacks them where that user can reach them. */
  static Programs find(Path root, Path cache) throws IOException {
    if (!isRoot()) return reachable(List.of(), -1, root, cache);
    int owner = uid(root);
    if (owner != 0) return reachable(as(owner), owner, root, cache);
    if (execute(List.of("unshare", "-U", "true")).exit() == 0) return reachable(List.of("unshare", "-U"), -1, root, cache);
    // No user namespaces here (many containers): the files become nobody's, which only a new directory can be.
    if (Files.exists(root.resolve("data"))) throw new PostgresFailed("PostgreSQL does not run as root, and user namespaces (unshare -U) are not allowed here. Give " + root + " to an ordinary user with chown -R, or start Finality as one.");
    Files.setAttribute(root, "unix:uid", NOBODY);
    return reachable(as(NOBODY), NOBODY, root, cache);
  }

  private static List<String> as(int uid) {
    return List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups");
  }

  private static Programs reachable(List<String> prefix, int owner, Path root, Path cache) throws IOException {
    var interrupt = List.of("setpriv", "--pdeathsig", "INT");
    var leash = execute(Stream.concat(interrupt.stream(), Stream.of("true")).toList()).exit() == 0 ? interrupt : List.<String>of();
    String why = "";
    for (var place : List.of(cache, root.resolve("cache"))) {
      try {
        var programs = new Programs(Binaries.unpack(place).resolve("bin"), prefix, leash, owner);
        var version = programs.run("postgres", "--version");
        if (version.exit() == 0) return programs;
        why = version.output().strip();
      } catch (IOException e) {
        why = e.toString();
      }
    }
    throw new PostgresFailed("PostgreSQL's programs can be run neither from " + cache + " nor from " + root.resolve("cache") + " (" + why + "). Set FINALITY_CACHE to a directory in which this user may write and run programs.");
  }

  /** Runs a program to its end. */
  Outcome run(String program, String... arguments) throws IOException {
    return execute(command(List.of(), program, List.of(arguments)));
  }

  /**
   * Starts a program in a session of its own, so that Ctrl-C in a terminal reaches this JVM and not the server under it.
   * The calling thread must outlive the program: see {@link #leash}.
   */
  Process spawn(File log, String program, List<String> arguments) throws IOException {
    return new ProcessBuilder(command(List.of("setsid"), program, arguments)).redirectErrorStream(true)
        .redirectInput(new File("/dev/null")).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
  }

  /** Gives a file this JVM made to the user the server runs as. */
  void handOver(Path file) throws IOException {
    if (owner >= 0) Files.setAttribute(file, "unix:uid", owner);
  }

  private List<String> command(List<String> session, String program, List<String> arguments) {
    var command = new ArrayList<>(prefix);
    command.addAll(session);
    command.addAll(leash);   // last: a change of user would clear it
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private static Outcome execute(List<String> command) throws IOException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null")).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      return new Outcome(127, e.getMessage());   // no such program: the caller knows what that means
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.getFirst(), e);
    }
  }

  private static boolean isRoot() throws IOException { return uid(Path.of("/proc/self")) == 0; }

  private static int uid(Path path) throws IOException { return (int) Files.getAttribute(path, "unix:uid"); }
}
