package finality.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that always holds of the books. Every room states its own, over its own tables, as a bean;
 * {@link BooksAudit} checks them all in one database snapshot.
 */
public interface Invariant {
  /** How many breaches are listed at most. */
  int LISTED = 20;

  /** Stable, in snake case: {@code assets_sum_to_zero}. */
  String name();

  /** The rule, as a sentence. */
  String what();

  /** Looks at every payment by itself. That is most of an audit's work, so that it is put off while very much is being booked. */
  default boolean perEvent() { return false; }

  Finding check(Snapshot snapshot) throws SQLException;

  /**
   * One moment of the database.
   *
   * @param connection read-only, repeatable read; shows a tenant's own rows where row-level security applies
   * @param closed position up to which the balances were proven before; -1: prove all of history
   * @param closedEvents the same of what is proven per event
   */
  record Snapshot(Connection connection, long closed, long closedEvents) {}

  /**
   * @param figures what was counted and summed
   * @param breaches one sentence each, at most {@value #LISTED}
   */
  record Finding(Map<String, Object> figures, List<String> breaches) {
    public boolean holds() { return breaches.isEmpty(); }
  }

  /**
   * As two queries, in which {@code :closed} stands for {@link Snapshot#closed}, and {@code :young} for an id than which those of
   * instructions made since are not smaller: both written out, so that the planner knows how little is left.
   *
   * @param figures one row; each column is a figure
   * @param breaches one column of sentences, one row per breach; no row when it holds
   */
  static Invariant of(String name, String what, String figures, String breaches) { return of(name, what, figures, breaches, breaches, false); }

  /** @param sinceClosing the breaches where all up to the closing is proven already */
  static Invariant perEvent(String name, String what, String figures, String breaches, String sinceClosing) { return of(name, what, figures, breaches, sinceClosing, true); }

  private static Invariant of(String name, String what, String figures, String breaches, String sinceClosing, boolean perEvent) {
    return new Invariant() {
      @Override public String name() { return name; }

      @Override public String what() { return what; }

      @Override public boolean perEvent() { return perEvent; }

      @Override public Finding check(Snapshot snapshot) throws SQLException {
        long closed = perEvent ? snapshot.closedEvents : snapshot.closed;
        return new Finding(figures(snapshot.connection, at(snapshot.connection, figures, closed)), breaches(snapshot.connection, at(snapshot.connection, closed < 0 ? breaches : sinceClosing, closed)));
      }
    };
  }

  private static Map<String, Object> figures(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
      rows.next();
      return row(rows);
    }
  }

  private static List<String> breaches(Connection connection, String query) throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement()) {
      statement.setMaxRows(LISTED);
      try (var rows = statement.executeQuery(query)) {
        while (rows.next()) found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static String at(Connection connection, String query, long closed) throws SQLException {
    var sql = query.replace(":closed", String.valueOf(closed));
    return sql.contains(":young") ? sql.replace(":young", "'" + young(connection, closed) + "'::uuid") : sql;
  }

  /** A UUIDv7 of a second before the first booking after the closing: nearly all that was booked since was made after it. */
  private static String young(Connection connection, long closed) throws SQLException {
    try (var statement = connection.createStatement(); var row = statement.executeQuery("""
        SELECT lpad(to_hex((extract(epoch FROM coalesce(min(at), now()) - interval '1 second') * 1000)::bigint), 12, '0') || '70008000000000000000'
          FROM ledger.transfer WHERE position > %1$d AND position <= %1$d + 1000000
        """.formatted(closed))) {
      row.next();
      return row.getString(1);
    }
  }

  private static Map<String, Object> row(ResultSet rows) throws SQLException {
    var columns = rows.getMetaData();
    var row = new LinkedHashMap<String, Object>();
    for (int i = 1; i <= columns.getColumnCount(); i++) row.put(columns.getColumnLabel(i), rows.getObject(i));
    return row;
  }
}
