package finality.settlement;

import finality.access.TenantSql;
import finality.audit.Actions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sending switched off and on: altogether, by rail, by connection, by tenant. A pause survives restarts; what is under way goes on. */
@Component
public class Sending {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TenantSql tenants;
  private final Runnable changed;

  @Autowired
  Sending(TenantSql tenants, SettlementEngine engine) { this(tenants, engine::pausesChanged); }

  /** @param changed told after a pause or its end is committed */
  Sending(TenantSql tenants, Runnable changed) {
    this.tenants = tenants;
    this.changed = changed;
  }

  public enum Scope {
    ALL, RAIL, CONNECTION, TENANT;

    public String word() { return name().toLowerCase(Locale.ROOT); }

    /** @throws IllegalArgumentException naming the words there are */
    public static Scope parse(String word) {
      for (var scope : values()) if (scope.word().equals(word)) return scope;
      throw new IllegalArgumentException("\"" + word + "\" is not a scope; they are all, rail, connection, tenant");
    }
  }

  /** @param name the rail's, the connection's, or the tenant's number; empty for all */
  public record Pause(Scope scope, String name, Instant since, String by, String reason) {}

  /** What is switched off and concerns this tenant. */
  public List<Pause> pauses(int tenant) {
    return tenants.read(tenant, sql -> sql.sql("SELECT scope, name, since, by, reason FROM settlement.pause WHERE scope <> 'tenant' OR name = :tenant ORDER BY since, scope, name")
        .param("tenant", String.valueOf(tenant))
        .query((row, _) -> new Pause(Scope.parse(row.getString(1)), row.getString(2), row.getObject(3, OffsetDateTime.class).toInstant(), row.getString(4), row.getString(5))).list());
  }

  /** Switches off; what is off already keeps its first reason. */
  public void pause(int tenant, Scope scope, String name, String reason, String by) {
    tenants.write(tenant, sql -> {
      int rows = sql.sql("INSERT INTO settlement.pause (tenant, scope, name, by, reason) VALUES (:tenant, :scope, :name, :by, :reason) ON CONFLICT (scope, name) DO NOTHING")
          .param("tenant", scope == Scope.TENANT ? tenant : 0).param("scope", scope.word()).param("name", name).param("by", by).param("reason", reason).update();
      if (rows == 1) record(sql, tenant, by, "sending.pause", scope, name, reason);
      return rows;
    });
    changed.run();
  }

  /** Switches on; what is on already stays on. */
  public void resume(int tenant, Scope scope, String name, String reason, String by) {
    tenants.write(tenant, sql -> {
      int rows = sql.sql("DELETE FROM settlement.pause WHERE scope = :scope AND name = :name").param("scope", scope.word()).param("name", name).update();
      if (rows == 1) record(sql, tenant, by, "sending.resume", scope, name, reason);
      return rows;
    });
    changed.run();
  }

  private static void record(JdbcClient sql, int tenant, String by, String action, Scope scope, String name, String reason) {
    Actions.append(sql, tenant, by, action, scope == Scope.ALL ? "all" : scope.word() + ":" + name, JSON.createObjectNode().put("reason", reason).toString());
  }
}
