package finality.settlement;

import java.util.Optional;
import java.util.UUID;

/**
 * The id under which a rail knows one order of an instruction: 26 characters for the instruction and one or two for the series, upper
 * case letters and digits only, so that it passes every network's rules (ISO 20022 Max35Text, NACHA is another matter).
 * Made from the two and read back into them: unique by construction, and no table is needed to find whose it is.
 */
record EndToEndId(UUID instruction, int series) {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";   // Crockford's base 32: no I, L, O, U to misread

  @Override public String toString() {
    var text = new StringBuilder(28);
    long high = instruction.getMostSignificantBits();
    long low = instruction.getLeastSignificantBits();
    for (int shift = 125; shift >= 0; shift -= 5) text.append(DIGITS.charAt(five(high, low, shift)));
    if (series >= 32) text.append(DIGITS.charAt(series / 32));
    return text.append(DIGITS.charAt(series % 32)).toString();
  }

  /** Empty when the text is not an id of ours. */
  static Optional<EndToEndId> parse(String text) {
    if (text.length() != 27 && text.length() != 28) return Optional.empty();
    long high = 0;
    long low = 0;
    for (int i = 0; i < 26; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || (i == 0 && digit > 7)) return Optional.empty();
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | digit;
    }
    if (text.length() == 28 && text.charAt(26) == '0') return Optional.empty();   // one id has one spelling
    int series = 0;
    for (int i = 26; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) return Optional.empty();
      series = series * 32 + digit;
    }
    return Optional.of(new EndToEndId(new UUID(high, low), series));
  }

  private static int five(long high, long low, int shift) {
    if (shift >= 64) return (int) (high >>> (shift - 64)) & 31;
    if (shift > 59) return (int) ((high << (64 - shift)) | (low >>> shift)) & 31;
    return (int) (low >>> shift) & 31;
  }
}
