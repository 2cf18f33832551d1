package finality.access;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who a key or a session belongs to, from memory for five seconds, so that a call costs no query and a revoked key
 * works nowhere after that (on the node that revoked it, at once).
 */
final class Credentials {
  static final String KEY_PREFIX = "fin_";
  static final String SESSION_PREFIX = "ses_";
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MOST = 10_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String FIND_KEY = """
      SELECT k.tenant, k.person, k.role, k.id, t.house
        FROM access.api_key k JOIN access.tenant t ON t.id = k.tenant AND t.active
       WHERE k.hash = ? AND k.revoked_at IS NULL
      """;
  private static final String FIND_SESSION = """
      SELECT k.tenant, k.person, k.role, k.id, t.house
        FROM access.session s JOIN access.api_key k ON k.id = s.api_key AND k.revoked_at IS NULL
        JOIN access.tenant t ON t.id = k.tenant AND t.active
       WHERE s.hash = ? AND s.expires_at > now()
      """;

  private final Pepper pepper;
  private final JdbcClient sql;
  private final AsyncCache<ByteBuffer, Optional<Principal>> known;

  Credentials(Pepper pepper, JdbcClient sql, Clock clock) {
    this.pepper = pepper;
    this.sql = sql;
    known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .executor(Thread::startVirtualThread).buildAsync();
  }

  /** A new secret of 256 random bits. */
  static String random(String prefix) {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  byte[] hash(String secret) { return pepper.hash(secret); }

  Optional<Principal> find(String secret) {
    if (secret.length() > 200) return Optional.empty();
    var query = secret.startsWith(SESSION_PREFIX) ? FIND_SESSION : FIND_KEY;
    // one asks and the others wait for its answer: while the database is away they all fail with it, and not one after the other
    try {
      return known.get(ByteBuffer.wrap(hash(secret)), hash -> ask(query, hash.array())).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Optional<Principal> ask(String query, byte[] hash) {
    return sql.sql(query).param(hash).query((row, _) -> new Principal(row.getInt(1), row.getString(2), Role.parse(row.getString(3)), row.getObject(4, UUID.class), row.getBoolean(5))).optional();
  }

  /** What was revoked or ended here is over here at once. */
  void forget() { known.synchronous().invalidateAll(); }
}
