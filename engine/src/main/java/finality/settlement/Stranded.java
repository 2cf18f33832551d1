package finality.settlement;

import finality.rail.Connections;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells of unfinished settlements whose connection this node is not configured with: removed, renamed or {@code enabled: false}. They have no
 * lane, so they are neither sent nor looked up, and nothing is booked back for them: their bank may have them. Looked for at the
 * start and every ten seconds; told once of each connection.
 */
@Component
final class Stranded {
  private static final Logger LOG = LoggerFactory.getLogger(Stranded.class);

  private final JdbcClient sql;
  private final String[] configured;
  private final MultiGauge figures;
  private Set<String> told = Set.of();

  Stranded(MeterRegistry meters, Connections connections, @Qualifier("pipelineDataSource") DataSource pipelineDataSource) {
    sql = JdbcClient.create(pipelineDataSource);
    configured = Stream.concat(Stream.of(Instruction.BOOK), connections.all().stream().map(rail -> rail.profile().connection())).toArray(String[]::new);
    figures = MultiGauge.builder("settlement_stranded").description("Unfinished over a connection that this node is not configured with, of all nodes").register(meters);
  }

  /** @param atBank those that its bank may have */
  private record Found(String connection, long unfinished, long atBank) {}

  @Scheduled(fixedDelay = 10_000)
  void look() {
    try {
      var found = sql.sql("SELECT connection, count(*), count(*) FILTER (WHERE state IN (5, 6, 7, 8)) FROM settlement.live WHERE connection <> ALL (:configured) GROUP BY connection ORDER BY connection")
          .param("configured", configured).query((row, n) -> new Found(row.getString(1), row.getLong(2), row.getLong(3))).list();
      figures.register(found.stream().map(f -> Row.of(Tags.of("connection", f.connection), f.unfinished)).toList(), true);
      tell(found);
    } catch (DataAccessException _) {
      // the database is away: readiness says so, and the last figures stay until it is back
    }
  }

  private void tell(List<Found> found) {
    var now = new HashSet<String>();
    for (var f : found) {
      now.add(f.connection);
      if (!told.contains(f.connection)) LOG.error("connection {} is not configured, and {} settlements over it are unfinished, {} of which its bank may have: they are neither sent nor looked up. "
          + "Configure it again under this name and restart", f.connection, f.unfinished, f.atBank);
    }
    told = now;
  }
}
