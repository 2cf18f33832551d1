package finality.sandbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Table {@code payment} to and from {@link Payment}. */
final class PaymentRows {
  private PaymentRows() {}

  static Payment read(ResultSet row) throws SQLException {
    var key = new Order.Key(row.getString("client"), row.getString("end_to_end_id"));
    var p = new Payment(key, row.getLong("seq"), need(row, "received_at"));
    p.order = order(key, row);
    p.requests = row.getInt("requests");
    p.status = Payment.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    p.reference = row.getString("reference");
    p.executions = row.getInt("executions");
    p.executedAmount = row.getBigDecimal("executed_amount");
    p.charges = row.getBigDecimal("charges");
    p.returned = row.getBigDecimal("returned");
    p.settledAt = instant(row, "settled_at");
    var code = row.getString("reason_code");
    if (code != null) p.reason = new Payment.Reason(code, row.getString("reason_text"), row.getBoolean("reason_permanent"));
    p.blocked = row.getBoolean("blocked");
    p.visibleAt = need(row, "visible_at");
    var later = row.getString("later");
    if (later != null) {
      var act = Payment.Later.Act.valueOf(later.toUpperCase(Locale.ROOT));
      p.later = new Payment.Later(act, need(row, "due_at"), row.getBigDecimal("later_amount"), row.getString("later_reason"));
    }
    return p;
  }

  private static @Nullable Order order(Order.Key key, ResultSet row) throws SQLException {
    var account = row.getString("account");
    if (account == null) return null;
    var creditor = new Party(
        row.getString("creditor_name"), row.getString("creditor_account"), row.getString("creditor_bank"), row.getString("creditor_country"));
    return new Order(key, account, row.getBigDecimal("amount"), row.getString("currency"), creditor,
        row.getString("purpose"), row.getString("remittance"), instant(row, "valid_until"));
  }

  /** In the order of the columns of {@code INSERT INTO payment}. */
  static void set(PreparedStatement save, Payment p) throws SQLException {
    var order = p.order;
    var creditor = order == null ? Party.NOBODY : order.creditor();
    var reason = p.reason;
    var later = p.later;
    Batch.set(save, p.key.client(), p.key.endToEndId(), p.seq,
        order == null ? null : order.account(), order == null ? null : order.amount(), order == null ? null : order.currency(),
        creditor.name(), creditor.account(), creditor.bank(), creditor.country(),
        order == null ? null : order.purpose(), order == null ? null : order.remittance(), order == null ? null : order.validUntil(),
        p.requests, p.status.name().toLowerCase(Locale.ROOT), p.reference, p.executions, p.executedAmount, p.charges, p.returned, p.settledAt,
        reason == null ? null : reason.code(), reason == null ? null : reason.text(), reason != null && reason.permanent(),
        p.blocked, p.receivedAt, p.visibleAt,
        later == null ? null : later.act().name().toLowerCase(Locale.ROOT), later == null ? null : later.at(),
        later == null ? null : later.amount(), later == null ? null : later.reason());
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static Instant need(ResultSet row, String column) throws SQLException { return row.getTimestamp(column).toInstant(); }
}
