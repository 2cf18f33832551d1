package finality.settlement;

import finality.rail.Profile;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * One bounded world to be explored: what the bank promises and keeps, what it does wrong, and how much may go wrong around it.
 * Everything that is not counted here (crashes, losses, delays, reordering, look-ups) may happen any number of times.
 *
 * @param takesIdOnce promised and kept
 * @param enforcesValidUntil promised and kept, by a clock that is up to {@link Guards#SKEW} slow
 * @param cancelBlocksId promised and kept
 * @param remembers an id that the bank declined or cancelled stays declined; never promised, so nothing may rest on it
 * @param readDelay ticks for which the bank's look-up may lag behind
 * @param maxAttempts attempts of the plan
 * @param refusals connections that are refused, in all
 * @param doubles orders that the network delivers twice, or answers recorded twice, in all
 * @param again explicit retries and reviews that start anew, in all
 * @param cancels the client may withdraw, once
 * @param returns the bank may return what it executed
 * @param flaws what the bank does wrong; empty for an honest bank
 */
record Setting(
    boolean takesIdOnce, boolean enforcesValidUntil, boolean cancelBlocksId, boolean remembers, int readDelay,
    int maxAttempts, int refusals, int doubles, int again, boolean cancels, boolean returns, Set<Flaw> flaws) {

  /** What a bank that cannot be relied on does. */
  enum Flaw { EXECUTES_WHAT_IT_DECLINED, EXECUTES_WHAT_IT_CANCELLED, DECLINES_WHAT_IT_EXECUTED, EXECUTES_TWICE, EXECUTES_ANOTHER_AMOUNT, FORGETS_WHAT_IT_HAD }

  /** A step of time. As long as the skew that the guards allow for, so that a clock may be one tick slow. */
  static final Duration TICK = Guards.SKEW;
  static final int VALID_FOR = 2;
  static final int ANSWER_BY = 2;

  static Setting of(boolean takesIdOnce, boolean enforcesValidUntil, boolean cancelBlocksId) {
    return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, false, 1, 2, 0, 0, 0, false, false, EnumSet.noneOf(Flaw.class));
  }

  Setting withRemembering() { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, true, readDelay, maxAttempts, refusals, doubles, again, cancels, returns, flaws); }

  Setting withBlocking() { return new Setting(takesIdOnce, enforcesValidUntil, true, remembers, readDelay, maxAttempts, refusals, doubles, again, cancels, returns, flaws); }

  Setting withReadDelay(int ticks) { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, ticks, maxAttempts, refusals, doubles, again, cancels, returns, flaws); }

  Setting withAttempts(int attempts) { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, attempts, refusals, doubles, again, cancels, returns, flaws); }

  Setting withRefusals(int count) { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, maxAttempts, count, doubles, again, cancels, returns, flaws); }

  Setting withDoubles(int count) { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, maxAttempts, refusals, count, again, cancels, returns, flaws); }

  Setting withAgain(int count) { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, maxAttempts, refusals, doubles, count, cancels, returns, flaws); }

  Setting withCancels() { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, maxAttempts, refusals, doubles, again, true, returns, flaws); }

  Setting withReturns() { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, maxAttempts, refusals, doubles, again, cancels, true, flaws); }

  Setting withFlaw(Flaw flaw) { return new Setting(takesIdOnce, enforcesValidUntil, cancelBlocksId, remembers, readDelay, maxAttempts, refusals, doubles, again, cancels, returns, EnumSet.of(flaw)); }

  /** Long enough that absence can be proven before, where it can be proven at all. */
  int latestAnswer() { return enforcesValidUntil ? 6 : 3; }

  boolean has(Flaw flaw) { return flaws.contains(flaw); }

  boolean honest() { return flaws.isEmpty(); }

  Profile profile() {
    return new Profile("model", "model", "MODELXXX", Set.of("EUR"), takesIdOnce, enforcesValidUntil, cancelBlocksId,
        TICK.multipliedBy(readDelay), TICK.multipliedBy(VALID_FOR), TICK, TICK.multipliedBy(ANSWER_BY), TICK.multipliedBy(latestAnswer()),
        1, 0, maxAttempts, TICK, TICK);
  }

  @Override public String toString() {
    var s = new StringBuilder();
    s.append(takesIdOnce ? "once " : "").append(enforcesValidUntil ? "until " : "").append(cancelBlocksId ? "blocks " : "");
    s.append(s.isEmpty() ? "promises nothing " : "").append(remembers ? "remembers " : "");
    if (readDelay != 1) s.append("read delay ").append(readDelay).append(' ');
    s.append("attempts ").append(maxAttempts);
    if (refusals > 0) s.append(" refusals ").append(refusals);
    if (doubles > 0) s.append(" doubles ").append(doubles);
    if (again > 0) s.append(" again ").append(again);
    return s.append(cancels ? " cancels" : "").append(returns ? " returns" : "").append(honest() ? "" : " " + flaws).toString();
  }
}
