package finality.rail;

import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a counterparty over which value moves. An adapter translates; it decides nothing and posts
 * nothing. It keeps no state that a restart could lose, retries nothing and follows no redirect.
 * Safe for use by many threads.
 */
public interface Rail {

  /** What is promised about this connection, by contract with the bank and by configuration. Never changes while running. */
  Profile profile();

  /** How it is doing now. A rail inside this process is always up. */
  default Health health() { return new Health(Health.State.UP, 0, profile().concurrency(), null); }

  /**
   * Sends the orders. Each order's answer is handed to {@code answers} exactly once, as soon as it is known,
   * from any thread: one slow order does not hold up the others. Returns when all are answered: each waits for its turn
   * for at most {@link Profile#orderTimeout()}, and for its answer for as long again. An interrupt lets what is
   * under way end and leaves the rest unsent. An order whose {@code validUntil} has passed is not sent: {@link Answer.Unsent}.
   */
  void submit(List<Order> orders, BiConsumer<Order, Answer> answers);

  /**
   * Asks what became of an order. Changes nothing at the counterparty.
   * {@link Answer.NotThere} only when the counterparty itself said, for this id, that it has no such order.
   */
  Answer lookUp(Order order);

  /** Asks the counterparty to withdraw an order. The answer is about the cancellation, never about the payment. */
  CancelAnswer cancel(Order order, String reason);

  /**
   * Money that arrived on, or came back to, our account since the cursor; {@code null} starts at the beginning.
   * Items come in the bank's booking order, and the same cursor always gives the same items first.
   * @throws RailUnavailable when the bank cannot be asked now
   */
  Credits credits(String account, @Nullable String cursor, int limit);

  /** The bank's own account statement of one day, in the bank's zone. @throws RailUnavailable when the bank cannot be asked now */
  Statement statement(String account, LocalDate day);
}
