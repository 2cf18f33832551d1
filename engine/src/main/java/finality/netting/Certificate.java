package finality.netting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks a {@link Clearing} against the queue and the balances it is of, by plain decimal arithmetic that shares nothing with the search. */
public final class Certificate {
  private final Clearing clearing;
  private final List<Queued> queue;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<Account, Balance> before = new TreeMap<>();
  private final Map<Account, BigDecimal> after = new HashMap<>();
  private final Set<String> settled;
  private final List<String> wrong = new ArrayList<>();

  private Certificate(Clearing clearing, List<Queued> queue, Collection<Balance> balances) {
    this.clearing = clearing;
    this.queue = queue.stream().sorted(Comparator.comparingInt(Queued::priority)).toList();   // stable: arrival within priority
    for (int place = 0; place < queue.size(); place++) places.put(this.queue.get(place).reference(), place);
    settled = clearing.settled().stream().map(Queued::reference).collect(Collectors.toSet());
    for (var balance : balances) before.put(balance.account(), balance);
    for (var entry : queue) for (var leg : entry.legs()) for (var account : List.of(leg.from(), leg.to())) before.putIfAbsent(account, Balance.none(account));
    before.forEach((account, balance) -> after.put(account, balance.amount()));
    for (var entry : queue) if (settled.contains(entry.reference())) move(after, entry);
  }

  /**
   * @return what is wrong with it; empty when every entry is settled or waits, once; the balances are the sums of what settles, each at or above its limit or no lower than it
   *     began; under {@link Rule#GROSS} there is an order in which that holds after every single entry; order is kept where the rule respects it; and each reason is true.
   *     Of {@link Rule#BILATERAL}, whose steps an answer does not tell, the steps between are not checked
   */
  public static List<String> check(Clearing clearing, List<Queued> queue, Collection<Balance> balances) {
    var certificate = new Certificate(clearing, queue, balances);
    certificate.checkSets();
    certificate.checkPositions();
    if (clearing.rule() == Rule.GROSS) certificate.checkSteps();
    certificate.checkOrder();
    for (var waiting : clearing.waiting()) certificate.checkReason(waiting);
    return List.copyOf(certificate.wrong);
  }

  private void checkSets() {
    var all = new ArrayList<>(clearing.settled());
    clearing.waiting().forEach(waiting -> all.add(waiting.entry()));
    if (all.size() != queue.size() || !Set.copyOf(all).equals(Set.copyOf(queue))) wrong.add("settled and waiting are not the queue");
    if (clearing.waiting().isEmpty() != (clearing.blockage() == Blockage.NONE)) wrong.add("blockage is " + clearing.blockage() + " and " + clearing.waiting().size() + " wait");
  }

  private void checkPositions() {
    var told = new HashMap<Account, Clearing.Position>();
    for (var position : clearing.positions()) told.put(position.account(), position);
    if (!told.keySet().equals(before.keySet())) wrong.add("the positions are not those of all accounts");
    before.forEach((account, balance) -> {
      var sum = after.get(account);
      if (isTooLow(account, sum, balance.amount())) wrong.add(account + " is below its limit: " + sum.toPlainString());
      var position = told.get(account);
      if (position != null && (position.after().compareTo(sum) != 0 || !position.before().equals(balance))) wrong.add(account + " is told wrongly: " + position);
    });
  }

  /** The definition: a settlement may leave an account at or above its limit, or where it found it, or higher. */
  private boolean isTooLow(Account account, BigDecimal now, BigDecimal then) {
    return now.compareTo(before.get(account).limit().negate()) < 0 && now.compareTo(then) < 0;
  }

  /** What settles can go one at a time. Whoever is asked first: an account pays in its own order only, so that what could go once can go until it does. */
  private void checkSteps() {
    var now = new HashMap<Account, BigDecimal>();
    before.forEach((account, balance) -> now.put(account, balance.amount()));
    var left = new ArrayList<>(queue.stream().filter(entry -> settled.contains(entry.reference())).toList());
    for (boolean moved = true; moved; ) {
      var blocked = new HashSet<Account>();
      moved = left.removeIf(entry -> {
        var senders = entry.legs().stream().map(Leg::from).toList();
        boolean goes = senders.stream().noneMatch(blocked::contains) && wentAlone(now, entry);
        if (!goes) blocked.addAll(senders);
        return goes;
      });
    }
    for (var entry : left) wrong.add(entry.reference() + " cannot have gone: somebody would have been below the limit");
  }

