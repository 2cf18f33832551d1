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

  /**
   * Something that should add up stands there and is not handed on, for a reason that was told: an item of the message that was opened, which counts as one of its items, or a line or balance
   * of the statement that was begun. What they add up to is not known.
   */
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
