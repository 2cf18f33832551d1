package finality.rail;

/** What a rail said about our wish to withdraw an order: never an answer about the payment itself. */
public sealed interface CancelAnswer {
  /** Withdrawn, and the bank will refuse the id from now on. */
  record Cancelled(String reference) implements CancelAnswer {}

  /** Too late, or not possible; the payment goes its way. */
  record TooLate(String why) implements CancelAnswer {}

  /** The bank took the request and will answer later. */
  record Requested(String reference) implements CancelAnswer {}

  /** No decoded answer. */
  record Unknown(String why) implements CancelAnswer {}
}
