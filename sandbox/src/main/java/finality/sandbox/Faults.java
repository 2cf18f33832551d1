package finality.sandbox;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The rules in force. They live in memory: a restarted bank is a healthy bank (what a fault has already promised for later still happens). */
final class Faults {
  private final AtomicLong calls = new AtomicLong();
  private volatile List<Fault> rules = List.of();

  void replace(List<Fault> rules) { this.rules = List.copyOf(rules); }

  List<Fault> rules() { return rules; }

  /** What happens to an order: the first rule that strikes, else its magic amount at its first request. Asked by the one writer. */
  @Nullable Fault ofPayment(Order order, int request) {
    var rule = strike(Fault.Call.PAYMENT, order, order.key().endToEndId(), request);
    if (rule != null || request > 1) return rule;
    return Effect.byMagic(order.amount()).map(Fault::of).orElse(null);
  }

  /** What happens to any other call; {@code order} is the one it is about, if any is known. */
  @Nullable Fault ofCall(Fault.Call call, @Nullable Order order, String id) { return strike(call, order, id, calls.incrementAndGet()); }

  private @Nullable Fault strike(Fault.Call call, @Nullable Order order, String id, long attempt) {
    for (var rule : rules) {
      if ((rule.call() == call || (rule.call() == Fault.Call.EVERY && call != Fault.Call.CREDIT)) && rule.strikes(order, id, attempt)) return rule;
    }
    return null;
  }
}
