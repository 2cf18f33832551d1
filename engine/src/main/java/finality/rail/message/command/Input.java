package finality.rail.message.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What is to be read: a file, or a temporary copy of what gives its content but once, such as standard input or a pipe; for it may be read twice.
 *
 * @param name as it was named, {@code -} for standard input
 */
record Input(String name, Path path, boolean copied) implements AutoCloseable {
  static final String STANDARD_INPUT = "-";

  /** @param in read to its end when the name is {@code -} */
  static Input of(String name, InputStream in) throws IOException {
    if (name.equals(STANDARD_INPUT)) return copy(name, in);
    var path = Path.of(name);
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) throw new IOException(name + " is a directory; name the files in it");
    if (attributes.isRegularFile()) return new Input(name, path, false);
    try (var pipe = Files.newInputStream(path)) {
      return copy(name, pipe);
    }
  }

  private static Input copy(String name, InputStream in) throws IOException {
    var copy = Files.createTempFile("finality", ".message");   // readable by this user alone
    copy.toFile().deleteOnExit();   // for Ctrl-C
    boolean whole = false;
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      whole = true;
      return new Input(name, copy, true);
    } finally {
      if (!whole) Files.deleteIfExists(copy);
    }
  }

  InputStream open() throws IOException { return new BufferedInputStream(Files.newInputStream(path), 1 << 17); }

  @Override public void close() throws IOException { if (copied) Files.deleteIfExists(path); }
}
