package finality.rail.message.identifier;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A unique end-to-end transaction reference: a random UUID (RFC 9562 version 4) in small letters, the same through the whole chain of banks. */
public record Uetr(String value) {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** @throws IllegalArgumentException when it is none */
  public Uetr { Refusal.none(refusal(value)); }

  public static Checked<Uetr> read(String text) {
    var tidy = text.strip().toLowerCase(Locale.ROOT);
    return Checked.of(tidy, refusal(tidy), Uetr::new);
  }

  private static @Nullable Refusal refusal(String text) {
    if (!UUID.matcher(text).matches()) return new Refusal("wrong_form", "A UETR is a UUID such as eb6305c9-1f7f-49de-aed0-16487c27b42d, in small letters.");
    if (text.charAt(14) != '4') return new Refusal("wrong_version", "A UETR is a UUID of version 4; this is of version " + text.charAt(14) + ".");
    return "89ab".indexOf(text.charAt(19)) >= 0 ? null : new Refusal("wrong_variant", "The variant of this UUID (position 20) is not 8, 9, a or b.");
  }
}
