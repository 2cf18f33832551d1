package finality.rail.message.identifier;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** ASCII classes and the check sums that several identifiers share. {@code Character.isDigit} would take the digits of every script. */
final class Letters {
  private static final Pattern BLANK = Pattern.compile("\\s");

  private Letters() {}

  static boolean isDigit(char c) { return c >= '0' && c <= '9'; }

  static boolean isCapital(char c) { return c >= 'A' && c <= 'Z'; }

  /** Without blanks, in capitals: as people type what is written in groups. */
  static String tidy(String text) { return BLANK.matcher(text).replaceAll("").toUpperCase(Locale.ROOT); }

  /** ISO 7064 MOD 97-10 over digits and capitals, where A counts 10 and Z 35. */
  static int mod97(String text) {
    int rest = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = Character.digit(text.charAt(i), 36);
      rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
    }
    return rest;
  }

  /** Sum of the digits of {@code text} times the weights, which repeat; each product modulo {@code modulus}. */
  static int weighted(String text, int modulus, int... weights) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) sum += (text.charAt(i) - '0') * weights[i % weights.length] % modulus;
    return sum % modulus;
  }

  static byte[] unsigned(BigInteger number) {
    var bytes = number.toByteArray();
    return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : number.signum() == 0 ? new byte[0] : bytes;
  }
}
