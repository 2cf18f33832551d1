package finality.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Proves that the books are sound: every {@link Invariant} of every room, in one snapshot of the database. */
@Component
public class BooksAudit {

  /** @param checkedAt the snapshot's time, by the database's clock */
  public record Report(boolean sound, Instant checkedAt, long tookMs, List<Result> invariants) {

    /** For people: what does not hold, or that all does. */
    @Override public String toString() {
      if (sound) return "the books are sound: " + invariants.size() + " invariants hold";
      var text = new StringBuilder("the books are NOT sound:");
      for (var broken : invariants) {
        if (!broken.holds()) text.append("\n  ").append(broken.name()).append(" (").append(broken.what()).append(")\n    ").append(String.join("\n    ", broken.breaches()));
      }
      return text.toString();
    }
  }

  public record Result(String name, boolean holds, String what, Map<String, Object> figures, List<String> breaches) {}

  private final DataSource everything;
  private final DataSource oneTenant;
  private final List<Invariant> invariants;

  public BooksAudit(@Qualifier("pipelineDataSource") DataSource everything, @Qualifier("apiDataSource") DataSource oneTenant, List<Invariant> invariants) {
    this.everything = everything;
    this.oneTenant = oneTenant;
    this.invariants = List.copyOf(invariants);
  }

  /** Of all tenants. */
  public Report run() { return run(everything, "SET LOCAL statement_timeout = 0"); }

  /** Of one tenant: row-level security shows no other's rows, so neither figures nor breaches tell of them. */
  public Report run(int tenant) { return run(oneTenant, "SELECT set_config('finality.tenant', '" + tenant + "', true)"); }

  private Report run(DataSource source, String first) {
    long start = System.nanoTime();
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var statement = connection.createStatement()) {
        statement.execute(first);
        var results = new ArrayList<Result>();
        var checkedAt = now(connection);
        for (var invariant : invariants) {
          var finding = invariant.check(connection);
          results.add(new Result(invariant.name(), finding.holds(), invariant.what(), finding.figures(), finding.breaches()));
        }
        return new Report(results.stream().allMatch(Result::holds), checkedAt, (System.nanoTime() - start) / 1_000_000, List.copyOf(results));
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the books could not be checked: " + e.getMessage(), e);
    }
  }

  private static Instant now(Connection snapshot) throws SQLException {
    try (var statement = snapshot.createStatement(); var row = statement.executeQuery("SELECT now()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
