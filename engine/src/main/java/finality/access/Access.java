package finality.access;

import finality.audit.Actions;
import finality.edge.Problem;
import finality.edge.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tenants, keys and sessions. */
@Component
public class Access {
  private static final String INSERT_KEY = """
      INSERT INTO access.api_key (tenant, hash, prefix, person, role) VALUES (:tenant, :hash, :prefix, :person, :role)
      RETURNING id, created_at
      """;
  /** Or two could give one new person two spellings. */
  private static final String ONE_AT_A_TIME = "SELECT id FROM access.tenant WHERE id = ? FOR NO KEY UPDATE";
  private static final String LIST_KEYS = """
      SELECT id, prefix, person, role, created_at, revoked_at FROM access.api_key
       WHERE tenant = :tenant AND (:before::uuid IS NULL OR id < :before::uuid)
       ORDER BY id DESC LIMIT :limit
      """;
  private static final String REVOKE = "UPDATE access.api_key SET revoked_at = now() WHERE tenant = :tenant AND id = :id AND revoked_at IS NULL";
  private static final String SESSION = "INSERT INTO access.session (hash, api_key, expires_at) VALUES (:hash, :key, now() + interval '12 hours') RETURNING expires_at";

  private final TenantSql tenants;
  private final JdbcClient sql;
  private final Credentials credentials;

  Access(TenantSql tenants, @Qualifier("apiDataSource") DataSource apiDataSource, Credentials credentials) {
    this.tenants = tenants;
    this.sql = JdbcClient.create(apiDataSource);
    this.credentials = credentials;
  }

  /**
   * A key as it may be shown.
   *
   * @param secret the key itself; only in the answer that made it
   */
  public record Key(UUID id, String prefix, String person, Role role, Instant createdAt, @Nullable Instant revokedAt, @Nullable String secret) {}

  /** The tenant of the first start. {@code opened}: it was opened just now. */
  public record FirstTenant(int tenant, boolean opened) {}

  /**
   * Opens tenant {@code sandbox}, whose money is play money and whose people run the house, and writes the keys of two people: {@code operator.key} of an administrator and
   * {@code approver.key} of an approver, so that four eyes work. Does nothing for a person who has a key.
   */
  public FirstTenant firstStart(Path dataDir) {
    var opened = sql.sql("INSERT INTO access.tenant (code, name, test, house) VALUES ('sandbox', 'Sandbox', true, true) ON CONFLICT (code) DO NOTHING RETURNING id").query(Integer.class).optional();
    int tenant = opened.orElseGet(() -> sql.sql("SELECT id FROM access.tenant WHERE code = 'sandbox'").query(Integer.class).single());
    writeKey(dataDir.resolve("operator.key"), tenant, "operator", Role.ADMIN);
    writeKey(dataDir.resolve("approver.key"), tenant, "approver", Role.APPROVER);
    return new FirstTenant(tenant, opened.isPresent());
  }

  /** Numbers of the tenants that may do business. */
  public List<Integer> activeTenants() { return sql.sql("SELECT id FROM access.tenant WHERE active ORDER BY id").query(Integer.class).list(); }

  /** The file before the row: a start that ends between the two is made good by the next, and nobody is locked out. */
  private void writeKey(Path file, int tenant, String person, Role role) {
    if (people(sql, tenant).stream().anyMatch(there -> Person.same(there, person))) return;
    var secret = Credentials.random(Credentials.KEY_PREFIX);
    try {
      Files.deleteIfExists(file);   // of another database, or of a start that did not get further: worth nothing here
      Pepper.writeSecret(file, secret);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written; give the engine a data directory it may write to", e);
    }
    store(secret, tenant, person, role, "first start");
  }

  /**
   * Makes a key and shows it, this once.
   * @param name a person who has a key keeps the spelling of the first one: "Operator " is "operator"
   */
  Key makeKey(int tenant, String name, Role role, String by) {
    return store(Credentials.random(Credentials.KEY_PREFIX), tenant, name, role, by);
  }

