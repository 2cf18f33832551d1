package finality.rail.message.identifier;

import org.jspecify.annotations.Nullable;

/** Why a text is not the identifier it is taken for. */
public record Refusal(String code, String reason) {

  /** For constructors. @throws IllegalArgumentException when there is a refusal */
  static void none(@Nullable Refusal refusal) {
    if (refusal != null) throw new IllegalArgumentException(refusal.reason);
  }

  static @Nullable Refusal length(String what, String text, int expected) {
    return text.length() == expected ? null : new Refusal("wrong_length", what + " has " + expected + " characters, this has " + text.length() + ".");
  }

  static @Nullable Refusal digits(String what, String text, int expected) {
    for (int i = 0; i < text.length(); i++) if (!Letters.isDigit(text.charAt(i))) return new Refusal("wrong_character", what + " has digits only; position " + (i + 1) + " is '" + text.charAt(i) + "'.");
    return length(what, text, expected);
  }
}
