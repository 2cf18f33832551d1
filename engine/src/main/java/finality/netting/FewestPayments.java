package finality.netting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;

/**
 * From nets to few payments. The fewest of all is participants less the number of groups among them whose nets cancel; to find those is NP-hard (it contains
 * subset sum). This pays equal amounts off against each other first, each such pair being a group, then always the largest debtor to the largest creditor:
 * at most one payment fewer than there are participants with a net, and each participant only pays or only receives.
 */
final class FewestPayments {
  private FewestPayments() {}

  private record Open(String participant, BigDecimal amount) {}

  /** Largest first; equal amounts by name, so that the answer is the same each time. */
  private static final Comparator<Open> LARGEST = Comparator.comparing(Open::amount).reversed().thenComparing(Open::participant);

  /** @param nets of one asset, which sum to zero */
  static List<Leg> of(String asset, List<Net> nets) {
    var payments = new ArrayList<Leg>();
    var creditors = new PriorityQueue<>(LARGEST);
    var debtors = new PriorityQueue<>(LARGEST);
    for (var net : nets) {
      if (net.direction() == Net.Direction.RECEIVES) creditors.add(new Open(net.participant(), net.amount()));
      else if (net.direction() == Net.Direction.PAYS) debtors.add(new Open(net.participant(), net.amount().negate()));
    }
    payEqual(asset, debtors, creditors, payments);
    while (!debtors.isEmpty()) {
      var debtor = debtors.remove();
      var creditor = creditors.remove();
      var amount = debtor.amount.min(creditor.amount);
      payments.add(new Leg(debtor.participant, creditor.participant, asset, amount));
      putBack(debtors, debtor, amount);
      putBack(creditors, creditor, amount);
    }
    return List.copyOf(payments);
  }

  private static void payEqual(String asset, PriorityQueue<Open> debtors, PriorityQueue<Open> creditors, List<Leg> payments) {
    var byAmount = new HashMap<BigDecimal, List<Open>>();
    for (var creditor : creditors.stream().sorted(LARGEST).toList()) byAmount.computeIfAbsent(creditor.amount.stripTrailingZeros(), _ -> new ArrayList<>()).add(creditor);
    for (var debtor : debtors.stream().sorted(LARGEST).toList()) {
      var equal = byAmount.get(debtor.amount.stripTrailingZeros());
      if (equal == null || equal.isEmpty()) continue;
      var creditor = equal.removeFirst();
      payments.add(new Leg(debtor.participant, creditor.participant, asset, debtor.amount));
      debtors.remove(debtor);
      creditors.remove(creditor);
    }
  }

  private static void putBack(PriorityQueue<Open> queue, Open open, BigDecimal paid) {
    if (open.amount.compareTo(paid) > 0) queue.add(new Open(open.participant, open.amount.subtract(paid)));
  }
}
