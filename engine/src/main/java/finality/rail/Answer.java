package finality.rail;

import finality.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rail said about one order, to a send or to a look-up. Only a decoded answer of the counterparty that echoes
 * our id, amount and currency is definitive; 5xx, time-out, reset, redirect, an unreadable or mismatching answer,
 * a bare 404 and a refusal as duplicate are {@link Unknown}.
 */
public sealed interface Answer {

  /** Code of a {@link Declined} that says: withdrawn at our request (ISO 20022 status CANC). */
  String CANCELLED = "CANC";

  /** The rail has it and has not finished. {@code reference} is the bank's own. */
  record Taken(String reference) implements Answer {}

  /**
   * Executed and final at the rail.
   * @param amount what the bank says it executed (compared with the order by the lifecycle, not by the adapter)
   * @param charges what the bank kept on top, from our account, in the same currency; zero or more
   * @param executions how often the bank says it executed; anything but 1 is for a person
   */
  record Settled(String reference, Money amount, BigDecimal charges, Instant at, int executions) implements Answer {}

  /** Refused by the bank, decoded, for our id. {@code permanent}: the same order would be refused again. */
  record Declined(String code, String text, boolean permanent) implements Answer {}

  /** The bank's own decoded answer, for our id, that it has no such order now. Not yet a proof of absence. */
  record NotThere(String code) implements Answer {}

  /**
   * No byte of this order left this machine, or the profile says that the refusal precedes acceptance (429).
   * @param retryAfter how long the bank asked us to wait, if it did
   */
  record Unsent(String why, @Nullable Duration retryAfter) implements Answer {}

  /** Anything else: it may have been executed, be executing, or arrive later. */
  record Unknown(String why) implements Answer {}
}
