package finality.edge;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The database takes commits from both roles: a word that nobody reads is written to its log and made durable. A server that only
 * answers is not up, and one pool that is back does not say that the other is. Nor is one without room for more rows: its log has
 * room set aside and goes on for a while, so room is asked for too, by a sort file that is gone when it is written.
 */
@Component
final class DatabaseHealth implements HealthCheck {
  private final List<DataSource> pools;

  DatabaseHealth(@Qualifier("apiDataSource") DataSource api, @Qualifier("pipelineDataSource") DataSource pipeline) { pools = List.of(api, pipeline); }

  @Override public String name() { return "database"; }

  @Override public Optional<String> problem() {
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {   // at the same time: each may take most of a second to fail
      var asked = pools.stream().map(pool -> CompletableFuture.supplyAsync(() -> problem(pool), both)).toList();
      return asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).findFirst();
    }
  }

  private static Optional<String> problem(DataSource pool) {
    try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 900);   // a disk that hangs keeps the server from cancelling, too
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL work_mem = '64kB'");
      statement.execute("SELECT count(*) FROM generate_series(1, 10000)");
      statement.execute("SELECT pg_logical_emit_message(true, 'finality', 'ready?', true)");
      connection.commit();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of("no commit: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("unreachable"));
    }
  }
}
