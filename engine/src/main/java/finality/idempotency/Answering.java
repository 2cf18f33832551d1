package finality.idempotency;

import finality.access.TenantSql;
import finality.edge.DatabaseAway;
import finality.edge.Problem;
import finality.edge.Refused;
import finality.edge.Reply;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Answers a call once per key. For calls that create nothing durable of their own; the key of a settlement stays in its instruction.
 * What {@code work} returns is stored and replayed, a refusal that follows from the state of things too; when it throws, nothing is stored.
 */
@Component
public class Answering {

  // A call whose engine died in the middle frees its key after this long; its work is guarded by the state it changes.
  private static final String CLAIM = """
      INSERT INTO idempotency.answer AS a (tenant, key, fingerprint) VALUES (:tenant, :key, :fingerprint)
      ON CONFLICT (tenant, key) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, status = NULL, body = NULL, created_at = now()
       WHERE a.created_at < now() - interval '24 hours' OR (a.status IS NULL AND a.created_at < now() - interval '1 minute' AND a.fingerprint = EXCLUDED.fingerprint)
      """;
  private static final String FIND = "SELECT fingerprint, status, body FROM idempotency.answer WHERE tenant = :tenant AND key = :key";
  private static final String KEEP = "UPDATE idempotency.answer SET status = :status, body = :body WHERE tenant = :tenant AND key = :key AND status IS NULL";
  private static final String FREE = "DELETE FROM idempotency.answer WHERE tenant = :tenant AND key = :key AND status IS NULL";

  private final TenantSql tenants;
  private final JdbcClient pipeline;
  private final Repeats repeats;

  Answering(TenantSql tenants, @Qualifier("pipelineDataSource") DataSource pipelineDataSource, Repeats repeats) {
    this.tenants = tenants;
    this.repeats = repeats;
    pipeline = JdbcClient.create(pipelineDataSource);
  }

  /** The answer that {@code work} returns, or the one it gave to the same key before. @throws Refused 409 while it is still running, 422 when the key was used for something else */
  public Reply once(Call call, Supplier<Reply> work) {
    var key = call.key();
    if (key == null) return work.get();
    int tenant = call.who().tenant();
    boolean first = tenants.write(tenant, sql -> sql.sql(CLAIM).param("tenant", tenant).param("key", key).param("fingerprint", call.fingerprint()).update()) == 1;
    if (!first) return replay(call, tenant, key);
    try {
      return keep(tenant, key, work.get());
    } catch (RuntimeException e) {
      if (!DatabaseAway.in(e)) free(tenant, key);   // otherwise the caller has waited long enough: the key frees itself after a minute
      throw e;
    }
  }

  private Reply replay(Call call, int tenant, UUID key) {
    record Kept(UUID fingerprint, @Nullable Integer status, @Nullable String body) {}
    var kept = tenants.read(tenant, sql -> sql.sql(FIND).param("tenant", tenant).param("key", key)
        .query((row, _) -> new Kept(row.getObject(1, UUID.class), row.getObject(2, Integer.class), row.getString(3))).optional());
    if (kept.isEmpty()) throw running(call);   // freed between the two statements: the client may try again at once
    if (!kept.get().fingerprint.equals(call.fingerprint())) {
      repeats.conflicted();
      throw Problem.of(422, "idempotency_key_reused", "Idempotency-Key", "This key was used for another call: " + call.difference(kept.get().fingerprint) + " differs. Use a new key for a new call.").refused();
    }
    if (kept.get().status == null) throw running(call);
    repeats.replayed();
    return new Reply(kept.get().status, kept.get().body == null ? "" : kept.get().body, Map.of("Idempotency-Replayed", "true"));
  }

  private static Refused running(Call call) {
    return Problem.of(409, "still_running", "Idempotency-Key", "The first call with this key is still running; ask again in a second.").refused()
        .with("Retry-After", "1").with("Link", "<" + call.path() + ">; rel=\"related\"");
  }

  private Reply keep(int tenant, UUID key, Reply reply) {
    // no row: this took so long that the key was freed; the answer is no less true
    tenants.write(tenant, sql -> sql.sql(KEEP).param("status", reply.status()).param("body", reply.body()).param("tenant", tenant).param("key", key).update());
    return reply;
  }

  private void free(int tenant, UUID key) {
    tenants.write(tenant, sql -> sql.sql(FREE).param("tenant", tenant).param("key", key).update());
  }

  /** Deleting what is old is the same whoever does it and however often, so no node is chosen. */
  @Scheduled(fixedDelayString = "${finality.idempotency.clean-up:PT10M}", initialDelayString = "PT1M")
  void cleanUp() {
    pipeline.sql("DELETE FROM idempotency.answer WHERE created_at < now() - interval '24 hours'").update();
  }
}
