package finality.rail.message.identifier;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An address of Ethereum and its like: {@code 0x} and 40 hexadecimal digits, in the spelling of EIP-55, whose capitals are a check sum. */
public record EvmAddress(String value) {

  /** @throws IllegalArgumentException when it is none, or not spelt as EIP-55 says */
  public EvmAddress {
    Refusal.none(refusal(value));
    value = spelt(value);
  }

  /** Small letters only, or capitals only, are taken as written without a check sum. */
  public static Checked<EvmAddress> read(String text) {
    var tidy = text.strip();
    return Checked.of(tidy, refusal(tidy), EvmAddress::new);
  }

  private static @Nullable Refusal refusal(String text) {
    if (!text.startsWith("0x")) return new Refusal("wrong_prefix", "An EVM address begins with 0x.");
    if (text.length() != 42) return new Refusal("wrong_length", "An EVM address has 40 digits after 0x, this has " + (text.length() - 2) + ".");
    for (int i = 2; i < 42; i++) if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') return new Refusal("wrong_character", "Position " + (i + 1) + " of an EVM address is '" + text.charAt(i) + "', not a hexadecimal digit.");
    var digits = text.substring(2);
    boolean unchecked = digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
    return unchecked || text.equals(spelt(text)) ? null : new Refusal("wrong_check_digits", "The capitals of this address are not those of EIP-55: a digit is wrong, or the spelling was changed.");
  }

  private static String spelt(String text) {
    var small = text.substring(2).toLowerCase(Locale.ROOT);
    var hash = Keccak.hash256(small.getBytes(StandardCharsets.US_ASCII));
    var spelt = new StringBuilder("0x");
    for (int i = 0; i < 40; i++) {
      int nibble = i % 2 == 0 ? hash[i / 2] >> 4 & 15 : hash[i / 2] & 15;
      spelt.append(nibble >= 8 ? Character.toUpperCase(small.charAt(i)) : small.charAt(i));
    }
    return spelt.toString();
  }
}
