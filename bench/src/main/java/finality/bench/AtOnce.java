package finality.bench;

import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Credits;
import finality.rail.Order;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.RailFactory;
import finality.rail.RailUnavailable;
import finality.rail.Settings;
import finality.rail.Statement;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A bank inside this process that executes every order at once: what is measured is the engine, both of its transactions included. */
record AtOnce(Profile profile, Clock clock) implements Rail {

  @Component
  static final class Factory implements RailFactory {
    private final Clock clock;

    Factory(Clock clock) { this.clock = clock; }

    @Override public String rail() { return "at-once"; }

    @Override public Rail connect(Profile profile, Settings settings) { return new AtOnce(profile, clock); }
  }

  @Override public void submit(List<Order> orders, BiConsumer<Order, Answer> answers) {
    for (var order : orders) answers.accept(order, lookUp(order));
  }

  @Override public Answer lookUp(Order order) { return new Answer.Settled("B" + order.endToEndId(), order.amount(), BigDecimal.ZERO, clock.instant(), 1); }

  @Override public CancelAnswer cancel(Order order, String reason) { return new CancelAnswer.TooLate("executed"); }

  @Override public Credits credits(String account, @Nullable String cursor, int limit) { return new Credits(List.of(), cursor); }

  @Override public Statement statement(String account, LocalDate day) { throw new RailUnavailable("it keeps no statement"); }
}
