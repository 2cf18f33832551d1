package finality.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one instruction's life, as the decision core needs it.
 *
 * @param attempt intents written so far; the last one's number
 * @param series end-to-end ids used so far; the last one's number
 * @param idOpen the last id may be sent again: nothing was concluded of it yet; a closed one is never sent again
 * @param unproven every attempt under the present id that may have left, or may still: bit {@code (n-1) % 63} for attempt n
 * @param tries sends that provably did not leave, in a row
 * @param budget attempts allowed in total; an attempt that did not leave adds one
 * @param intentAt intent of the oldest attempt that is not proven dead; doubt is counted from here
 * @param validUntil the latest {@code valid_until} under the present id; of a recall: until when the money is awaited
 * @param taken the bank's reference, once it said that it has the order or has executed it
 * @param returned how much of the amount came back, evidenced
 * @param lookups look-ups made for the present doubt
 * @param withdrawing a cancel is to be asked, or was asked, of the rail
 */
record Life(
    State state, Funds funds,
    int attempt, int series, boolean idOpen, long unproven, int tries, int budget,
    @Nullable Instant intentAt, @Nullable Instant validUntil, @Nullable String taken,
    BigDecimal returned, int lookups, boolean withdrawing) {

  static Life pending(int budget) {
    return new Life(State.PENDING, Funds.FREE, 0, 0, false, 0, 0, budget, null, null, null, BigDecimal.ZERO, 0, false);
  }

  /** A fact about an attempt so old that its bit was given to another says nothing. */
  boolean isUnproven(int attempt) { return attempt <= this.attempt && attempt > this.attempt - 63 && (unproven & bit(attempt)) != 0; }

  /** The next attempt's bit is not taken by one that is still unproven. */
  boolean hasRoom() { return (unproven & bit(attempt + 1)) == 0; }

  boolean anyUnproven() { return unproven != 0; }

  int countUnproven() { return Long.bitCount(unproven); }

  private static long bit(int attempt) { return 1L << ((attempt - 1) % 63); }

  Life to(State state, Funds funds) { return new Life(state, funds, attempt, series, idOpen, unproven, tries, budget, intentAt, validUntil, taken, returned, lookups, withdrawing); }

  Life to(State state) { return to(state, funds); }

  /** A new intent under the present id, or under a new one when the present is closed. */
  Life intend(Instant now, Instant validUntil) {
    var latest = idOpen && this.validUntil != null && this.validUntil.isAfter(validUntil) ? this.validUntil : validUntil;
    var since = anyUnproven() && intentAt != null ? intentAt : now;
    return new Life(state, funds, attempt + 1, idOpen ? series : series + 1, true, unproven | bit(attempt + 1), tries, budget, since, latest, idOpen ? taken : null, returned, 0, withdrawing);
  }

  /** This attempt is proven not to have left and cannot leave any more; it does not count. */
  Life neverLeft(int attempt) {
    return new Life(state, funds, this.attempt, series, idOpen, unproven & ~bit(attempt), tries + 1, budget + 1, intentAt, validUntil, taken, returned, lookups, withdrawing);
  }

  Life proven(int attempt) { return withUnproven(unproven & ~bit(attempt)); }

  Life allProven() { return withUnproven(0); }

  private Life withUnproven(long unproven) { return new Life(state, funds, attempt, series, idOpen, unproven, tries, budget, intentAt, validUntil, taken, returned, lookups, withdrawing); }

  /** The present id has come to its end: another try needs a new one. */
  Life closeId() { return new Life(state, funds, attempt, series, false, unproven, 0, budget, intentAt, validUntil, taken, returned, lookups, withdrawing); }

  Life validUntil(@Nullable Instant validUntil) { return new Life(state, funds, attempt, series, idOpen, unproven, tries, budget, intentAt, validUntil, taken, returned, lookups, withdrawing); }

  Life taken(String reference) { return new Life(state, funds, attempt, series, idOpen, unproven, 0, budget, intentAt, validUntil, reference, returned, lookups, withdrawing); }

  Life returned(BigDecimal more) { return new Life(state, funds, attempt, series, idOpen, unproven, tries, budget, intentAt, validUntil, taken, returned.add(more), lookups, withdrawing); }

  Life lookedUp() { return new Life(state, funds, attempt, series, idOpen, unproven, tries, budget, intentAt, validUntil, taken, returned, lookups + 1, withdrawing); }

  Life withdrawing(boolean yes) { return new Life(state, funds, attempt, series, idOpen, unproven, tries, budget, intentAt, validUntil, taken, returned, lookups, yes); }

  /** Fresh attempts for an explicit retry. */
  Life budget(int more) { return new Life(state, funds, attempt, series, idOpen, unproven, 0, attempt + more, intentAt, validUntil, taken, returned, 0, false); }
}
