package finality.sandbox;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the books show to those who read them: accounts, incoming money, statements, and every order the bank ever saw. */
final class Records {
  private static final String CREDITS = """
      SELECT * FROM booking
       WHERE credit_account = ? AND kind IN ('credit', 'return') AND id > ?
       ORDER BY id LIMIT ?
      """;
  // Counted back from today's balance: yesterday's statement costs what was booked since, not the whole history.
  // What an account was opened with is brought forward into its first day.
  private static final String BALANCES = """
      SELECT a.currency,
             a.balance - coalesce(sum(b.signed) FILTER (WHERE NOT (b.kind = 'opening' AND b.booked_at < day.ends)), 0) AS opening,
             a.balance - coalesce(sum(b.signed) FILTER (WHERE b.booked_at >= day.ends), 0) AS closing
        FROM (SELECT ?::timestamptz AS starts, ?::timestamptz AS ends) AS day
        CROSS JOIN account a
        LEFT JOIN LATERAL (
          SELECT kind, booked_at, CASE WHEN credit_account = a.number THEN amount ELSE -amount END AS signed FROM booking
           WHERE (credit_account = a.number OR debit_account = a.number) AND booked_at >= day.starts) AS b ON true
       WHERE a.client = ? AND a.number = ?
       GROUP BY a.number, a.currency, a.balance
      """;
  private static final String LINES = """
      SELECT id, amount, credit_account = ? AS credit, kind, end_to_end_id, reference, booked_at
        FROM booking CROSS JOIN LATERAL generate_series(1, lines)
       WHERE ? IN (credit_account, debit_account) AND booked_at >= ? AND booked_at < ? AND kind <> 'opening'
       ORDER BY id
      """;
  // How often money moved is counted in the journal, whatever the order's own row says.
  private static final String PAYMENTS = """
      SELECT p.*, coalesce(p.returned, p.amount * 0) AS has_returned, j.executed, coalesce(j.total, p.amount * 0) AS total, j.at
        FROM payment p
        CROSS JOIN LATERAL (
          SELECT count(*) AS executed, sum(amount) AS total, array_agg(booked_at ORDER BY id) AS at FROM booking b
           WHERE b.end_to_end_id = p.end_to_end_id AND b.client = p.client AND b.kind = 'payment') AS j
       WHERE %s AND p.seq > ?
       ORDER BY p.seq LIMIT ?
      """;

  private final DataSource database;

  Records(DataSource database) { this.database = database; }

  private interface Read<T> {
    T from(ResultSet rows) throws SQLException;
  }

  /** An account as its owner sees it. */
  ObjectNode account(String client, String number, Instant now) {
    return inOneSnapshot(c -> query(c, "SELECT currency, balance FROM account WHERE client = ? AND number = ?", rows -> {
      if (!rows.next()) throw noAccount();
      return Json.object().put("number", number).put("currency", rows.getString("currency")).put("balance", plain(rows, "balance")).put("at", now.toString());
    }, client, number));
  }

  ObjectNode accounts() {
    return inOneSnapshot(c -> query(c, "SELECT number, client, currency, balance, overdraft FROM account ORDER BY number", rows -> {
      var items = Json.array();
      while (rows.next()) {
        items.add(Json.object().put("number", rows.getString("number")).put("client", rows.getString("client")).put("currency", rows.getString("currency"))
            .put("balance", plain(rows, "balance")).put("overdraft", plain(rows, "overdraft")));
      }
      var json = Json.object();
      json.set("items", items);
      return json.putNull("next_cursor");
    }));
  }

  /** Ids rise in the order of booking, and the one writer commits them in that order: nothing ever appears behind a cursor. */
  ObjectNode credits(String client, String number, long after, int limit) {
    var currency = account(client, number, Instant.EPOCH).get("currency").stringValue();
    return inOneSnapshot(c -> query(c, CREDITS, rows -> {
      var items = Json.array();
      long last = after;
      while (rows.next()) {
        last = rows.getLong("id");
        var item = Json.object().put("id", "SBX" + last).put("kind", rows.getString("kind")).put("amount", plain(rows, "amount")).put("currency", currency);
        item.set("debtor", new Party(rows.getString("debtor_name"), rows.getString("debtor_account"), rows.getString("debtor_bank"), rows.getString("debtor_country")).json());
        items.add(item.put("reference", rows.getString("reference")).put("original_end_to_end_id", rows.getString("end_to_end_id"))
            .put("reason", rows.getString("reason")).put("booked_at", time(rows, "booked_at")));
      }
      var json = Json.object();
      json.set("items", items);
      return json.put("next_cursor", Long.toString(last));
    }, number, after, limit));
  }

