package finality.netting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Obligations and what is left of them after set-off.
 *
 * <p>Set off is what is in one asset and due on one day; which of it, the {@link Method} says. Delivery and payment are assets of their own: when quantities cancel
 * (10 bought at 100, 10 sold at 110), the difference in value stays.
 *
 * @param sets by the order in which their first obligation came
 */
public record Netting(Method method, List<NettingSet> sets) {

  public Netting { sets = List.copyOf(sets); }

  /**
   * @throws IllegalArgumentException when two obligations have one reference
   */
  public static Netting of(Method method, Collection<Obligation> obligations) {
    refuseRepeated(obligations);
    var groups = new LinkedHashMap<Key, List<Obligation>>();
    for (var obligation : obligations) groups.computeIfAbsent(Key.of(method, obligation), _ -> new ArrayList<>()).add(obligation);
    return new Netting(method, groups.entrySet().stream().map(group -> set(group.getKey(), group.getValue())).toList());
  }

  /** What each participant is left with of each asset, over all sets, by asset and name. A participant all of whose claims and debts cancel is listed with zero. */
  public List<Net> nets() {
    var nets = new TreeMap<Account, BigDecimal>();
    for (var set : sets) for (var net : set.nets()) nets.merge(new Account(net.participant(), net.asset()), net.amount(), BigDecimal::add);
    return nets.entrySet().stream().map(net -> new Net(net.getKey().participant(), net.getKey().asset(), net.getValue())).toList();
  }

  /** What one participant pays, delivers and receives, zeros left out, by asset. */
  public List<Net> legs(String participant) {
    return nets().stream().filter(net -> net.participant().equals(participant) && net.direction() != Net.Direction.NOTHING).toList();
  }

  /** Payments that settle every set, few of them. */
  public List<Leg> payments() { return sets.stream().flatMap(set -> set.payments().stream()).toList(); }

  /** What was saved, by asset: amounts of different assets do not add up. */
  public Map<String, Figures> figures() {
    var figures = new TreeMap<String, Figures>();
    for (var set : sets) figures.merge(set.asset(), set.figures(), Figures::plus);
    return figures;
  }

  /** The set each obligation was netted in, by the obligation's reference. */
  public Map<String, NettingSet> setByReference() {
    var found = new HashMap<String, NettingSet>();
    for (var set : sets) for (var obligation : set.obligations()) found.put(obligation.reference(), set);
    return found;
  }

  /**
   * The same without a participant that failed: its obligations and claims are taken out and the rest is netted anew, so that the others' nets change by exactly
   * what they owed it and had from it (unwinding; CPSS, <i>Report of the Committee on Interbank Netting Schemes</i>, BIS 1990, on why this shifts the loss to the survivors).
   */
  public Unwound without(String participant) {
    var kept = new ArrayList<Obligation>();
    var removed = new ArrayList<Obligation>();
    for (var set : sets) for (var o : set.obligations()) (o.payer().equals(participant) || o.payee().equals(participant) ? removed : kept).add(o);
    return new Unwound(of(method, kept), removed);
  }

  /** @param removed the obligations of the participant that failed, and those to it: owed as before, in full, netted against nothing */
  public record Unwound(Netting rest, List<Obligation> removed) {
    public Unwound { removed = List.copyOf(removed); }
  }

  private static void refuseRepeated(Collection<Obligation> obligations) {
    var seen = new HashMap<String, Obligation>();
    for (var obligation : obligations) {
      if (seen.put(obligation.reference(), obligation) != null) throw new IllegalArgumentException("two obligations have the reference " + obligation.reference());
    }
  }

  private static NettingSet set(Key key, List<Obligation> obligations) {
    var nets = new TreeMap<String, BigDecimal>();
    for (var obligation : obligations) {
      nets.merge(obligation.payee(), obligation.amount(), BigDecimal::add);
      nets.merge(obligation.payer(), obligation.amount().negate(), BigDecimal::add);
    }
    return new NettingSet(key.name(), key.asset, key.due, obligations, nets.entrySet().stream().map(net -> new Net(net.getKey(), key.asset, net.getValue())).toList());
  }

  /** @param within the pair or the reference a set is limited to; empty: all */
  private record Key(String asset, @Nullable LocalDate due, List<String> within) {
    static Key of(Method method, Obligation o) {
      return new Key(o.asset(), o.due(), switch (method) {
        case GROSS -> List.of(o.reference());
        case BILATERAL -> o.payer().compareTo(o.payee()) < 0 ? List.of(o.payer(), o.payee()) : List.of(o.payee(), o.payer());
        case MULTILATERAL -> List.of();
      });
    }

    String name() { return asset + (due == null ? "" : " " + due) + (within.isEmpty() ? "" : " " + String.join(" - ", within)); }
  }
}
