package finality.rail;

import finality.money.Money;
import java.util.List;
import java.util.Set;

/** A bank to hold a rail against: what it was asked, what it executed, and what it is told to do wrong. */
public interface Counterparty extends AutoCloseable {

  /** What to do to an order that arrives. */
  enum Fault {
    ACCEPT_ONLY, REJECT, REJECT_FOR_NOW, REJECT_AS_DUPLICATE, REFUSE_AS_DUPLICATE, REFUSE_UNREAD, THROTTLE, UNAVAILABLE,
    EXECUTE_THEN_503, EXECUTE_THEN_SILENCE, EXECUTE_THEN_RESET, SILENCE, REDIRECT, GARBAGE, EMPTY, TRICKLE, HUGE, CONTRADICTION,
    ECHO_OTHER_ID, ECHO_OTHER_AMOUNT, ECHO_OTHER_CURRENCY, ECHO_NOTHING, BARE_404, EXECUTE_TWICE, EXECUTE_OTHER_AMOUNT
  }

  /** Those it can do. */
  Set<Fault> faults();

  /** The next so many orders that arrive meet this. */
  void next(Fault fault, int orders);

  /** Look-ups from now on are answered by something on the way that is not the bank: 404 with a page of text. */
  default boolean canStandBehindAProxy() { return false; }

  default void standBehindAProxy() { throw new UnsupportedOperationException(); }

  /** A connection to it with this profile. */
  Rail connect(Profile profile);

  /** A connection to where nobody listens. */
  Rail unreachable(Profile profile);

  /** Our account there in a currency. */
  String account(String currency);

  /** How often it executed an id. */
  int executions(String endToEndId);

  /** How often it was asked to execute an id. */
  int requests(String endToEndId);

  /** The most orders that were at it at once since it began; -1 when it does not count them. */
  default int mostAtOnce() { return -1; }

  /** Money arrives on our account. */
  void arrive(Money amount, String reference);

  /** The figures of a profile for this bank that the contract does not care about. */
  Profile profile();

  @Override void close();

  /** Everything. */
  static Set<Fault> every() { return Set.copyOf(List.of(Fault.values())); }
}