  ObjectNode statement(String client, String number, LocalDate day) {
    var starts = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    var ends = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return inOneSnapshot(c -> {
      var json = query(c, BALANCES, rows -> {
        if (!rows.next()) throw noAccount();
        return Json.object().put("account", number).put("currency", rows.getString("currency")).put("date", day.toString())
            .put("opening", plain(rows, "opening")).put("closing", plain(rows, "closing"));
      }, starts, ends, client, number);
      json.set("lines", query(c, LINES, rows -> {
        var lines = Json.array();
        while (rows.next()) {
          lines.add(Json.object().put("id", "SBX" + rows.getLong("id")).put("amount", plain(rows, "amount")).put("direction", rows.getBoolean("credit") ? "credit" : "debit")
              .put("kind", rows.getString("kind")).put("end_to_end_id", rows.getString("end_to_end_id")).put("reference", rows.getString("reference")).put("booked_at", time(rows, "booked_at")));
        }
        return lines;
      }, number, number, starts, ends));
      return json;
    });
  }

  /** @param endToEndId null: all, from the cursor on, in the order in which the bank first saw them */
  ObjectNode payments(@Nullable String endToEndId, long after, int limit) {
    var which = endToEndId == null ? "true" : "p.end_to_end_id = ?";
    var values = endToEndId == null ? new Object[] {after, limit} : new Object[] {endToEndId, after, limit};
    return inOneSnapshot(c -> query(c, PAYMENTS.formatted(which), rows -> {
      var items = Json.array();
      long last = after;
      while (rows.next()) {
        last = rows.getLong("seq");
        items.add(payment(rows));
      }
      var json = Json.object();
      boolean more = items.size() == limit;
      json.set("items", items);
      return json.put("next_cursor", more ? Long.toString(last) : null);
    }, values));
  }

  private static ObjectNode payment(ResultSet row) throws SQLException {
    var at = Json.array();
    if (row.getArray("at") != null) for (var one : (Timestamp[]) row.getArray("at").getArray()) at.add(one.toInstant().toString());
    var json = Json.object().put("end_to_end_id", row.getString("end_to_end_id")).put("client", row.getString("client")).put("account", row.getString("account"))
        .put("amount", plain(row, "amount")).put("currency", row.getString("currency"))
        .put("executed", row.getInt("executed")).put("executed_total", plain(row, "total"));
    json.set("at", at);
    return json.put("returned", plain(row, "has_returned")).put("requests", row.getInt("requests")).put("status", row.getString("status").toLowerCase(Locale.ROOT))
        .put("reference", row.getString("reference")).put("reason", row.getString("reason_code")).put("received_at", time(row, "received_at"));
  }

  private interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  private <T> T inOneSnapshot(Reading<T> reading) {
    try (var connection = database.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return reading.from(connection);
    } catch (SQLException e) {
      throw new Problem(503, "unavailable", null, "the bank cannot read its books now");
    }
  }

  private static <T> T query(Connection connection, String sql, Read<T> read, Object... values) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      Batch.set(select, values);
      try (var rows = select.executeQuery()) {
        return read.from(rows);
      }
    }
  }

  private static Problem noAccount() { return Problem.notFound("account_not_found", "you have no such account at this bank"); }

  private static @Nullable String plain(ResultSet row, String column) throws SQLException {
    BigDecimal amount = row.getBigDecimal(column);
    return amount == null ? null : amount.toPlainString();
  }

  private static @Nullable String time(ResultSet row, String column) throws SQLException {
    var at = PaymentRows.instant(row, column);
    return at == null ? null : at.toString();
  }
}
