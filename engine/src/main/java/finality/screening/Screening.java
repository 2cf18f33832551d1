package finality.screening;

import finality.money.Money;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * The port behind which compliance and risk stand. It is asked in a transaction that has accounts locked, for each payment of a batch, so it
 * answers from memory: who must ask elsewhere, over HTTP say, asks before and remembers what it was told. Safe for many threads.
 */
public interface Screening {

  /** Nobody is blocked, nothing is limited. */
  Screening NONE = _ -> Verdict.CLEAR;

  /** What speaks against this payment by itself, the weightiest first: a blocked party, a limit on one payment, an amount that a person must approve. */
  Verdict screen(Payment payment);

  /**
   * What this payment's {@link #party} may pay in its currency on one day; empty: as much as it has. {@link DayUse} counts.
   * Never less than a payment that {@link #screen} lets pass.
   */
  default Optional<Money> perDay(Payment payment) { return Optional.empty(); }

  /** Who uses up a limit: the debtor's name, however it is written. All accounts of an owner share its limits. */
  static String party(Payment payment) {
    var name = payment.debtor().name();
    return name == null || Plain.of(name).isEmpty() ? payment.debtor().account() : Plain.of(name);
  }

  /**
   * The rules of {@code finality.screening}; {@link #NONE} when there are none.
   * @throws finality.rail.WrongSetting when they cannot be understood: a rule that is not in force must not look as if it were
   */
  static Screening configured(Environment environment) { return ScreeningSettings.read(environment); }
}
