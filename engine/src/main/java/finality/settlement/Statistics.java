package finality.settlement;

import finality.access.TenantSql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many instructions stand where: the unfinished all, the ended of the last 24 hours. Counting is kept to a twentieth of the
 * time, so that a page that is looked at all day does not slow down what it looks at.
 */
@Component
public class Statistics {
  private static final Duration SPAN = Duration.ofHours(24);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final String UNFINISHED = "SELECT state, count(*) FROM settlement.live WHERE tenant = :tenant GROUP BY state";
  /** In doubt or in review, and the order is older than ten minutes; an ended one that was opened again has no order, its last step counts. */
  static final String IS_STUCK = """
      live.state IN (7, 8) AND coalesce(live.intent_at, (SELECT max(l.at) FROM settlement.log l WHERE l.instruction = live.id)) < now() - interval '10 minutes'""";
  private static final String STUCK = "SELECT count(*) FROM settlement.live WHERE live.tenant = :tenant AND " + IS_STUCK;

  // Counted by sets: going through the instructions one by one would take fifty times as long. The paid ones, less those that moved on.
  private static final String ENDED = """
      WITH other AS (
        SELECT DISTINCT ON (o.instruction) o.instruction AS id, o.state, o.seq FROM settlement.log o
         WHERE o.tenant = :tenant AND o.state > 8 AND NOT o.paid AND o.instruction >= :since
         ORDER BY o.instruction, o.seq DESC),
      present AS (
        SELECT x.state, p.instruction IS NOT NULL AS after_paid
          FROM other x
          LEFT JOIN settlement.live l ON l.tenant = :tenant AND l.id = x.id
          LEFT JOIN settlement.log p ON p.tenant = :tenant AND p.instruction = x.id AND p.paid
         WHERE l.id IS NULL AND (p.instruction IS NULL OR p.seq < x.seq))
      SELECT 9 AS state, (SELECT count(*) FROM settlement.log WHERE tenant = :tenant AND paid AND instruction >= :since)
                       - (SELECT count(*) FROM present WHERE after_paid)
                       - (SELECT count(*) FROM settlement.live WHERE tenant = :tenant AND funds = 3 AND id >= :since)
      UNION ALL
      SELECT state, count(*) FROM present GROUP BY state
      """;
  private static final String AVERAGE = """
      SELECT extract(epoch FROM avg(o.at - i.created_at))
        FROM (SELECT instruction AS id, at FROM settlement.log WHERE tenant = :tenant AND paid AND instruction >= :since ORDER BY instruction DESC LIMIT 1000) o
        JOIN settlement.instruction i ON i.tenant = :tenant AND i.id = o.id
      """;

  private final TenantSql tenants;
  private final Clock clock;
  private final Map<Integer, Kept> kept = new ConcurrentHashMap<>();

  Statistics(TenantSql tenants, Clock clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * @param stuck in doubt or in review for more than 10 minutes
   * @param averageSeconds from creation to settlement, of the latest 1,000 settled; {@code null} when none settled
   * @param since from when the ended ones are counted, by their creation
   * @param at when it was counted
   */
  public record Counts(Map<State, Long> states, long stuck, @Nullable Double averageSeconds, Instant since, Instant at) {}

  private record Kept(Counts counts, Instant until) {}

  public Counts counts(int tenant) {
    var now = clock.instant();
    return kept.compute(tenant, (_, old) -> {
      if (old != null && now.isBefore(old.until)) return old;
      long begun = System.nanoTime();
      var counts = tenants.read(tenant, sql -> count(sql, tenant, now));
      var rest = Duration.ofNanos((System.nanoTime() - begun) * 20);
      return new Kept(counts, now.plus(rest.compareTo(FRESH) > 0 ? rest : FRESH));
    }).counts;
  }

  private static Counts count(JdbcClient sql, int tenant, Instant now) {
    var since = now.minus(SPAN);
    var states = new EnumMap<State, Long>(State.class);
    for (var state : State.values()) states.put(state, 0L);
    sql.sql(UNFINISHED).param("tenant", tenant).query(row -> { states.merge(State.of(row.getInt(1)), row.getLong(2), Long::sum); });
    sql.sql(ENDED).param("tenant", tenant).param("since", SettlementReader.firstIdOf(since)).query(row -> { states.merge(State.of(row.getInt(1)), row.getLong(2), Long::sum); });
    long stuck = sql.sql(STUCK).param("tenant", tenant).query(Long.class).single();
    var average = sql.sql(AVERAGE).param("tenant", tenant).param("since", SettlementReader.firstIdOf(since)).query((row, _) -> row.getObject(1, java.math.BigDecimal.class)).list().getFirst();
    return new Counts(states, stuck, average == null ? null : average.doubleValue(), since, now);
  }
}
