package finality.check;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./finality} in a checkout of its own that has nothing to build: called in the one under test it might build under the feet of what runs there. */
final class Launcher {
  private static final List<String> BUILT = List.of("engine/target/finality-app.jar", "sandbox/target/sandbox.jar");

  final Path root;

  private Launcher(Path root) { this.root = root; }

  /** The checkout under test, when the engine and the bank are built in it. */
  static Path built() throws IOException {
    var checkout = Check.jars();
    boolean built = BUILT.stream().allMatch(jar -> Files.exists(checkout.resolve(jar)));
    if (!built && "true".equals(System.getenv("CI"))) throw new AssertionError("the engine's and the sandbox bank's jars are not built, and CI=true: run ./finality test, which builds them first");
    assumeTrue(built, "skipped: the engine's and the sandbox bank's jars are not built; ./finality test builds them first");
    return checkout;
  }

  /** The script as it is, with the jars that are built here. */
  static Launcher with(Path checkout, Path root) throws IOException {
    var launcher = new Launcher(root);
    for (var jar : BUILT) Files.createSymbolicLink(launcher.place(jar), checkout.resolve(jar));
    return launcher.checkedOut(checkout, Files.readString(checkout.resolve("finality")));
  }

  /** The script on a machine that has only what the test puts there: the directories of the system it looks into lie in {@code machine}. It starts nothing but the JDK it finds. */
  static Launcher on(Path machine) throws IOException {
    var launcher = new Launcher(machine.resolve("checkout"));
    for (var jar : BUILT) Files.createFile(launcher.place(jar));
    var checkout = Check.jars();
    return launcher.checkedOut(checkout, Files.readString(checkout.resolve("finality")).replaceAll("(?<= )/(usr|opt|Library)/", machine + "/$1/"));
  }

  private Launcher checkedOut(Path checkout, String script) throws IOException {
    Files.writeString(root.resolve("finality"), script);
    Files.copy(checkout.resolve("pom.xml"), root.resolve("pom.xml"));
    for (var jar : List.of("bench/target/bench.jar", "check/target/check.jar")) Files.createFile(place(jar));
    Files.createFile(place("target/built"));
    return this;
  }

  private Path place(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    return root.resolve(file);
  }

  /** Before its directory is deleted: the jars stay where they are. */
  void unlink() throws IOException {
    for (var jar : BUILT) Files.delete(root.resolve(jar));
  }

  /** A call that ends by itself. @param words the verb and its arguments */
  Ended call(Map<String, String> environment, String... words) throws IOException, InterruptedException {
    var out = Files.createTempFile(root, "out", ".txt");
    var process = start(List.of("bash"), environment, out, words);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", words) + " did not end:\n" + Files.readString(out));
    }
    return new Ended(process.exitValue(), Files.readString(out));
  }

  record Ended(int exit, String said) {}

  /**
   * A process group of its own, as at a terminal. What started the tests may have had SIGINT ignored, as a script's background job has, and that is handed down.
   */
  Process startAsGroup(Map<String, String> environment, Path out, String... words) throws IOException {
    return start(List.of("setsid", "env", "--default-signal=INT", "bash"), environment, out, words);
  }

  private Process start(List<String> by, Map<String, String> environment, Path out, String... words) throws IOException {
    var command = new ArrayList<>(by);
    command.add(root.resolve("finality").toString());
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    Program.configure(builder, environment);
    return builder.start();
  }
}
