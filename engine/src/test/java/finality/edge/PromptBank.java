package finality.edge;

import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Credits;
import finality.rail.Health;
import finality.rail.Order;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.RailFactory;
import finality.rail.Settings;
import finality.rail.Statement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** Pays whatever it is asked to, at once, but pays amounts ending in .88 twice, leaves those ending in .77 open, declines those ending in .66 for good, and thinks about those ending in .55 for a while. */
record PromptBank(Profile profile, AtomicLong creditsAsked) implements Rail {
  private static final Duration WHILE = Duration.ofMillis(400);

  static final class Factory implements RailFactory {
    @Override public String rail() { return "prompt"; }

    @Override public Rail connect(Profile profile, Settings settings) { return new PromptBank(profile, new AtomicLong()); }
  }

  @Override public Health health() { return new Health(Health.State.UP, 0, 100, null); }

  @Override public void submit(List<Order> orders, BiConsumer<Order, Answer> answers) {
    if (orders.stream().anyMatch(order -> order.amount().amount().toPlainString().endsWith(".55"))) LockSupport.parkNanos(WHILE.toNanos());
    for (var order : orders) answers.accept(order, lookUp(order));
  }

  @Override public Answer lookUp(Order order) {
    if (order.amount().amount().toPlainString().endsWith(".77")) return new Answer.Taken("R" + order.endToEndId());
    if (order.amount().amount().toPlainString().endsWith(".66")) return new Answer.Declined("AC04", "closed", true);
    int executions = order.amount().amount().toPlainString().endsWith(".88") ? 2 : 1;
    return new Answer.Settled("R" + order.endToEndId(), order.amount(), BigDecimal.ZERO, Instant.EPOCH, executions);
  }

  @Override public CancelAnswer cancel(Order order, String reason) { return new CancelAnswer.TooLate("paid"); }

  @Override public Credits credits(String account, String cursor, int limit) {
    creditsAsked.incrementAndGet();
    return new Credits(List.of(), cursor);
  }

  @Override public Statement statement(String account, LocalDate day) { throw new UnsupportedOperationException(); }
}
