package finality.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** The directory of one server: {@code data/}, {@code password}, {@code port}, {@code postgres.log} and the {@code lock} this JVM holds while it is open. */
final class Home implements AutoCloseable {
  static final String USER = "finality";
  private static final long LOG_LIMIT = 10L << 20;

  final Path root;
  final Path data;
  final Path log;
  private final Path password;
  private final Path port;
  private final FileChannel lock;

  private Home(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
    data = root.resolve("data");
    log = root.resolve("postgres.log");
    password = root.resolve("password");
    port = root.resolve("port");
  }

  /** @throws PostgresFailed when the directory cannot be written or another process holds it */
  static Home open(Path directory) {
    try {
      var root = Files.createDirectories(directory.toAbsolutePath().normalize()).toRealPath();
      var channel = FileChannel.open(root.resolve("lock"), CREATE, WRITE);
      try {
        if (channel.tryLock() != null) return new Home(root, channel);
      } catch (OverlappingFileLockException heldByThisJvm) {
        // told below like a lock of another process
      }
      channel.close();
      throw new PostgresFailed("The database in " + root + " is in use by another process of Finality. Stop that one, or choose another data directory.");
    } catch (IOException e) {
      throw new PostgresFailed("The directory " + directory.toAbsolutePath() + " cannot be used for the database (" + e + "). Make it writable, or choose another data directory.", e);
    }
  }

  /** Creates the cluster unless there is one. A creation that was interrupted leaves nothing behind that would pass for one. */
  void initialise(Programs programs) throws IOException {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      requireVersion();
      if (!Files.exists(password)) throw new PostgresFailed("The database's password file " + password + " is missing. Put it back from your backup; the data in " + data + " cannot be opened without it.");
      return;
    }
    if (Files.exists(data)) throw new PostgresFailed(data + " exists and is no PostgreSQL data directory. Move it away, or choose another data directory.");
    var unfinished = root.resolve("data.unfinished");
    deleteTree(unfinished);
    writePassword(programs);
    programs.run("initdb", "-D", unfinished.toString(), "-U", USER, "--auth=scram-sha-256", "--pwfile=" + password, "-E", "UTF8",
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8").orFail("PostgreSQL's data directory could not be created in " + root);
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(root, READ)) { directory.force(true); }   // the new name is durable before anything is promised in it
  }

  private void requireVersion() throws IOException {
    var version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals("18")) throw new PostgresFailed("The data in " + data + " is of PostgreSQL " + version + ", this build brings 18. Move it over with pg_dump and pg_restore, or choose another data directory.");
  }

  private void writePassword(Programs programs) throws IOException {
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(password);
    Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    try (var file = FileChannel.open(password, WRITE)) { file.force(true); }
    programs.handOver(password);
  }

  String password() {
    try {
      return Files.readString(password).strip();
    } catch (IOException e) {
      throw new PostgresFailed("The database's password file " + password + " cannot be read (" + e + "). Make it readable for this user.", e);
    }
  }

  /** 0: there was none. */
  int lastPort() {
    try {
      return Integer.parseInt(Files.readString(port).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  void rememberPort(int chosen) throws IOException {
    if (lastPort() != chosen) Files.writeString(port, chosen + "\n");
  }

  /** Opens a new page of the log when the old one has grown long. */
  void turnLog(Programs programs) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) Files.move(log, root.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    if (!Files.exists(log)) Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    programs.handOver(log);
    programs.handOver(root.resolve("lock"));
  }

  long logSize() {
    try { return Files.size(log); } catch (IOException e) { return 0; }
  }

  /** The last lines the server wrote after {@code from} bytes. */
  String lastWords(long from) {
    try (var channel = FileChannel.open(log, READ)) {
      long start = Math.max(from, channel.size() - 4096);
      var bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - start));
      channel.read(bytes, start);
      List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read: " + e + ")";
    }
  }

  /** Releases the lock. */
  @Override public void close() {
    try { lock.close(); } catch (IOException e) { throw new PostgresFailed("The lock of " + root + " could not be released.", e); }
  }

  static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) return;
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
