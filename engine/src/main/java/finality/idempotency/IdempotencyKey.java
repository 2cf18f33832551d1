package finality.idempotency;

import finality.edge.Json;
import finality.edge.Problem;
import finality.edge.Refused;
import org.jspecify.annotations.Nullable;

/** Reads the client's key: an RFC 8941 string in quotes, or bare. */
final class IdempotencyKey {
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /** The header's key, or the body's, which counts the same. @throws Refused 400 when they differ or one is not a key */
  static @Nullable String agreed(@Nullable String header, @Nullable Json member) {
    var fromHeader = header == null ? null : parse(header);
    var fromBody = switch (member) {
      case null -> null;
      case Json.Nothing _ -> null;
      case Json.Text(var text) -> checked(text, "idempotency_key");
      case Json other -> throw Problem.of(400, "wrong_type", "idempotency_key", "idempotency_key: must be a string and is " + other.what()).refused();
    };
    if (fromHeader == null) return fromBody;
    if (fromBody != null && !fromBody.equals(fromHeader))
      throw Problem.of(400, "idempotency_keys_differ", "Idempotency-Key", "The header Idempotency-Key and the body's idempotency_key differ; send one of them, or the same in both.").refused();
    return fromHeader;
  }

  static String parse(String header) {
    var text = header.strip();
    if (!text.startsWith("\"")) return checked(text, "Idempotency-Key");
    var key = new StringBuilder();
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        if (i == text.length() - 1) return checked(key.toString(), "Idempotency-Key");
        break;   // something follows the string
      }
      if (c == '\\' && (++i == text.length() || ((c = text.charAt(i)) != '"' && c != '\\'))) break;
      key.append(c);
    }
    throw Problem.of(400, "invalid_idempotency_key", "Idempotency-Key", "The header starts as a quoted string and does not end as one; inside, only \\\" and \\\\ are escapes.").refused();
  }

  private static String checked(String key, String field) {
    if (key.isBlank() || key.length() > LONGEST || !key.chars().allMatch(c -> c >= 0x20 && c < 0x7f))
      throw Problem.of(400, "invalid_idempotency_key", field, field + " must be 1 to " + LONGEST + " printable ASCII characters.").refused();
    return key;
  }
}
