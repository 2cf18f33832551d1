package finality.settlement;

import static finality.settlement.State.*;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what: the one place where an instruction's state changes. Pure: everything it knows is an
 * argument, so that {@code LifecycleModelTest} can walk every interleaving of crashes, lost, late, doubled and
 * contradictory answers. DESIGN section 3 has the table; {@code lifecycle-matrix.txt} has every cell.
 *
 * <p>Always: no path executes twice, frees money in doubt, or stops without an end or a person.
 */
final class Lifecycle {

  /** Due when only a person or a fact moves it. */
  static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  /** Due stays what it is: the lease of the sender. Whoever ignores this looks at once, which is early and safe. */
  static final Instant KEEP = Instant.EPOCH;

  /** Sends in a row that provably did not leave, after which the rail counts as out of reach. */
  static final int MAX_TRIES = 30;

  private static final List<Duration> DOUBT_LOOKUPS = List.of(
      Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(24));
  private static final List<Duration> SENT_LOOKUPS = List.of(
      Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));

  private final Guards guards;

  Lifecycle() { this(new Guards()); }

  Lifecycle(Guards guards) { this.guards = guards; }

  // ── before sending ─────────────────────────────────────────────────────────────────────────────────────

  /** What the checks before funding say. */
  enum Funding { FITS, DEBTOR_SHORT, NOSTRO_SHORT }

  /** Validated: the funds are there, or the debtor or the nostro is short. Precondition: pending. */
  Step fund(Life life, Funding funding, Instant now) {
    return switch (funding) {
      case FITS -> step(life.to(LOCKED, Funds.HELD), "funds_locked", now, LOCKED);
      case DEBTOR_SHORT -> step(life.to(FAILED, Funds.FREE), "insufficient_funds", NEVER, FAILED);
      case NOSTRO_SHORT -> step(life.to(QUEUED, Funds.FREE), "liquidity", now.plusSeconds(5), QUEUED);
    };
  }

  /** A book transfer that fits: settled in this transaction. Precondition: pending. */
  Step book(Life life) { return step(life.to(SETTLED, Funds.PAID), "booked", NEVER, SETTLED); }

  /** Refused by validation when its turn came: an account closed, a limit reached. Precondition: nothing under way. */
  Step refuse(Life life, String cause) { return step(life.to(FAILED, Funds.FREE), cause, NEVER, FAILED); }

  /** Waits until a moment for a reason. Precondition: nothing under way. */
  Step queue(Life life, String cause, Instant until) { return step(life.to(QUEUED, Funds.FREE), cause, until, QUEUED); }

  /** Waits for a person before anything is done. Precondition: pending. */
  Step hold(Life life, String cause) { return step(life.to(HELD, Funds.FREE), cause, NEVER, HELD); }

  /** A queued one's time has come, or a hold on funds has expired: validated afresh. */
  Step again(Life life, String cause, Instant now) { return step(life.to(PENDING, Funds.FREE), cause, now, PENDING); }

  /**
   * The intent of the next attempt; must be durable before a byte leaves. From {@code locked} the money goes into
   * transit; from {@code in_doubt} the same id goes out again where the bank takes an id once.
   * @param lease until when this node alone may be sending
   */
  Step intend(Life life, Profile profile, Instant now, Instant lease) {
    var next = life.intend(now, now.plus(profile.validFor()));
    return life.state() == IN_DOUBT
        ? step(next, "sent_again", lease, IN_DOUBT)
        : step(next.to(SENDING, Funds.TRANSIT), "intent", lease, SENDING);
  }

  /** May this instruction be sent now? Asked of what is locked, and of what is in doubt. */
  boolean mayIntend(Life life, Profile profile) {
    return switch (life.state()) {
      case LOCKED -> guards.mayStartAnew(life);
      case IN_DOUBT -> life.idOpen() && !life.withdrawing() && guards.maySendAgain(life, profile) && guards.neverTaken(life)
          && life.attempt() < life.budget() && life.hasRoom();
      default -> false;
    };
  }

  /**
   * Doubt is resolved by sending the same id again: the rail itself has just said, after its read delay, that it has no
   * such order, and it executes an id once.
   */
  boolean sendsAgain(Life life, Fact fact, Profile profile) {
    return life.state() == IN_DOUBT && fact instanceof Fact.LookedUp(_, Answer.NotThere _, Instant askedAt) && mayIntend(life, profile)
        && !askedAt.isBefore(since(life).plus(profile.readDelay()));
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Its time came with no news: the lease of its sender ended, its answer is overdue, its doubt too old. Empty: nothing to decide yet, look it up. */
  Optional<Step> overdue(Life life, Profile profile, Instant now) {
    return switch (life.state()) {
      case SENDING -> Optional.of(guards.lossIsDoubt()
          ? step(life.to(IN_DOUBT), "sender_lost", now, IN_DOUBT)
          : absent(life, "sender_lost", now, profile));
      case SENT -> tooOld(life, profile, now) ? Optional.of(new Step(life.to(IN_REVIEW), List.of(IN_DOUBT, IN_REVIEW), "doubt_too_old", NEVER, true))
          : answerOverdue(life, profile, now) ? Optional.of(step(life.to(IN_DOUBT), "answer_overdue", now, IN_DOUBT)) : Optional.empty();
      case IN_DOUBT -> !tooOld(life, profile, now) ? Optional.empty()
          : Optional.of(guards.timeFreesNothing() ? review(life, "doubt_too_old") : absent(life, "doubt_too_old", now, profile));
      default -> Optional.empty();
    };
  }

  private static boolean answerOverdue(Life life, Profile profile, Instant now) { return !now.isBefore(since(life).plus(profile.answerBy())); }

  private static boolean tooOld(Life life, Profile profile, Instant now) { return !now.isBefore(since(life).plus(profile.latestAnswer())); }

  /** When to look it up next; called after a look-up brought nothing new. */
  Step lookLater(Life life, Profile profile, Instant now, String cause) {
    return step(life.lookedUp(), cause, nextLookUp(life.lookedUp(), profile, now), life.state());
  }

  // ── what people ask ────────────────────────────────────────────────────────────────────────────────────

  /** Withdrawn by the client: at once while nothing left, otherwise the rail is asked. Empty: too late. */
  Optional<Step> cancel(Life life, Instant now) {
    return switch (life.state()) {
      case PENDING, HELD, QUEUED, LOCKED -> Optional.of(step(life.to(CANCELLED, Funds.FREE), "cancelled", NEVER, CANCELLED));
      case SENDING, SENT, IN_DOUBT -> Optional.of(step(life.withdrawing(true), "cancel_requested", duringLease(life, now), life.state()));
      default -> Optional.empty();
    };
  }

  /** Tried again on request, with fresh attempts. Empty: not failed, or an attempt is unproven. */
  Optional<Step> retry(Life life, int attempts, Instant now) {
    if (life.state() != FAILED || !guards.mayStartAnew(life)) return Optional.empty();
    return Optional.of(step(life.to(PENDING, Funds.FREE).budget(attempts), "retried", now, PENDING));
  }

  /**
   * What a person decided about what is held or in review: {@code failed} and {@code locked} say that the present id was not
   * executed and never will be; another try goes out under a new one. Empty: not a decision for this state.
   */
  Optional<Step> decide(Life life, State decision, @Nullable Profile profile, Instant now) {
    if (life.state() == HELD) return switch (decision) {
      case PENDING -> Optional.of(step(life.to(PENDING), "released", now, PENDING));
      case FAILED, CANCELLED -> Optional.of(step(life.to(decision, Funds.FREE), "refused", NEVER, decision));
      default -> Optional.empty();
    };
    if (life.state() != IN_REVIEW) return Optional.empty();
    return switch (decision) {
      case SETTLED -> Optional.of(step(life.allProven().to(SETTLED, Funds.PAID), "reviewed", NEVER, SETTLED));
      case FAILED -> Optional.of(step(closed(life.allProven()).to(FAILED, Funds.FREE), "reviewed", NEVER, FAILED));
      case LOCKED -> life.funds() == Funds.PAID || life.funds() == Funds.FREE || profile == null ? Optional.empty()   // freed money is funded afresh: failed, then retried
          : Optional.of(step(closed(life.allProven()).to(LOCKED, Funds.HELD).budget(profile.maxAttempts()), "reviewed", now, LOCKED));
      case IN_DOUBT -> life.funds() != Funds.TRANSIT ? Optional.empty() : Optional.of(step(life.to(IN_DOUBT), "reviewed", now, IN_DOUBT));
      default -> Optional.empty();
    };
  }

  // ── facts ──────────────────────────────────────────────────────────────────────────────────────────────

  /** What a fact changes. Empty: it says nothing that was not known. */
  Optional<Step> on(Life life, Fact fact, Money ordered, Profile profile, Instant now) {
    boolean old = fact.series() < life.series() || (fact.series() == life.series() && !life.idOpen());
    return switch (fact) {
      case Fact.Answered(_, int attempt, Answer answer) -> answered(life, attempt, answer, old, new Asked(ordered, profile, now, now));
      case Fact.LookedUp(_, Answer answer, Instant askedAt) -> lookedUp(life, answer, old, new Asked(ordered, profile, now, askedAt));
      case Fact.CancelAnswered(_, CancelAnswer answer) -> old ? Optional.empty() : cancelAnswered(life, answer, profile, now);
      case Fact.Returned(_, BigDecimal amount, _) -> Optional.of(returned(life, amount, old, ordered));
    };
  }

  private record Asked(Money ordered, Profile profile, Instant now, Instant at) {}

  private Optional<Step> answered(Life life, int attempt, Answer answer, boolean old, Asked asked) {
    return switch (answer) {
      case Answer.Settled settled -> settled(life, settled, old, asked);
      case Answer.Taken(var reference) -> taken(life, reference, old, asked);
      case Answer.Declined(var code, _, boolean permanent) -> {
        if (contradicts(life, old)) yield contradiction(life, "declined_after_settled");
        if (old || !life.state().underWay() || !life.isUnproven(attempt)) yield Optional.empty();
        var rest = life.proven(attempt);
        // Without a conclusion it stays unproven, so that a look-up cannot take this decline for the other send's.
        yield Optional.of(guards.declineConcludes(rest) ? declined(rest, code, permanent, asked) : doubt(life, "declined_but_unproven", asked));
      }
      case Answer.Unsent(var why, var retryAfter) -> unsent(life, attempt, why, retryAfter, asked);
      case Answer.NotThere(var code) -> life.state() == SENDING ? Optional.of(doubt(life, code, asked)) : Optional.empty();
      case Answer.Unknown(var why) -> {
        if (life.state() != SENDING || life.attempt() != attempt) yield Optional.empty();
        yield Optional.of(guards.unknownIsDoubt() ? doubt(life, "answer_unknown", asked) : absent(life, why, asked.now, asked.profile));
      }
    };
  }

  private Optional<Step> lookedUp(Life life, Answer answer, boolean old, Asked asked) {
    return switch (answer) {
      case Answer.Settled settled -> settled(life, settled, old, asked);
      case Answer.Taken(var reference) -> !old && life.state() == SENT && reference.equals(life.taken())
          ? Optional.of(lookLater(life, asked.profile, asked.now, "still_processing")) : taken(life, reference, old, asked);
      case Answer.Declined(var code, _, boolean permanent) -> {
        if (contradicts(life, old)) yield contradiction(life, "declined_after_settled");
        if (old || !life.state().underWay()) yield Optional.empty();
        yield Optional.of(guards.lookedUpDeclineConcludes(life, asked.profile, asked.at)
            ? declined(life.allProven(), code, permanent, asked)
            : lookLater(life, asked.profile, asked.now, "declined_but_unproven"));
      }
      case Answer.NotThere(var code) -> {
        if (old || (life.state() != SENT && life.state() != IN_DOUBT)) yield Optional.empty();
        // Where the id may go out again it does: the same id can never pay twice, a new one rests on the bank's word.
        yield Optional.of(guards.absenceIsProof(life, asked.profile, asked.at) && !mayIntend(life.to(IN_DOUBT), asked.profile)
            ? absent(life, code, asked.now, asked.profile)
            : doubt(life.lookedUp(), life.taken() == null ? "not_there_yet" : "forgotten_by_rail", asked));
      }
      case Answer.Unsent _, Answer.Unknown _ -> !old && (life.state() == SENT || life.state() == IN_DOUBT)
          ? Optional.of(lookLater(life, asked.profile, asked.now, "look_up_unanswered")) : Optional.empty();
    };
  }

  private Optional<Step> settled(Life life, Answer.Settled s, boolean old, Asked asked) {
    if (s.executions() > 1) return contradiction(life, "executed_twice");
    if (guards.amountMustMatch() && !s.amount().equals(asked.ordered)) return contradiction(life, "amount_mismatch");
    if (life.taken() != null && !old && !life.taken().equals(s.reference())) return contradiction(life, "executed_under_another_reference");
    if (old) return contradiction(life, "settled_under_an_old_id");
    return switch (life.state()) {
      case SENDING, SENT, IN_DOUBT -> Optional.of(step(life.allProven().taken(s.reference()).to(SETTLED, Funds.PAID), "transfer_confirmed", NEVER, SETTLED));
      case SETTLED, REVERSED -> Optional.empty();
      case IN_REVIEW -> s.reference().equals(life.taken()) ? Optional.empty() : Optional.of(step(life.taken(s.reference()), "settled_while_in_review", NEVER, IN_REVIEW));
      case PENDING, HELD, QUEUED, LOCKED, FAILED, CANCELLED -> contradiction(life, "settled_after_" + life.state().word());
    };
  }

  private Optional<Step> taken(Life life, String reference, boolean old, Asked asked) {
    if (!old && life.taken() != null && !life.taken().equals(reference)) return contradiction(life, "taken_twice");
    return switch (life.state()) {
      case SENDING, IN_DOUBT -> {
        if (old) yield contradiction(life, "taken_under_an_old_id");
        var next = life.taken(reference);
        // Once its answer is overdue "still processing" is no news: it stays in doubt until a person is called.
        yield Optional.of(life.state() == IN_DOUBT && answerOverdue(life, asked.profile, asked.now)
            ? lookLater(next, asked.profile, asked.now, "still_processing")
            : step(next.to(SENT), "taken", nextLookUp(next.to(SENT), asked.profile, asked.now), SENT));
      }
      case SENT -> old ? contradiction(life, "taken_under_an_old_id") : Optional.empty();
      case PENDING, HELD, QUEUED, LOCKED, FAILED, CANCELLED -> contradiction(life, "taken_after_" + life.state().word());
      case SETTLED, REVERSED -> old ? contradiction(life, "taken_under_an_old_id") : Optional.empty();
      case IN_REVIEW -> Optional.empty();
    };
  }

  private Optional<Step> unsent(Life life, int attempt, String why, @Nullable Duration retryAfter, Asked asked) {
    if (!life.state().underWay() || !life.isUnproven(attempt)) return Optional.empty();
    var next = guards.unsentProvesOnlyItself() ? life.neverLeft(attempt) : life.neverLeft(attempt).allProven();
    if (!guards.mayStartAnew(next)) return Optional.of(life.state() == SENT
        ? step(next, "unsent_but_unproven", nextLookUp(next, asked.profile, asked.now), SENT) : doubt(next, "unsent_but_unproven", asked));
    if (next.taken() != null) return contradiction(life, "unsent_after_taken");
    if (next.withdrawing()) return Optional.of(step(next.to(CANCELLED, Funds.FREE), "cancelled", NEVER, LOCKED, CANCELLED));
    if (next.tries() >= MAX_TRIES) return Optional.of(step(next.to(FAILED, Funds.FREE), "rail_out_of_reach", NEVER, FAILED));
    var wait = backoff(asked.profile, next.tries());
    if (retryAfter != null && retryAfter.compareTo(wait) > 0) wait = retryAfter;
    return Optional.of(step(next.to(LOCKED, Funds.HELD), why, asked.now.plus(wait), LOCKED));
  }

  private Optional<Step> cancelAnswered(Life life, CancelAnswer answer, Profile profile, Instant now) {
    if (!life.state().underWay()) return Optional.empty();
    return Optional.of(switch (answer) {
      case CancelAnswer.Cancelled _ -> guards.cancelIsProof(profile)
          ? step(life.allProven().withdrawing(false).to(CANCELLED, Funds.FREE), "cancelled_by_rail", NEVER,
              life.state() == SENDING ? new State[] {IN_DOUBT, CANCELLED} : new State[] {CANCELLED})
          : step(life.to(IN_DOUBT), "cancelled_but_unproven", nextLookUp(life.to(IN_DOUBT), profile, now), IN_DOUBT);
      case CancelAnswer.TooLate _ -> step(life.withdrawing(false), "cancel_too_late", duringLease(life, now), life.state());
      case CancelAnswer.Requested _ -> step(life.withdrawing(false), "cancel_pending_at_rail", duringLease(life, nextLookUp(life, profile, now)), life.state());
      case CancelAnswer.Unknown _ -> step(life.lookedUp(), "cancel_unanswered", duringLease(life, nextLookUp(life, profile, now)), life.state());
    });
  }

  /** A book transfer, or a part of it, was given back by another. Precondition: settled. */
  Step givenBack(Life life, BigDecimal amount, Money ordered) { return returned(life, amount, false, ordered); }

  private Step returned(Life life, BigDecimal amount, boolean old, Money ordered) {
    var next = life.returned(amount);
    if (old) return review(next, "returned_under_an_old_id");
    if (next.returned().compareTo(ordered.amount()) > 0) return review(next, "returned_too_much");
    boolean whole = next.returned().compareTo(ordered.amount()) == 0;
    var end = whole ? REVERSED : SETTLED;
    return switch (life.state()) {
      case SENDING, SENT, IN_DOUBT -> step(next.allProven().to(end, Funds.PAID), "returned", NEVER, whole ? new State[] {SETTLED, REVERSED} : new State[] {SETTLED});
      case SETTLED -> step(next.to(end), "returned", NEVER, end);
      default -> review(next, "returned_while_" + life.state().word());
    };
  }

  // ── conclusions ────────────────────────────────────────────────────────────────────────────────────────

  /** Refused by the bank for good: another id when the plan has another try, else the end. */
  private Step declined(Life life, String code, boolean permanent, Asked asked) {
    var next = closed(life);
    if (next.withdrawing() && code.equals(Answer.CANCELLED)) return step(next.to(CANCELLED, Funds.FREE), "cancelled_by_rail", NEVER, CANCELLED);
    if (permanent || next.withdrawing() || next.attempt() >= next.budget()) return step(next.to(FAILED, Funds.FREE), code, NEVER, FAILED);
    return step(next.to(LOCKED, Funds.HELD), code, asked.now.plus(backoff(asked.profile, next.attempt())), LOCKED);
  }

  /** Proven never to have been executed, and never to be: another id when the plan has another try, else the end. */
  private Step absent(Life life, String cause, Instant now, Profile profile) {
    var next = closed(life.allProven());
    if (next.withdrawing()) return step(next.to(CANCELLED, Funds.FREE), cause, NEVER, CANCELLED);
    if (next.attempt() >= next.budget()) return step(next.to(FAILED, Funds.FREE), cause, NEVER, FAILED);
    return step(next.to(LOCKED, Funds.HELD), cause, now.plus(backoff(profile, next.attempt())), LOCKED);
  }

  /** An id ends with what is concluded of it, so that every answer that comes later, and every order, is known to be about the past. */
  private Life closed(Life life) { return guards.closedIdStaysClosed() ? life.closeId() : life; }

  private Step doubt(Life life, String cause, Asked asked) {
    return step(life.to(IN_DOUBT), cause, nextLookUp(life.to(IN_DOUBT), asked.profile, asked.now), IN_DOUBT);
  }

  private Step review(Life life, String cause) { return new Step(life.to(IN_REVIEW), List.of(IN_REVIEW), cause, NEVER, true); }

  /** The fact is kept with its evidence, sends stop, money stays where it is, a person is told. */
  private Optional<Step> contradiction(Life life, String cause) {
    return guards.contradictionIsReviewed() ? Optional.of(review(life, cause)) : Optional.empty();
  }

  private static boolean contradicts(Life life, boolean old) { return !old && (life.state() == SETTLED || life.state() == REVERSED); }

  private static Step step(Life life, String cause, Instant due, State... path) { return new Step(life, List.of(path), cause, due, false); }

  // ── when ───────────────────────────────────────────────────────────────────────────────────────────────

  /** While a sender may be at work its lease is the due time. */
  private static Instant duringLease(Life life, Instant otherwise) { return life.state() == SENDING ? KEEP : otherwise; }

  private static Instant since(Life life) { return life.intentAt() == null ? Instant.EPOCH : life.intentAt(); }

  /** By the schedule counted from the intent; and not later than the moment when absence can become proof, or a person must be called. */
  private Instant nextLookUp(Life life, Profile profile, Instant now) {
    if (tooOld(life, profile, now)) return now;   // a person is called, not a day later
    var candidates = new ArrayList<Instant>();
    for (var after : life.state() == SENT ? SENT_LOOKUPS : DOUBT_LOOKUPS) candidates.add(since(life).plus(after));
    if (life.validUntil() != null && profile.enforcesValidUntil()) candidates.add(life.validUntil().plus(profile.readDelay()).plus(Guards.SKEW).plusSeconds(1));
    if (guards.maySendAgain(life, profile) && guards.neverTaken(life)) candidates.add(since(life).plus(profile.readDelay()));
    if (life.lookups() == 0) candidates.add(now.plusSeconds(2));   // the answer may have been waited for past the first of the schedule
    candidates.add(since(life).plus(life.state() == SENT ? profile.answerBy() : profile.latestAnswer()));
    var soonest = now.plusSeconds(1);
    return candidates.stream().filter(soonest::isBefore).min(Instant::compareTo).orElse(soonest);
  }

  /** Doubles from the first wait up to the longest. The caller adds the jitter: this core has no chance in it. */
  private static Duration backoff(Profile profile, int tries) {
    var wait = profile.firstBackoff().multipliedBy(1L << Math.min(20, Math.max(0, tries - 1)));
    return wait.compareTo(profile.maxBackoff()) > 0 ? profile.maxBackoff() : wait;
  }
}
