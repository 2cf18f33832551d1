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

  Finding check(Snapshot snapshot) throws SQLException;

  /**
   * One moment of the database.
   *
   * @param connection read-only, repeatable read; shows a tenant's own rows where row-level security applies
   * @param closed position up to which the transfers were proven before; -1: prove all of history
   */
  record Snapshot(Connection connection, long closed) {}

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
  static Invariant of(String name, String what, String figures, String breaches) { return of(name, what, figures, breaches, breaches); }

  /** @param sinceClosing the breaches where all up to the closing is proven already */
  static Invariant of(String name, String what, String figures, String breaches, String sinceClosing) {
    return new Invariant() {
      @Override public String name() { return name; }

      @Override public String what() { return what; }

      @Override public Finding check(Snapshot snapshot) throws SQLException {
        return new Finding(figures(snapshot, figures), breaches(snapshot, snapshot.closed < 0 ? breaches : sinceClosing));
      }
    };
  }

  private static Map<String, Object> figures(Snapshot snapshot, String query) throws SQLException {
    try (var statement = snapshot.connection.createStatement(); var rows = statement.executeQuery(at(snapshot, query))) {
      rows.next();
      return row(rows);
    }
  }

  private static List<String> breaches(Snapshot snapshot, String query) throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = snapshot.connection.createStatement()) {
      statement.setMaxRows(LISTED);
      try (var rows = statement.executeQuery(at(snapshot, query))) {
        while (rows.next()) found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static String at(Snapshot snapshot, String query) throws SQLException {
    var sql = query.replace(":closed", String.valueOf(snapshot.closed));
    return sql.contains(":young") ? sql.replace(":young", "'" + young(snapshot) + "'::uuid") : sql;
  }

  /** A UUIDv7 of 15 seconds before the first booking after the closing: nearly all that was booked since was made after it. */
  private static String young(Snapshot snapshot) throws SQLException {
    try (var statement = snapshot.connection.createStatement(); var row = statement.executeQuery("""
        SELECT lpad(to_hex((extract(epoch FROM coalesce(min(at), now()) - interval '15 seconds') * 1000)::bigint), 12, '0') || '70008000000000000000'
          FROM ledger.transfer WHERE position > %1$d AND position <= %1$d + 1000000
        """.formatted(snapshot.closed))) {
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
