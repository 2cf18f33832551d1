package finality.settlement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Tells the files of a PostgreSQL data directory from a copy of them, by what no copy can take along: the inode, the birth and the last
 * change of the inode, as the file system alone writes them. A restart, a crash and a move within the file system leave them as they are.
 */
final class DataFiles {

  /** Written once by {@code initdb}, and never again. */
  private static final Path MADE_ONCE = Path.of("PG_VERSION");

  /** Written at every checkpoint, always in place: a tool that replaces only what differs has replaced this one. */
  private static final Path WRITTEN_ALWAYS = Path.of("global", "pg_control");

  private DataFiles() {}

  /**
   * In words, to be compared with those of another time. Empty: nothing is there, or the file system knows no inodes.
   *
   * @throws UncheckedIOException when the files are there and cannot be looked at
   */
  static String identity(Path directory) {
    var madeOnce = directory.resolve(MADE_ONCE);
    if (!Files.exists(madeOnce)) return "";
    try {
      return made(madeOnce) + " changed " + Files.getAttribute(madeOnce, "unix:ctime") + ", " + made(directory.resolve(WRITTEN_ALWAYS));
    } catch (UnsupportedOperationException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A freed inode is given to the next file, the copy perhaps; its birth then tells them apart. */
  private static String made(Path file) throws IOException {
    return file.getFileName() + " inode " + Files.getAttribute(file, "unix:ino") + " born " + born(file);
  }

  /** To the nanosecond. Where the file system keeps no births this is the last modification, which a copy may share, and not its inode's change. */
  private static FileTime born(Path file) throws IOException { return (FileTime) Files.getAttribute(file, "creationTime"); }
}
