package finality.rail;

import java.time.Duration;
import java.util.Set;

/**
 * What a connection is and what its counterparty promises. The lifecycle concludes nothing from an absence that
 * these promises do not carry.
 *
 * @param rail the kind of rail, lower case: {@code bankapi}
 * @param connection the configured name of this connection, unique: {@code sandbox-eur}
 * @param bank the counterparty's BIC or code; the nostro at this bank and in the order's currency pays
 * @param currencies codes that can be paid over it
 * @param takesIdOnce the bank executes an end-to-end id at most once, however often it is sent: doubt is resolved by sending it again
 * @param enforcesValidUntil the bank refuses to execute an order after its {@code valid_until}
 * @param cancelBlocksId a confirmed cancel makes the bank refuse that id for good, even if the order never arrived
 * @param readDelay how long after the bank took an order its look-up may still answer that there is none
 * @param validFor how long after the intent an order may be executed
 * @param orderTimeout how long one order's answer is waited for; and, before, its turn
 * @param answerBy after this long without an end, {@code sent} becomes {@code in_doubt}
 * @param latestAnswer after this long from the intent, a person decides
 * @param concurrency orders and look-ups under way at once
 * @param ratePerSecond orders per second, 0 for no limit
 * @param maxAttempts attempts in total, the first included
 * @param firstBackoff wait before the second attempt; doubles, with jitter, up to {@code maxBackoff}
 */
public record Profile(
    String rail,
    String connection,
    String bank,
    Set<String> currencies,
    boolean takesIdOnce,
    boolean enforcesValidUntil,
    boolean cancelBlocksId,
    Duration readDelay,
    Duration validFor,
    Duration orderTimeout,
    Duration answerBy,
    Duration latestAnswer,
    int concurrency,
    int ratePerSecond,
    int maxAttempts,
    Duration firstBackoff,
    Duration maxBackoff) {

  public Profile {
    currencies = Set.copyOf(currencies);
    if (concurrency < 1) throw new IllegalArgumentException("concurrency must be at least 1");
    if (maxAttempts < 1 || maxAttempts > 50) throw new IllegalArgumentException("max attempts must be 1 to 50");
  }

  /** Of a connection that is no longer configured: whatever was promised about it, nothing is concluded from it. */
  public static Profile withoutPromises(String connection) {
    return new Profile("", connection, "", Set.of(), false, false, false, Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofDays(1),
        1, 0, 1, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }
}
