package finality.rail.message.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What is to be read: a file, or standard input, which is copied to a temporary file because it may be read twice.
 *
 * @param name as it was named, {@code -} for standard input
 */
record Input(String name, Path path, boolean copied) implements AutoCloseable {
  static final String STANDARD_INPUT = "-";

  /** @param in read to its end when the name is {@code -} */
  static Input of(String name, InputStream in) throws IOException {
    if (!name.equals(STANDARD_INPUT)) return new Input(name, Path.of(name), false);
    var copy = Files.createTempFile("finality", ".message");   // readable by this user alone
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return new Input(name, copy, true);
    } catch (IOException e) {
      Files.delete(copy);
      throw e;
    }
  }

  InputStream open() throws IOException { return new BufferedInputStream(Files.newInputStream(path), 1 << 17); }

  @Override public void close() throws IOException { if (copied) Files.deleteIfExists(path); }
}
