package finality.matching;

/** How far an item is on its own side. In the order in which equal items are taken. */
public enum Standing {
  /** Settled in the books; booked on the statement. */
  FINAL,
  /** Under way in the books; announced on the statement. */
  PENDING,
  /** Failed in the books, withdrawn on the statement: nothing is expected of it. */
  FAILED
}
