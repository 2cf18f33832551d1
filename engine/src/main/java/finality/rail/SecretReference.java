package finality.rail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a secret is kept: {@code env:NAME}, {@code file:/path}, {@code json:/path#field}. Never the secret itself, so
 * that it can be printed; the secret is read each time it is needed, so that it can be renewed while we run.
 */
public record SecretReference(String text) {
  private static final Pattern FORM = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:.+|json:.+#.+");
  private static final JsonMapper JSON = JsonMapper.shared();

  public SecretReference {
    // The value may be the secret itself, written where a reference belongs: it is not repeated.
    if (!FORM.matcher(text).matches()) throw new IllegalArgumentException("a reference to a secret: env:NAME, file:/path or json:/path#field");
  }

  /** @throws NotThere when nothing is kept there now */
  public String read() {
    var where = text.substring(text.indexOf(':') + 1);
    return switch (text.substring(0, text.indexOf(':'))) {
      case "env" -> found(System.getenv(where));
      case "file" -> found(content(where).strip());
      default -> found(field(where));
    };
  }

  private String field(String where) {
    int hash = where.lastIndexOf('#');
    try {
      return JSON.readTree(content(where.substring(0, hash))).path(where.substring(hash + 1)).asString("");
    } catch (JacksonException e) {
      throw new NotThere(text + " is not in a readable JSON file");   // without its cause, which quotes the file
    }
  }

  private String content(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new NotThere(text + " cannot be read");
    }
  }

  private String found(@Nullable String secret) {
    if (secret == null || secret.isEmpty()) throw new NotThere(text + " holds nothing");
    return secret;
  }

  @Override public String toString() { return text; }

  /** The secret is not where it was said to be. The message names the reference only. */
  public static final class NotThere extends RuntimeException {
    NotThere(String why) { super(why); }
  }
}
