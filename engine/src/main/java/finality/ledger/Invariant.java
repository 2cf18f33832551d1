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

  /** @param snapshot read-only, repeatable read; a tenant's own rows where row-level security applies */
  Finding check(Connection snapshot) throws SQLException;

  /**
   * @param figures what was counted and summed
   * @param breaches one sentence each, at most {@value #LISTED}
   */
  record Finding(Map<String, Object> figures, List<String> breaches) {
    public boolean holds() { return breaches.isEmpty(); }
  }

  /**
   * As two queries.
   *
   * @param figures one row; each column is a figure
   * @param breaches one column of sentences, one row per breach; no row when it holds
   */
  static Invariant of(String name, String what, String figures, String breaches) {
    return new Invariant() {
      @Override public String name() { return name; }

      @Override public String what() { return what; }

      @Override public Finding check(Connection snapshot) throws SQLException { return new Finding(figures(snapshot), breaches(snapshot)); }

      private Map<String, Object> figures(Connection snapshot) throws SQLException {
        try (var statement = snapshot.createStatement(); var rows = statement.executeQuery(figures)) {
          rows.next();
          return row(rows);
        }
      }

      private List<String> breaches(Connection snapshot) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = snapshot.createStatement()) {
          statement.setMaxRows(LISTED);
          try (var rows = statement.executeQuery(breaches)) {
            while (rows.next()) found.add(rows.getString(1));
          }
        }
        return found;
      }
    };
  }

  private static Map<String, Object> row(ResultSet rows) throws SQLException {
    var columns = rows.getMetaData();
    var row = new LinkedHashMap<String, Object>();
    for (int i = 1; i <= columns.getColumnCount(); i++) row.put(columns.getColumnLabel(i), rows.getObject(i));
    return row;
  }
}
