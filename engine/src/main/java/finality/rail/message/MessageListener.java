package finality.rail.message;

import finality.rail.message.Finding.Position;

/**
 * Hears what a file says as it is read, so that nothing of it need be kept. A file holds messages, each {@link #opened} and {@link #closed} with its items between, or
 * statements, each {@link #begun} and {@link #ended} with its balances and lines between; findings come at any time.
 */
public interface MessageListener {

  /** A message about payments begins. */
  default void opened(MessageHeader header, Position position) {}

  default void item(Item item, Position position) {}

  /** An item of the message that was opened stands there and cannot be read, for a reason that was told: it is one of those that the message counts, and what they add up to is not known. */
  default void unreadable(Position position) {}

  /** The message that was opened ends. */
  default void closed() {}

  /** A statement begins. */
  default void begun(StatementHeader header) {}

  default void balance(Balance balance, Position position) {}

  default void line(StatementLine line) {}

  /** The statement that was begun ends. */
  default void ended() {}

  default void found(Finding finding) {}
}
