package finality.rail.message.identifier;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An address of Bitcoin: base58check, or of a witness program in bech32 (BIP-173, version 0) or bech32m (BIP-350, versions 1 to 16). */
public record BitcoinAddress(String value) {

  /** Test addresses are shared by several test networks. */
  public enum Network { MAIN, TEST, REGTEST }

  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  private static final int BECH32 = 1;
  private static final int BECH32M = 0x2bc830a3;
  private static final Map<String, Network> PREFIXES = Map.of("bc", Network.MAIN, "tb", Network.TEST, "bcrt", Network.REGTEST);

  /** @throws IllegalArgumentException when it is none */
  public BitcoinAddress { Refusal.none(refusal(value)); }

  /** A bech32 address in capitals, as in QR codes, is put in small letters. */
  public static Checked<BitcoinAddress> read(String text) {
    var tidy = text.strip();
    if (tidy.equals(tidy.toUpperCase(Locale.ROOT)) && isSegwit(tidy.toLowerCase(Locale.ROOT))) tidy = tidy.toLowerCase(Locale.ROOT);
    return Checked.of(tidy, refusal(tidy), BitcoinAddress::new);
  }

  /** In base58check regtest addresses look like those of the test networks. */
  public Network network() {
    if (isSegwit(value)) return PREFIXES.get(value.substring(0, value.lastIndexOf('1')));
    return "13".indexOf(value.charAt(0)) >= 0 ? Network.MAIN : Network.TEST;
  }

  private static boolean isSegwit(String text) { return PREFIXES.keySet().stream().anyMatch(prefix -> text.startsWith(prefix + "1")); }

  private static @Nullable Refusal refusal(String text) {
    if (text.length() > 90) return new Refusal("wrong_length", "A Bitcoin address has at most 90 characters.");
    return isSegwit(text.toLowerCase(Locale.ROOT)) ? segwit(text) : base58(text);
  }

  private static @Nullable Refusal base58(String text) {
    int stranger = Base58.stranger(text);
    if (stranger >= 0) return new Refusal("wrong_character", "Position " + (stranger + 1) + " is '" + text.charAt(stranger) + "', which is not in base58; and bc1, tb1 or bcrt1 is not at the beginning.");
    var payload = Base58.checked(Base58.decode(text));
    if (payload == null) return new Refusal("wrong_check_digits", "The address's check sum does not fit the rest.");
    if (payload.length != 21) return new Refusal("wrong_length", "The address names " + (payload.length - 1) + " bytes, expected 20.");
    return switch (payload[0] & 0xFF) {
      case 0x00, 0x05, 0x6f, 0xc4 -> null;
      default -> new Refusal("wrong_prefix", "Version " + (payload[0] & 0xFF) + " is not one of Bitcoin's addresses.");
    };
  }

  private static @Nullable Refusal segwit(String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT)) && !text.equals(text.toUpperCase(Locale.ROOT))) return new Refusal("mixed_case", "A bech32 address is in small letters or in capitals, never in both.");
    var small = text.toLowerCase(Locale.ROOT);
    int separator = small.lastIndexOf('1');
    if (!PREFIXES.containsKey(small.substring(0, separator))) return new Refusal("wrong_character", "The character 1 stands only after bc, tb or bcrt.");
    var data = new int[small.length() - separator - 1];
    if (data.length < 7) return new Refusal("wrong_length", "The address is too short to hold its check sum.");
    for (int i = 0; i < data.length; i++) {
      data[i] = CHARSET.indexOf(small.charAt(separator + 1 + i));
      if (data[i] < 0) return new Refusal("wrong_character", "Position " + (separator + 2 + i) + " is '" + small.charAt(separator + 1 + i) + "', which is not in bech32.");
    }
    int sum = polymod(small.substring(0, separator), data);
    if (sum != BECH32 && sum != BECH32M) return new Refusal("wrong_check_digits", "The address's check sum does not fit the rest.");
    return program(data, sum);
  }

  private static @Nullable Refusal program(int[] data, int sum) {
    int version = data[0];
    if (version > 16) return new Refusal("wrong_version", "Witness version " + version + " does not exist; the last is 16.");
    if ((version == 0) != (sum == BECH32)) return new Refusal("wrong_check_digits", version == 0 ? "Witness version 0 has a check sum of bech32, this is of bech32m." : "Witness versions from 1 on have a check sum of bech32m, this is of bech32.");
    int bits = (data.length - 7) * 5;
    int length = bits / 8;
    int spare = bits % 8;
    if (spare > 4 || (data[data.length - 7] & (1 << spare) - 1) != 0) return new Refusal("wrong_padding", "The address ends in bits that should not be there.");
    if (length < 2 || length > 40) return new Refusal("wrong_length", "A witness program has 2 to 40 bytes, this has " + length + ".");
    if (version == 0 && length != 20 && length != 32) return new Refusal("wrong_length", "A witness program of version 0 has 20 or 32 bytes, this has " + length + ".");
    return null;
  }

  private static int polymod(String prefix, int[] data) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) >> 5);
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) sum = step(sum, prefix.charAt(i) & 31);
    for (int value : data) sum = step(sum, value);
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < 5; i++) if ((top >> i & 1) == 1) next ^= GENERATOR[i];
    return next;
  }
}
