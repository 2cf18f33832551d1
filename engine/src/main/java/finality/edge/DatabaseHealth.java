package finality.edge;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The database takes commits: a word that nobody reads is written to its log and made durable. A server that only answers is not up. */
@Component
final class DatabaseHealth implements HealthCheck {
  private final DataSource pool;

  DatabaseHealth(@Qualifier("apiDataSource") DataSource apiDataSource) { pool = apiDataSource; }

  @Override public String name() { return "database"; }

  @Override public Optional<String> problem() {
    try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      statement.execute("SELECT pg_logical_emit_message(true, 'finality', 'ready?', true)");
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of("no commit: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("unreachable"));
    }
  }
}
