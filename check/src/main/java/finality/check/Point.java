package finality.check;

/** Something that passes between an engine and its database or its bank. A trap waits for one after the other. */
sealed interface Point {

  /** @param done false: the commit is about to be asked for; true: the database has done it and the engine has not heard */
  record Commit(Deed deed, boolean done) implements Point {}

  /**
   * So many bytes have passed on the engine's connections to its bank since the last point, and the next one is about to. An order that
   * is shorter ends with the bank's answer: then all of it has passed.
   */
  record Bytes(boolean toBank, int passed) implements Point {}

  static Point before(Deed deed) { return new Commit(deed, false); }

  static Point after(Deed deed) { return new Commit(deed, true); }

  static Point toBank(int passed) { return new Bytes(true, passed); }

  static Point fromBank(int passed) { return new Bytes(false, passed); }
}
