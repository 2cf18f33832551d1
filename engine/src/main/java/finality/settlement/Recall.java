package finality.settlement;

import finality.rail.CancelAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The life of a reversal over a rail: an instruction of its own that asks the bank to give back what an earlier one paid.
 * Asking moves nothing, so it may be asked again whenever no answer came; nothing is booked to the debtor before the
 * money is evidenced to have come back, and that booking is the original's. Held until a second person agrees; queued
 * while the bank is asked or the money awaited; settled when it came; failed when the bank refused.
 */
final class Recall {
  private static final Duration UNANSWERED = Duration.ofSeconds(30);
  private static final Duration BETWEEN_REMINDERS = Duration.ofDays(1);

  private Recall() {}

  /** Durable before the bank is asked. */
  static Step ask(Life life, Instant now) { return step(life, State.QUEUED, "recall_asked", now.plus(UNANSWERED)); }

  static Step answered(Life life, CancelAnswer answer, Instant now) {
    return switch (answer) {
      case CancelAnswer.TooLate _ -> step(life, State.FAILED, "recall_refused", Lifecycle.NEVER);
      case CancelAnswer.Requested _, CancelAnswer.Cancelled _ -> step(life, State.QUEUED, "recall_accepted", now.plus(BETWEEN_REMINDERS));
      case CancelAnswer.Unknown _ -> step(life, State.QUEUED, "recall_unanswered", now.plus(UNANSWERED));
    };
  }

  /** The money, or a part of it, came back on the original. */
  static Step returned(Life life, BigDecimal amount, BigDecimal asked) {
    var next = life.returned(amount);
    return next.returned().compareTo(asked) >= 0 ? step(next, State.SETTLED, "returned", Lifecycle.NEVER) : step(next, State.QUEUED, "returned_in_part", Lifecycle.NEVER);
  }

  /** No money of its own moves, whatever its state. */
  private static Step step(Life life, State state, String cause, Instant due) { return new Step(life.to(state, Funds.FREE), List.of(state), cause, due, false); }
}
