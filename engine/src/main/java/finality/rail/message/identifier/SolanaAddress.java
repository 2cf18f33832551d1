package finality.rail.message.identifier;

import org.jspecify.annotations.Nullable;

/** An address of Solana: 32 bytes in base58. It has no check digits: a typing error that keeps the length is not seen. */
public record SolanaAddress(String value) {

  /** @throws IllegalArgumentException when it is none */
  public SolanaAddress { Refusal.none(refusal(value)); }

  public static Checked<SolanaAddress> read(String text) {
    var tidy = text.strip();
    return Checked.of(tidy, refusal(tidy), SolanaAddress::new);
  }

  private static @Nullable Refusal refusal(String text) {
    if (text.length() < 32 || text.length() > 44) return new Refusal("wrong_length", "A Solana address has 32 to 44 characters, this has " + text.length() + ".");
    int stranger = Base58.stranger(text);
    if (stranger >= 0) return new Refusal("wrong_character", "Position " + (stranger + 1) + " is '" + text.charAt(stranger) + "', which is not in base58.");
    int bytes = Base58.decode(text).length;
    return bytes == 32 ? null : new Refusal("wrong_length", "A Solana address names 32 bytes, this names " + bytes + ".");
  }
}
