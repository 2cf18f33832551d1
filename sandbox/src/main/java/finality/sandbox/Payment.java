package finality.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One order as the books have it, under its id. Changed only inside a batch, by the one writer. */
final class Payment {
  /** TURNED_AWAY: refused before the bank had it; BLOCKED: cancelled before it arrived. Look-ups know of neither. */
  enum Status { TURNED_AWAY, BLOCKED, ACCEPTED, SETTLED, REJECTED, CANCELLED }

  /** Why it was rejected, with a code of ISO 20022's external status reasons. {@code permanent}: the same order would be refused again. */
  record Reason(String code, String text, boolean permanent) {}

  /** What the bank will do with it by itself, at an instant. */
  record Later(Act act, Instant at, @Nullable BigDecimal amount, @Nullable String reason) {
    enum Act { SETTLE, REJECT, RETURN, DISOWN, CANCEL }
  }

  final Order.Key key;
  final long seq;
  @Nullable Order order;
  int requests;
  Status status = Status.TURNED_AWAY;
  String reference;
  int executions;
  @Nullable BigDecimal executedAmount;
  @Nullable BigDecimal charges;
  @Nullable BigDecimal returned;
  @Nullable Instant settledAt;
  @Nullable Reason reason;
  boolean blocked;
  final Instant receivedAt;
  Instant visibleAt;
  @Nullable Later later;

  Payment(Order.Key key, long seq, Instant receivedAt) {
    this.key = key;
    this.seq = seq;
    this.receivedAt = receivedAt;
    visibleAt = receivedAt;
    reference = "SBX" + seq;
  }

  /** Whether the bank ever took it, in whatever way it ended. */
  boolean taken() { return status != Status.TURNED_AWAY && status != Status.BLOCKED; }

  void reject(Reason why) {
    status = Status.REJECTED;
    reason = why;
  }

  Order order() {
    if (order == null) throw new IllegalStateException(key + " was blocked and has no order");
    return order;
  }

  BigDecimal executedAmount() { return executedAmount == null ? Amounts.zero(order().currency()) : executedAmount; }

  BigDecimal returned() { return returned == null ? Amounts.zero(order().currency()) : returned; }

  /** The order in the shape of bankapi. */
  ObjectNode json() {
    var json = Json.object().put("end_to_end_id", key.endToEndId()).put("amount", order().amount().toPlainString()).put("currency", order().currency())
        .put("status", status.name().toLowerCase(Locale.ROOT)).put("reference", reference);
    if (status == Status.SETTLED) {
      json.put("executions", executions).put("executed_amount", executedAmount().toPlainString()).put("settled_at", String.valueOf(settledAt));
      json.put("charges", (charges == null ? Amounts.zero(order().currency()) : charges).toPlainString());
    }
    if (status == Status.REJECTED && reason != null) {
      json.set("reason", Json.object().put("code", reason.code()).put("text", reason.text()).put("permanent", reason.permanent()));
    }
    return json;
  }
}
