package finality.rail.message;

/** Hears a file of statements as it is read, so that nothing of it need be kept. */
public interface StatementListener {

  /** A statement begins. */
  default void begun(StatementHeader header) {}

  default void balance(Balance balance, Finding.Position position) {}

  default void line(StatementLine line) {}

  /** The statement that was begun ends. */
  default void ended() {}

  default void found(Finding finding) {}
}
