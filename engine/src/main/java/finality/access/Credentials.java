package finality.access;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who a key or a session belongs to, from memory where it can: asked anew every few seconds by one caller while the others go on, so that
 * a call costs no query and a revoked key works nowhere after {@value #FRESH_MS} ms (on the node that revoked it, at once).
 */
final class Credentials {
  static final String KEY_PREFIX = "fin_";
  static final String SESSION_PREFIX = "ses_";
  private static final long FRESH_MS = 5_000;
  private static final long USABLE_MS = 30_000;
  private static final int MOST = 10_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String FIND_KEY = """
      SELECT k.tenant, k.person, k.role, k.id
        FROM access.api_key k JOIN access.tenant t ON t.id = k.tenant AND t.active
       WHERE k.hash = ? AND k.revoked_at IS NULL
      """;
  private static final String FIND_SESSION = """
      SELECT k.tenant, k.person, k.role, k.id
        FROM access.session s JOIN access.api_key k ON k.id = s.api_key AND k.revoked_at IS NULL
        JOIN access.tenant t ON t.id = k.tenant AND t.active
       WHERE s.hash = ? AND s.expires_at > now()
      """;

  private final Pepper pepper;
  private final JdbcClient sql;
  private final Clock clock;
  private final ConcurrentHashMap<ByteBuffer, Known> known = new ConcurrentHashMap<>();

  Credentials(Pepper pepper, JdbcClient sql, Clock clock) {
    this.pepper = pepper;
    this.sql = sql;
    this.clock = clock;
  }

  private record Known(@Nullable Principal principal, long at, AtomicBoolean asking) {}

  /** A new secret of 256 random bits. */
  static String random(String prefix) {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  byte[] hash(String secret) { return pepper.hash(secret); }

  Optional<Principal> find(String secret) {
    if (secret.length() > 200) return Optional.empty();
    var hash = ByteBuffer.wrap(hash(secret));
    var entry = known.get(hash);
    long age = entry == null ? Long.MAX_VALUE : clock.millis() - entry.at;
    if (entry != null && (age < FRESH_MS || (age < USABLE_MS && !entry.asking.compareAndSet(false, true)))) return Optional.ofNullable(entry.principal);
    try {
      var found = sql.sql(secret.startsWith(SESSION_PREFIX) ? FIND_SESSION : FIND_KEY).param(hash.array())
          .query((row, _) -> new Principal(row.getInt(1), row.getString(2), Role.parse(row.getString(3)), row.getObject(4, java.util.UUID.class))).optional();
      if (known.size() >= MOST) known.clear();   // somebody tries keys; the true ones are back within a call each
      known.put(hash, new Known(found.orElse(null), clock.millis(), new AtomicBoolean()));
      return found;
    } finally {
      if (entry != null) entry.asking.set(false);
    }
  }

  /** What was revoked or ended here is over here at once. */
  void forget() { known.clear(); }
}
