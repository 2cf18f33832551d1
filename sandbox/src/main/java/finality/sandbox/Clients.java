package finality.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the rail. A client is a file with everything it needs to connect, readable by the owner alone: {@code client.json} for the
 * first, {@code clients/ID.json} for others. Access tokens live in memory: a restart invalidates them.
 */
final class Clients {
  static final String FIRST = "finality";
  static final Duration TOKEN_LIFE = Duration.ofSeconds(300);

  private record Token(String client, Instant expires) {}

  private final Path home;
  private final Credentials credentials;
  private final Clock clock;
  private final String url;
  private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  /** @param url of the rail, told to clients; their files follow it when the port changes */
  Clients(Path home, Credentials credentials, Clock clock, String url) {
    this.home = home;
    this.credentials = credentials;
    this.clock = clock;
    this.url = url;
    try {
      Files.createDirectories(home.resolve("clients"));
      admit(FIRST);
      try (var others = Files.list(home.resolve("clients"))) {
        others.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".json")).forEach(n -> admit(n.substring(0, n.length() - 5)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean knows(String client) { return secrets.containsKey(client); }

  /** Makes the client, or finds it, and returns its file. */
  Path admit(String client) {
    try {
      var file = client.equals(FIRST) ? home.resolve("client.json") : home.resolve("clients").resolve(client + ".json");
      var old = Files.exists(file) ? Json.read(Files.readAllBytes(file)) : null;
      var secret = old == null ? Credentials.randomText() : old.need("client_secret");
      var password = old == null ? Credentials.randomText() : old.need("certificate_password");
      var certificate = credentials.certificateOf(client, password).toString();
      var json = Json.object().put("url", url).put("token_url", url + "/oauth/token").put("client_id", client).put("client_secret", secret)
          .put("ca", credentials.authorityFile().toString()).put("certificate", certificate).put("certificate_password", password);
      Credentials.writePrivately(file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
      secrets.put(client, secret.getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A token for the holder of the secret; null when it is not. @param basic the value of an HTTP Basic {@code Authorization} header */
  @Nullable String token(@Nullable String basic) {
    if (basic == null || !basic.regionMatches(true, 0, "Basic ", 0, 6)) return null;
    String[] parts;
    try {
      parts = new String(Base64.getDecoder().decode(basic.substring(6).trim()), StandardCharsets.UTF_8).split(":", 2);
    } catch (IllegalArgumentException e) {
      return null;
    }
    var secret = secrets.get(parts[0]);
    if (parts.length < 2 || secret == null || !MessageDigest.isEqual(secret, parts[1].getBytes(StandardCharsets.UTF_8))) return null;
    var now = clock.instant();
    tokens.values().removeIf(t -> !t.expires.isAfter(now));
    var token = Credentials.randomText();
    tokens.put(token, new Token(parts[0], now.plus(TOKEN_LIFE)));
    return token;
  }

  /** Whose token it is; null when it is nobody's, or no longer. @param bearer the value of an {@code Authorization} header */
  @Nullable String holder(@Nullable String bearer) {
    if (bearer == null || !bearer.regionMatches(true, 0, "Bearer ", 0, 7)) return null;
    var token = tokens.get(bearer.substring(7).trim());
    return token == null || !token.expires.isAfter(clock.instant()) ? null : token.client;
  }
}
