package finality.settlement;

import finality.rail.Profile;
import java.time.Duration;
import java.time.Instant;

/**
 * The conditions that keep money safe, one method each. {@link Lifecycle} asks them and nothing else asks instead;
 * the model check removes them one at a time and shows what goes wrong without each.
 */
class Guards {

  /** Clocks of the bank and of a node that sends may differ by this much: half of it {@link ClockWatch} watches over, half is left to the bank. */
  static final Duration SKEW = Duration.ofSeconds(5);

  /** A call whose answer was lost may have been executed. */
  boolean lossIsDoubt() { return true; }

  /** What is not a decoded, definitive answer says nothing. */
  boolean unknownIsDoubt() { return true; }

  /** That one attempt never left says nothing of the others. */
  boolean unsentProvesOnlyItself() { return true; }

  /**
   * A decline of one send concludes only when no other send under that id was executed or can still arrive. That the others
   * have expired is not enough: the bank may have executed one and decline this one for being late.
   */
  boolean declineConcludes(Life rest) { return !rest.anyUnproven(); }

  /** A decline that a look-up reports belongs to the only send there was, or comes after everything that could still arrive. */
  boolean lookedUpDeclineConcludes(Life life, Profile profile, Instant asked) {
    return life.countUnproven() <= 1 || mustHaveExpired(life, profile, asked);
  }

  /** "There is no such order" is proof only once no send under the id can be executed any more, and the question was asked after that. */
  boolean absenceIsProof(Life life, Profile profile, Instant asked) {
    return neverTaken(life) && mustHaveExpired(life, profile, asked);
  }

  /** What a bank once said it had, it cannot never have had. */
  boolean neverTaken(Life life) { return life.taken() == null; }

  /** The bank itself refuses every send under this id by now, and its look-up shows what it took before. */
  boolean mustHaveExpired(Life life, Profile profile, Instant asked) {
    return profile.enforcesValidUntil() && life.validUntil() != null && asked.isAfter(life.validUntil().plus(profile.readDelay()).plus(SKEW));
  }

  /** Sending the same id again is safe only where the bank executes an id once. */
  boolean maySendAgain(Life life, Profile profile) { return profile.takesIdOnce(); }

  /**
   * A confirmed cancel proves absence only when it blocks the id for good. Otherwise it may have been said before the order
   * arrived, even if the bank has it by now: a look-up tells what became of it.
   */
  boolean cancelIsProof(Profile profile) { return profile.cancelBlocksId(); }

  /** A new attempt starts only when every earlier one is proven dead. */
  boolean mayStartAnew(Life life) { return !life.anyUnproven(); }

  /** Doubt that lasts too long goes to a person, never back to the debtor. */
  boolean timeFreesNothing() { return true; }

  /** A fact that contradicts what was concluded stops everything and calls a person. */
  boolean contradictionIsReviewed() { return true; }

  /** Only exactly what was ordered counts as settled. */
  boolean amountMustMatch() { return true; }

  /** A closed id is never sent again: its decline may be remembered, or not. */
  boolean closedIdStaysClosed() { return true; }
}
