package finality.ledger;

import finality.ledger.BooksAudit.Report;
import finality.ledger.BooksAudit.Result;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Audits the books every minute, once for all nodes, and tells the metrics of each: {@code books_sound} (1 or 0; NaN while nobody has
 * looked lately), {@code books_audit_seconds}, {@code books_breaches{invariant}}, {@code books_payments_audited_seconds_ago}.
 * Sound books are closed a step further.
 */
@Component
final class BooksWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BooksWatch.class);
  private static final long LOCK = 0x626f6f6b73L;   // "books": one node audits, the others read what it found
  private static final JsonMapper JSON = new JsonMapper();

  // While an audit reads its moment of the database, no earlier version of a balance or a queue row can be cleared away, and every booking
  // goes through all of them. Where so much came since the closing, what looks at every payment by itself, which takes most of the time, waits.
  private static final int RUSH = 1_000_000;   // transfers

  /** What was found last, by whichever node. @param age seconds, by the database's clock; {@code wholeAge}: of the last that looked at every payment */
  private record Found(long age, long wholeAge, long tookMs, Map<String, Integer> breaches) {}

  private final BooksAudit audit;
  private final DataSource pipeline;
  private final Closing closing;
  private final Duration every;
  private volatile @Nullable Found found;
  private volatile @Nullable ScheduledExecutorService clock;

  BooksWatch(BooksAudit audit, @Qualifier("pipelineDataSource") DataSource pipelineDataSource, List<Invariant> invariants, MeterRegistry metrics,
      @Value("${finality.books.audit-every:PT1M}") Duration every) {
    this.audit = audit;
    this.every = every;
    pipeline = pipelineDataSource;
    closing = new Closing(pipelineDataSource);
    gauge(metrics, "books_sound", "1: every invariant of the books holds, 0: one does not", null, f -> f.breaches.isEmpty() ? 1 : 0);
    gauge(metrics, "books_audit_seconds", "how long the last audit of the books took", null, f -> f.tookMs / 1000.0);
    gauge(metrics, "books_payments_audited_seconds_ago", "how long ago an audit looked at every payment by itself; put off while very much is being booked", null, f -> f.wholeAge);
    for (var invariant : invariants) {
      gauge(metrics, "books_breaches", "breaches the last audit found, counted up to " + Invariant.LISTED, invariant.name(), f -> f.breaches.getOrDefault(invariant.name(), 0));
    }
  }

  private void gauge(MeterRegistry metrics, String name, String description, @Nullable String invariant, ToDoubleFunction<Found> value) {
    var gauge = Gauge.builder(name, this, watch -> {
      var last = watch.found;
      return last == null || last.age > 5 * every.toSeconds() + 60 ? Double.NaN : value.applyAsDouble(last);
    }).description(description);
    (invariant == null ? gauge : gauge.tag("invariant", invariant)).register(metrics);
  }

  /** Audits when that is due and no other node is at it; then takes over what was found last. */
  void look() throws SQLException {
    try (var connection = pipeline.getConnection(); var statement = connection.createStatement()) {
      if (due(connection) && is(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")")) {
        try {
          if (due(connection)) audit(connection);   // another node may just have finished
        } finally {
          statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
      }
      found = last(connection);
    }
  }

  private void audit(Connection connection) throws SQLException {
    boolean whole = !rush(connection);
    long upTo = closing.last();
    var report = whole ? audit.run() : audit.runInSums();
    keep(connection, report, whole);
    if (report.sound()) closing.close(upTo, whole);
    else LOG.error("{}", report);
  }

  private boolean due(Connection connection) throws SQLException {
    return is(connection, "SELECT NOT EXISTS (SELECT FROM ledger.books_check WHERE at > now() - interval '" + every.toMillis() + " ms')");
  }

  private static boolean rush(Connection connection) throws SQLException {
    return is(connection, """
        SELECT count(*) = %1$d FROM (SELECT FROM ledger.transfer WHERE position > coalesce((SELECT position FROM ledger.closing), -1) LIMIT %1$d) waiting
        """.formatted(RUSH));
  }

  private static void keep(Connection connection, Report report, boolean whole) throws SQLException {
    try (var upsert = connection.prepareStatement("""
        INSERT INTO ledger.books_check AS c (at, whole_at, took_ms, breaches) VALUES (now(), now(), ?, ?::jsonb)
        ON CONFLICT (one) DO UPDATE SET at = now(), whole_at = CASE WHEN ? THEN now() ELSE c.whole_at END, took_ms = EXCLUDED.took_ms, breaches = EXCLUDED.breaches
        """)) {
      upsert.setLong(1, report.tookMs());
      upsert.setString(2, JSON.writeValueAsString(report.invariants().stream().filter(r -> !r.holds()).collect(Collectors.toMap(Result::name, r -> r.breaches().size()))));
      upsert.setBoolean(3, whole);
      Rows.exactlyOne(upsert.executeUpdate(), "what the audit of the books found");
    }
  }

  private static @Nullable Found last(Connection connection) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery("SELECT extract(epoch FROM now() - at)::bigint, extract(epoch FROM now() - whole_at)::bigint, took_ms, breaches::text FROM ledger.books_check")) {
      return row.next() ? new Found(row.getLong(1), row.getLong(2), row.getLong(3), JSON.readValue(row.getString(4), new TypeReference<>() {})) : null;
    }
  }

  private static boolean is(Connection connection, String question) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery(question)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void lookOrWarn() {
    try {
      look();
    } catch (SQLException | RuntimeException e) {
      found = null;
      if (clock != null) LOG.warn("the books could not be audited and are tried again: {}", inOneLine(e));   // the schedule must go on; at the end of the engine there is nothing to say
    }
  }

  /** What is at the bottom of it; what stands around it repeats the statement. */
  private static String inOneLine(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }

  @Override public synchronized void start() {
    if (clock != null) return;
    var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("books-watch").factory());
    long pause = Math.max(1_000, every.toMillis() / 6);   // looks more often than it audits, so that every node knows soon
    started.scheduleWithFixedDelay(this::lookOrWarn, 1_000, pause, TimeUnit.MILLISECONDS);
    clock = started;
  }

  @Override public synchronized void stop() {
    var running = clock;
    clock = null;   // first: who is interrupted looks whether it was meant
    if (running != null) running.shutdownNow();
  }

  @Override public boolean isRunning() { return clock != null; }
}
