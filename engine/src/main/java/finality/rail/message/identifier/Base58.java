package finality.rail.message.identifier;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The alphabet of Bitcoin and Solana, which leaves out 0, O, I and l. */
final class Base58 {
  private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);

  private Base58() {}

  /** Position of the first character that is not of the alphabet; -1 when there is none. */
  static int stranger(String text) {
    for (int i = 0; i < text.length(); i++) if (ALPHABET.indexOf(text.charAt(i)) < 0) return i;
    return -1;
  }

  /** @param text of the alphabet only, and short: the time grows with the square of its length */
  static byte[] decode(String text) {
    var number = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 0; i < text.length(); i++) number = number.multiply(BASE).add(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
    while (zeros < text.length() && text.charAt(zeros) == '1') zeros++;
    var digits = Letters.unsigned(number);
    var bytes = new byte[zeros + digits.length];
    System.arraycopy(digits, 0, bytes, zeros, digits.length);
    return bytes;
  }

  /** What stands before the four bytes of check sum; {@code null} when that is wrong. */
  static byte @Nullable [] checked(byte[] bytes) {
    if (bytes.length < 5) return null;
    var payload = Arrays.copyOf(bytes, bytes.length - 4);
    var sum = sha256(sha256(payload));
    return Arrays.equals(sum, 0, 4, bytes, payload.length, bytes.length) ? payload : null;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
