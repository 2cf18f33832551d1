package finality.access;

import finality.database.WrongConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The secret that keys are hashed with: who can write the database but not read this cannot make a key.
 * Kept in {@code DATA/pepper}; a second engine on the same database that has none yet derives the first one's from its database
 * login, or is told where it is. An engine whose pepper is another one does not start, instead of refusing every key.
 */
final class Pepper {
  static final String SETTING = "FINALITY_PEPPER";
  private static final String PROOF = "finality";

  private final SecretKeySpec secret;

  private Pepper(byte[] secret) { this.secret = new SecretKeySpec(secret, "HmacSHA256"); }

  /**
   * @param file where it is kept; made when missing
   * @param login the password of the database login, which every engine of this database has; empty: there is none
   * @throws WrongConfiguration when the database's keys were made with another pepper
   */
  static Pepper open(Path file, String login, JdbcClient sql) {
    try {
      var pepper = new Pepper(Files.exists(file) ? HexFormat.of().parseHex(Files.readString(file).strip()) : fresh(login));
      pepper.prove(file, sql);
      if (!Files.exists(file)) writeSecret(file, HexFormat.of().formatHex(pepper.secret.getEncoded()));
      return pepper;
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongConfiguration(SETTING, file + ", which cannot be used (" + e.getMessage() + ")", "a file of 64 hexadecimal digits that this user may read, or none yet in a directory it may write to");
    }
  }

  private static byte[] fresh(String login) {
    if (!login.isEmpty()) return new Pepper(login.getBytes(StandardCharsets.UTF_8)).hash("finality pepper");
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private void prove(Path file, JdbcClient sql) {
    var proof = hash(PROOF);
    sql.sql("INSERT INTO access.pepper (proof) VALUES (?) ON CONFLICT (one) DO NOTHING").param(proof).update();
    var known = sql.sql("SELECT proof FROM access.pepper").query(byte[].class).single();
    if (!MessageDigest.isEqual(proof, known))
      throw new WrongConfiguration(SETTING, file + " (" + (Files.exists(file) ? "there" : "missing") + "), not the secret that this database's API keys were made with", "the file DATA/pepper of the engine that made them: copy it there or name it in " + SETTING);
  }

  byte[] hash(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);   // every JDK has it
    }
  }

  /** For this user's eyes only, from its first byte on. @throws java.nio.file.FileAlreadyExistsException instead of overwriting */
  static void writeSecret(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var channel = Files.newByteChannel(file, java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(java.nio.ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  static @Nullable Path named(@Nullable String setting) { return setting == null || setting.isBlank() ? null : Path.of(setting.strip()); }
}
