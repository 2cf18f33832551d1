package finality.settlement;

import finality.rail.Answer;
import finality.rail.CancelAnswer;
import java.math.BigDecimal;
import java.time.Instant;

/** What became known about an instruction from outside. No fact is ever refused, whoever brings it and however late. */
sealed interface Fact {

  /** The series of the end-to-end id it is about. */
  int series();

  /** The rail's answer to the send of one attempt. */
  record Answered(int series, int attempt, Answer answer) implements Fact {}

  /** The rail's answer to a question about the id, with the moment before which it was not asked. */
  record LookedUp(int series, Answer answer, Instant askedAt) implements Fact {}

  /** The rail's answer to our wish to withdraw the id. */
  record CancelAnswered(int series, CancelAnswer answer) implements Fact {}

  /** Money that came back, as the bank booked it. */
  record Returned(int series, BigDecimal amount, String reference) implements Fact {}
}