  private boolean wentAlone(Map<Account, BigDecimal> now, Queued entry) {
    var with = new HashMap<Account, BigDecimal>();
    for (var leg : entry.legs()) for (var account : List.of(leg.from(), leg.to())) with.put(account, now.get(account));
    move(with, entry);
    boolean goes = with.entrySet().stream().noneMatch(a -> isTooLow(a.getKey(), a.getValue(), now.get(a.getKey())));
    if (goes) now.putAll(with);
    return goes;
  }

  /** Told as what is missing to the limit, and rightly refused. */
  private boolean isShort(Why.Shortfall told, BigDecimal with, BigDecimal then) {
    return isTooLow(told.account(), with, then) && with.add(told.missing()).compareTo(before.get(told.account()).limit().negate()) == 0;
  }

  private void checkOrder() {
    if (!clearing.rule().respectsOrder()) return;
    var blocked = new HashSet<Object>();
    var offset = offset();
    for (var entry : queue)
      for (var leg : entry.legs()) {
        var between = List.of(leg.from(), participants(entry));
        if (!settled.contains(entry.reference())) blocked.addAll(List.of(leg.from(), between));
        else if (blocked.contains(between) || (blocked.contains(leg.from()) && !offset.contains(between))) wrong.add(entry.reference() + " passed an earlier one of " + leg.from());
      }
  }

  /** Under {@link Rule#BILATERAL} an account's payments to another participant may pass those to the rest if something came back from there; this is each such account with the two. */
  private Set<Object> offset() {
    var offset = new HashSet<>();
    if (clearing.rule() == Rule.BILATERAL)
      for (var entry : clearing.settled()) if (participants(entry).size() == 2) for (var leg : entry.legs()) offset.add(List.of(leg.to(), participants(entry)));
    return offset;
  }

  private static Set<String> participants(Queued entry) {
    var names = new HashSet<String>();
    for (var leg : entry.legs()) names.addAll(List.of(leg.payer(), leg.payee()));
    return names;
  }

  private void checkReason(Clearing.Waiting waiting) {
    var entry = waiting.entry();
    boolean holds = switch (waiting.why()) {
      case Why.Short(var shortfalls) -> {
        var with = new HashMap<>(after);
        move(with, entry);
        boolean afterwards = clearing.rule() == Rule.GROSS || clearing.rule() == Rule.BILATERAL;   // it would go alone; under the other rules with all that settles
        Function<Account, BigDecimal> then = account -> afterwards ? after.get(account) : before.get(account).amount();
        var tooLow = with.keySet().stream().filter(account -> isTooLow(account, with.get(account), then.apply(account))).collect(Collectors.toSet());
        yield !tooLow.isEmpty() && tooLow.size() == shortfalls.size() && tooLow.equals(shortfalls.stream().map(Why.Shortfall::account).collect(Collectors.toSet()))
            && shortfalls.stream().allMatch(told -> isShort(told, with.get(told.account()), then.apply(told.account())));
      }
      case Why.Behind(var reference) -> clearing.rule().respectsOrder() && !settled.contains(reference) && isBefore(reference, entry);
      case Why.NotAll(var told) -> {
        var with = new HashMap<>(after);
        clearing.waiting().forEach(other -> move(with, other.entry()));
        yield clearing.settled().isEmpty() && isShort(told, with.get(told.account()), before.get(told.account()).amount());
      }
    };
    if (!holds) wrong.add(entry.reference() + " does not wait because " + waiting.why());
  }

  private boolean isBefore(String reference, Queued entry) {
    var place = places.get(reference);
    if (place == null || place >= places.get(entry.reference())) return false;
    var senders = entry.legs().stream().map(Leg::from).toList();
    return queue.get(place).legs().stream().anyMatch(leg -> senders.contains(leg.from()));
  }

  private static void move(Map<Account, BigDecimal> balances, Queued entry) {
    for (var leg : entry.legs()) {
      balances.merge(leg.from(), leg.amount().negate(), BigDecimal::add);
      balances.merge(leg.to(), leg.amount(), BigDecimal::add);
    }
  }
}
