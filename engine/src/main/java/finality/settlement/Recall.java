package finality.settlement;

import finality.rail.CancelAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The life of a reversal over a rail: an instruction of its own that asks the bank to give back what an earlier one paid.
 * Asking moves nothing, so it may be asked again whenever no answer came; nothing is booked to the debtor before the
 * money is evidenced to have come back, and that booking is the original's. Held until a second person agrees; queued
 * while the bank is asked or the money awaited; settled when it came; failed when the bank refused; in review when
 * neither happened in time, for then a person must ask the bank, and still settled if the money comes after all.
 * {@link Life#validUntil} is until when the money is awaited.
 */
final class Recall {
  private static final Duration UNANSWERED = Duration.ofSeconds(30);
  private static final Duration BETWEEN_REMINDERS = Duration.ofDays(1);

  /** Under the SEPA rulebooks a bank has 15 business days to answer a recall: three weeks, as there is no calendar here. */
  private static final Duration AWAITED = Duration.ofDays(21);

  private Recall() {}

  /** To be called when it is due: the bank is asked, durably before it is, unless it was given its time. Precondition: pending or queued. */
  static Step ask(Life life, Instant now) {
    var until = life.validUntil();
    if (until != null && !now.isBefore(until)) return new Step(life.to(State.IN_REVIEW), List.of(State.IN_REVIEW), "recall_unpaid", Lifecycle.NEVER, true);
    return step(until == null ? life.validUntil(now.plus(AWAITED)) : life, State.QUEUED, "recall_asked", now.plus(UNANSWERED));
  }

  static Step answered(Life life, CancelAnswer answer, Instant now) {
    return switch (answer) {
      case CancelAnswer.TooLate _ -> step(life, State.FAILED, "recall_refused", Lifecycle.NEVER);
      case CancelAnswer.Requested _, CancelAnswer.Cancelled _ -> step(life, State.QUEUED, "recall_accepted", atLatest(life, now.plus(BETWEEN_REMINDERS)));
      case CancelAnswer.Unknown _ -> step(life, State.QUEUED, "recall_unanswered", atLatest(life, now.plus(UNANSWERED)));
    };
  }

  /** The money, or a part of it, came back on the original. Precondition: {@link #awaits}. */
  static Step returned(Life life, BigDecimal amount, BigDecimal asked) {
    var next = life.returned(amount);
    if (next.returned().compareTo(asked) >= 0) return step(next, State.SETTLED, "returned", Lifecycle.NEVER);
    return step(next, life.state(), "returned_in_part", life.state() == State.IN_REVIEW ? Lifecycle.NEVER : atLatest(life, Lifecycle.NEVER));
  }

  /** Money that comes back may be what it waits for. */
  static boolean awaits(Life life) { return life.state() == State.QUEUED || life.state() == State.IN_REVIEW; }

  /** What a person decided of one in review: given up, or asked again and given its time anew. Empty: not a decision for it. */
  static Optional<Step> decide(Life life, State decision, Instant now) {
    return switch (decision) {
      case FAILED -> Optional.of(step(life, State.FAILED, "reviewed", Lifecycle.NEVER));
      case QUEUED -> Optional.of(step(life.validUntil(null), State.QUEUED, "reviewed", now));
      default -> Optional.empty();
    };
  }

  private static Instant atLatest(Life life, Instant then) { return life.validUntil() != null && life.validUntil().isBefore(then) ? life.validUntil() : then; }

  /** No money of its own moves, whatever its state. */
  private static Step step(Life life, State state, String cause, Instant due) { return new Step(life.to(state, Funds.FREE), List.of(state), cause, due, false); }
}
