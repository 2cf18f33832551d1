package finality.screening;

import static finality.screening.Verdict.About.*;

import finality.money.Money;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that an operator writes into the configuration. */
final class BuiltInRules implements Screening {

  private record Key(@Nullable String party, String currency) {}

  private final BlockedParties blocked;
  private final Map<Key, Limit> limits = new HashMap<>();

  /** @param limits no two for one party and currency */
  BuiltInRules(BlockedParties blocked, Collection<Limit> limits) {
    this.blocked = blocked;
    for (var limit : limits) this.limits.put(new Key(limit.party(), limit.currency()), limit);
  }

  @Override public Verdict screen(Payment payment) {
    var creditor = blocked.match(payment.creditor());
    if (creditor.isPresent()) return new Verdict.Blocked(Verdict.BLOCKED_PARTY, CREDITOR, "the creditor's " + creditor.get() + " is blocked here");
    var debtor = blocked.match(payment.debtor());
    if (debtor.isPresent()) return new Verdict.Blocked(Verdict.BLOCKED_PARTY, DEBTOR, "the debtor's " + debtor.get() + " is blocked here");
    return limits.isEmpty() ? Verdict.CLEAR : limit(payment).map(limit -> measure(payment.amount(), limit)).orElse(Verdict.CLEAR);
  }

  private static Verdict measure(Money amount, Limit limit) {
    if (exceeds(amount, limit.perPayment())) return over(amount, limit.perPayment(), "one payment");
    if (exceeds(amount, limit.perDay())) return over(amount, limit.perDay(), "a whole day");
    if (exceeds(amount, limit.approvalAbove())) return new Verdict.NeedsApproval(Verdict.NEEDS_APPROVAL, amount + " is more than " + limit.approvalAbove() + ", above which a person must approve");
    return Verdict.CLEAR;
  }

  private static boolean exceeds(Money amount, @Nullable Money most) { return most != null && amount.compareTo(most) > 0; }

  private static Verdict over(Money amount, Money most, String what) {
    return new Verdict.Blocked(Verdict.LIMIT_EXCEEDED, AMOUNT, amount + " is more than the debtor's limit of " + most + " for " + what);
  }

  @Override public Optional<Money> perDay(Payment payment) { return limits.isEmpty() ? Optional.empty() : limit(payment).map(Limit::perDay); }

  /** A limit that names the party stands in place of the one for everybody. */
  private Optional<Limit> limit(Payment payment) {
    var currency = payment.amount().asset().code();
    var own = limits.get(new Key(Screening.party(payment), currency));
    return Optional.ofNullable(own != null ? own : limits.get(new Key(null, currency)));
  }
}
