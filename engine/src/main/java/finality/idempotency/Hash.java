package finality.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The first 128 bits of SHA-256 over parts that cannot run into each other. */
final class Hash {
  private Hash() {}

  static UUID of(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
        digest.update(bytes);
      }
      var first = ByteBuffer.wrap(digest.digest());
      return new UUID(first.getLong(), first.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);   // every JDK has it
    }
  }
}
