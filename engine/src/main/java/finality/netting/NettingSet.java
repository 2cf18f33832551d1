package finality.netting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Obligations that are settled by their nets, and the nets. Each obligation of a batch is in exactly one.
 *
 * @param name unique in its batch: the asset and, where there are several, the day or the pair it is of; an obligation's reference where it stands alone
 * @param due the day all of them are due
 * @param obligations in the order they came
 * @param nets one for each participant, by name; they sum to zero
 */
public record NettingSet(String name, String asset, @Nullable LocalDate due, List<Obligation> obligations, List<Net> nets) {

  /** @throws IllegalArgumentException when the nets do not sum to zero */
  public NettingSet {
    obligations = List.copyOf(obligations);
    nets = List.copyOf(nets);
    var sum = nets.stream().map(Net::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.signum() != 0) throw new IllegalArgumentException("the nets of " + name + " sum to " + sum.toPlainString() + ", not to zero");
  }

  /**
   * Payments that settle the nets, few of them: at most one fewer than there are participants with a net. Each participant only pays or only receives.
   * The smallest number of all is NP-hard to find; equal nets are paired first, then the largest debtor pays the largest creditor.
   */
  public List<Leg> payments() { return FewestPayments.of(asset, nets); }

  public Figures figures() {
    var gross = obligations.stream().map(Obligation::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    var netted = nets.stream().map(Net::amount).filter(a -> a.signum() > 0).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Figures(asset, gross, netted, obligations.size(), payments().size());
  }
}
