package finality.settlement;

import finality.rail.Connections;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Figures under the sources' names. What this node did is counted as it commits; how things stand altogether is read from the
 * database every ten seconds. {@code rolled_back}: ended without payment after funds had been held.
 */
@Component
public class SettlementMetrics implements ChangeListener {
  private static final String STANDING = "SELECT state, count(*) FROM settlement.live GROUP BY state";
  private static final String STUCK = "SELECT count(*) FROM settlement.live WHERE " + Statistics.IS_STUCK;
  // A UUIDv7 carries when it was made: no instruction is read for it.
  private static final String LATENCY = """
      SELECT coalesce(extract(epoch FROM avg(latest.at - uuid_extract_timestamp(latest.id))), 0)
        FROM access.tenant t
       CROSS JOIN LATERAL (SELECT o.instruction AS id, o.at FROM settlement.log o WHERE o.tenant = t.id AND o.paid AND o.instruction >= :since ORDER BY o.instruction DESC LIMIT 1000) latest
      """;

  private final MeterRegistry meters;
  private final JdbcClient sql;
  private final Clock clock;
  private final Counter completed;
  private final Counter notPaid;
  private final Counter rolledBack;
  private final Counter atomicCommitted;
  private final Counter atomicRolledBack;
  private final Map<String, Counter> amounts = new ConcurrentHashMap<>();
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong stuck = new AtomicLong();
  private final long[] standing = new long[State.values().length + 1];
  private volatile double latency;
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();   // by connection, so that the hot path builds no tags
  private final Connections connections;
  private final Timer rollback;

  SettlementMetrics(MeterRegistry meters, Connections connections, @Qualifier("pipelineDataSource") DataSource pipelineDataSource, Clock clock) {
    this.meters = meters;
    this.connections = connections;
    this.sql = JdbcClient.create(pipelineDataSource);
    this.clock = clock;
    gauge("settlement_confirmed_count", "Settled by this node since it started", confirmed);
    gauge("settlement_failed_count", "Failed or cancelled by this node since it started", failed);
    gauge("settlement_retry_count", "Intents of this node after the first of their instruction", retried);
    gauge("settlement_stuck", "In doubt or in review for more than 10 minutes, on all nodes", stuck);
    Gauge.builder("avg_settlement_latency", () -> latency).description("Seconds from creation to settlement, of the latest 1,000 of each tenant within 24 hours").register(meters);
    rollback = timer("atomic_rollback_duration_seconds", "From creation to the end of what ended without payment after funds had been held").register(meters);
    for (var state : State.values()) if (!state.ended())
      Gauge.builder("settlement_live", () -> standing[state.code]).tag("state", state.word()).description("Unfinished, on all nodes").register(meters);
    duration(Instruction.BOOK);
    for (var rail : connections.all()) duration(rail.profile().connection());
    completed = counter("settlement_total", "status", "completed");
    notPaid = counter("settlement_total", "status", "failed");
    rolledBack = counter("settlement_total", "status", "rolled_back");
    atomicCommitted = counter("atomic_operations_total", "state", "committed");
    atomicRolledBack = counter("atomic_operations_total", "state", "rolled_back");
  }

  private void gauge(String name, String description, AtomicLong value) { Gauge.builder(name, value, AtomicLong::doubleValue).description(description).register(meters); }

  private Counter counter(String name, String tag, String value) { return Counter.builder(name).tag(tag, value).register(meters); }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).publishPercentileHistogram().minimumExpectedValue(Duration.ofMillis(1)).maximumExpectedValue(Duration.ofHours(1));
  }

  private Timer duration(String connection) { return durations.computeIfAbsent(connection, c -> timer("settlement_duration_seconds", "From creation to the end").tag("rail", railOf(c)).register(meters)); }

  private String railOf(String connection) {
    return connection.equals(Instruction.BOOK) ? Instruction.BOOK : connections.find(connection).map(rail -> rail.profile().rail()).orElse("none");   // no longer configured
  }

  @Override public void changed(Change change) {
    if (change.to() == State.SENDING && change.attempts() > 1) retried.incrementAndGet();
    if (change.from() == change.to()) return;
    switch (change.to()) {
      case SETTLED -> settled(change);
      case FAILED, CANCELLED -> unpaid(change);
      default -> { }
    }
  }

  private void settled(Change change) {
    confirmed.incrementAndGet();
    completed.increment();
    atomicCommitted.increment();
    amounts.computeIfAbsent(change.amount().asset().code(), currency -> counter("settlement_amount_total", "currency", currency)).increment(change.amount().amount().doubleValue());   // a figure for charts, not money
    duration(change.connection()).record(Duration.between(change.createdAt(), change.at()));
  }

  private void unpaid(Change change) {
    failed.incrementAndGet();
    boolean hadFunds = change.from() != null && (change.from() == State.LOCKED || change.from().underWay() || change.from() == State.IN_REVIEW);
    (hadFunds ? rolledBack : notPaid).increment();
    var took = Duration.between(change.createdAt(), change.at());
    duration(change.connection()).record(took);
    if (!hadFunds) return;
    atomicRolledBack.increment();
    rollback.record(took);
  }

  /** One statement each for what stands, what is stuck and how long it took; a scrape reads what was found last. */
  @Scheduled(fixedDelay = 10_000, initialDelay = 1_000)
  void refresh() {
    try {
      var now = new long[standing.length];
      sql.sql(STANDING).query(row -> { now[row.getInt(1)] = row.getLong(2); });
      System.arraycopy(now, 0, standing, 0, now.length);
      stuck.set(sql.sql(STUCK).query(Long.class).single());
      latency = sql.sql(LATENCY).param("since", SettlementReader.firstIdOf(clock.instant().minus(Duration.ofHours(24)))).query(java.math.BigDecimal.class).single().doubleValue();
    } catch (DataAccessException _) {
      // the database is away: readiness says so, and the last figures stay until it is back
    }
  }
}