  private Key store(String secret, int tenant, String name, Role role, String by) {
    var prefix = secret.substring(0, Credentials.KEY_PREFIX.length() + 6);
    return tenants.write(tenant, rows -> {
      rows.sql(ONE_AT_A_TIME).param(tenant).query(Integer.class).single();
      var person = people(rows, tenant).stream().filter(there -> Person.same(there, name)).findFirst().orElseGet(() -> Person.written(name));
      var key = rows.sql(INSERT_KEY).param("tenant", tenant).param("hash", credentials.hash(secret)).param("prefix", prefix).param("person", person).param("role", role.word())
          .query((row, _) -> new Key(row.getObject(1, UUID.class), prefix, person, role, row.getObject(2, OffsetDateTime.class).toInstant(), null, secret)).single();
      Actions.append(rows, tenant, by, "key.create", key.id().toString(), "{\"prefix\":\"" + prefix + "\",\"role\":\"" + role.word() + "\"}");
      return key;
    });
  }

  /** Everybody who has or had a key, the oldest spelling first. */
  private static List<String> people(JdbcClient rows, int tenant) {
    return rows.sql("SELECT person FROM access.api_key WHERE tenant = ? GROUP BY person ORDER BY min(id::text)").param(tenant).query(String.class).list();
  }

  /** Newest first, one more than the limit when there are more. */
  List<Key> keys(int tenant, @Nullable UUID before, int limit) {
    return tenants.read(tenant, rows -> rows.sql(LIST_KEYS).param("tenant", tenant).param("before", before).param("limit", limit + 1)
        .query((row, _) -> new Key(row.getObject(1, UUID.class), row.getString(2), row.getString(3), Role.parse(row.getString(4)), row.getObject(5, OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject(6, OffsetDateTime.class)).map(OffsetDateTime::toInstant).orElse(null), null)).list());
  }

  /** @throws Refused 404 when there is no such key that still works, 409 when it is the caller's own */
  void revoke(Principal who, UUID id) {
    if (who.keyId().equals(id)) throw Problem.of(409, "own_key", "This is the key you are calling with; revoke it with another administrator's.").refused();
    tenants.write(who.tenant(), rows -> {
      int revoked = rows.sql(REVOKE).param("tenant", who.tenant()).param("id", id).update();
      if (revoked == 0) throw Problem.notFound("A working key " + id).refused();
      Actions.append(rows, who.tenant(), who.person(), "key.revoke", id.toString(), null);
      return revoked;
    });
    credentials.forget();
  }

  // ── sessions ───────────────────────────────────────────────────────────────────────────────────────────

  record Session(String secret, Principal principal, Instant expiresAt) {}

  /** A browser's session from a pasted key. @throws Refused 401 when the key is not one */
  Session open(String key) {
    var principal = (key.startsWith(Credentials.SESSION_PREFIX) ? Optional.<Principal>empty() : credentials.find(key.strip()))
        .orElseThrow(() -> Problem.of(401, "unauthenticated", "key", "This is not a valid API key; paste the whole key, as in DATA/operator.key.").refused());
    var secret = Credentials.random(Credentials.SESSION_PREFIX);
    var expires = sql.sql(SESSION).param("hash", credentials.hash(secret)).param("key", principal.keyId()).query(OffsetDateTime.class).single();
    return new Session(secret, principal, expires.toInstant());
  }

  void close(String secret) {
    sql.sql("DELETE FROM access.session WHERE hash = ?").param(credentials.hash(secret)).update();   // any number is right: it may be over already
    credentials.forget();
  }

  /** Who forgot to log out. Deleting what is over is the same whoever does it, so no node is chosen. */
  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
  void cleanUp() { sql.sql("DELETE FROM access.session WHERE expires_at < now()").update(); }
}
