package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Readers of bank formats that other people wrote, in Node: {@code src/test/readers/read.mjs} names them. {@code .ci/run} installs them; by hand: {@code npm ci --ignore-scripts}
 * in that directory. Where they are missing the tests that ask them are skipped with a word, in CI they fail.
 */
public final class Readers implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("src/test/readers");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process node;
  private final Writer questions;
  private final BufferedReader answers;

  /** @param said what was read, or why it was refused */
  public record Opinion(boolean accepted, String said) {}

  private Readers(Process node) {
    this.node = node;
    this.questions = new OutputStreamWriter(node.getOutputStream(), StandardCharsets.UTF_8);
    this.answers = node.inputReader(StandardCharsets.UTF_8);
  }

  /** Skips the test, or in CI fails it, when they are not installed. */
  public static Readers open() {
    var missing = missing();
    assertThat("true".equals(System.getenv("CI")) ? missing : null).as("other people's readers must be there in CI").isNull();
    assumeTrue(missing == null, missing);
    try {
      return new Readers(new ProcessBuilder("node", "read.mjs").directory(DIRECTORY.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable String missing() {
    if (!Files.exists(DIRECTORY.resolve("node_modules"))) return "other people's readers are not installed: npm ci --ignore-scripts in engine/" + DIRECTORY;
    try (var version = new ProcessBuilder("node", "--version").start().inputReader()) {
      return version.readLine() == null ? "there is no Node on this machine" : null;
    } catch (IOException e) {
      return "there is no Node on this machine";
    }
  }

  public Opinion ask(String reader, String text) {
    try {
      questions.write(JSON.writeValueAsString(Map.of("reader", reader, "text", text)) + "\n");
      questions.flush();
      var answer = answers.readLine();
      assertThat(answer).as("Node's answer; its own words stand above").isNotNull();
      return JSON.readValue(answer, Opinion.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override public void close() { node.destroy(); }
}
