package finality.ledger;

import finality.ledger.Invariant.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
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

  // The pools are set up for statements that touch few rows by key; these read everything: by sets, and row by row only
  // where a query says so (LATERAL … OFFSET 0), whatever the statistics say. Until the transaction ends.
  static final String READ_EVERYTHING = """
      SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'
      """;

  private final DataSource everything;
  private final DataSource oneTenant;
  private final List<Invariant> invariants;
  private final ReentrantLock atATime = new ReentrantLock(true);

  public BooksAudit(@Qualifier("pipelineDataSource") DataSource everything, @Qualifier("apiDataSource") DataSource oneTenant, List<Invariant> invariants) {
    this.everything = everything;
    this.oneTenant = oneTenant;
    this.invariants = List.copyOf(invariants);
  }

  /** Of all tenants: what was proven at the last closing, and all that came after. */
  public Report run() { return run(everything, "SET LOCAL statement_timeout = 0", false, invariants); }

  /** The same without what looks at every payment by itself, which takes most of the time. */
  Report runInSums() { return run(everything, "SET LOCAL statement_timeout = 0", false, invariants.stream().filter(i -> !i.perEvent()).toList()); }

  /** Of one tenant: row-level security shows no other's rows, so neither figures nor breaches tell of them. */
  public Report run(int tenant) {
    atATime.lock();   // one on this node: many who ask at once must not take every connection of the API
    try {
      return run(oneTenant, "SELECT set_config('finality.tenant', '" + tenant + "', true)", false, invariants);
    } finally {
      atATime.unlock();
    }
  }

  /** Of all tenants and over all of history, whatever was closed; takes as long as it takes. */
  public Report prove() { return run(everything, "SET LOCAL statement_timeout = 0", true, invariants); }

  private Report run(DataSource source, String first, boolean all, List<Invariant> checked) {
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {   // the pool takes back what is set here
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      if (source == everything) connection.setNetworkTimeout(Runnable::run, 0);   // no statement of it is limited: giving up here would leave the server at it
      statement.execute(READ_EVERYTHING);
      statement.execute(first);
      var report = check(all ? new Snapshot(connection, -1, -1) : Closing.since(connection), checked);
      connection.rollback();
      return report;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the books could not be checked: " + e.getMessage(), e);
    }
  }

  /** In the transaction that is open. */
  Report check(Snapshot snapshot) throws SQLException { return check(snapshot, invariants); }

  private static Report check(Snapshot snapshot, List<Invariant> invariants) throws SQLException {
    long start = System.nanoTime();
    var results = new ArrayList<Result>();
    for (var invariant : invariants) {
      long begin = System.nanoTime();
      var finding = invariant.check(snapshot);
      finding.figures().put("took_ms", millisSince(begin));
      results.add(new Result(invariant.name(), finding.holds(), invariant.what(), finding.figures(), finding.breaches()));
    }
    return new Report(results.stream().allMatch(Result::holds), now(snapshot.connection()), millisSince(start), List.copyOf(results));
  }

  private static long millisSince(long nanos) { return (System.nanoTime() - nanos) / 1_000_000; }

  private static Instant now(Connection snapshot) throws SQLException {
    try (var statement = snapshot.createStatement(); var row = statement.executeQuery("SELECT now()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
