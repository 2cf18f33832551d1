package finality.cli;

import finality.netting.Account;
import finality.netting.Balance;
import finality.netting.Leg;
import finality.netting.Obligation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that differ only in capitals or blanks: EUR and eur, Alpha and ALPHA. Taken for two they give an answer that looks right. */
final class NetNames {
  private static final int SHOWN = 20;

  private NetNames() {}

  /**
   * Tells names of one file that are most likely one.
   *
   * @throws Stop when a balance is most likely that of an account which the entries write otherwise, and which would have nothing
   */
  static void check(List<Obligation> obligations, List<Balance> balances, PrintStream err) {
    var legs = obligations.stream().map(Obligation::leg).toList();
    tell("participants", legs.stream().flatMap(leg -> Stream.of(leg.payer(), leg.payee())), err);
    tell("assets", legs.stream().map(Leg::asset), err);
    var entered = legs.stream().flatMap(leg -> Stream.of(leg.from(), leg.to())).collect(Collectors.toSet());
    var byPlain = entered.stream().collect(Collectors.groupingBy(NetNames::plain));
    var known = balances.stream().map(Balance::account).collect(Collectors.toSet());
    var wrongs = new ArrayList<String>();
    for (var balance : balances) {
      var alike = entered.contains(balance.account()) ? List.<Account>of() : byPlain.getOrDefault(plain(balance.account()), List.of());
      for (var account : alike) {
        var both = "the balance of " + quoted(balance.account()) + " is of no entry; the entries have " + quoted(account);
        if (known.contains(account)) err.println("net: " + both + ", which has a balance of its own.");
        else wrongs.add(both + ", which would have nothing. Write both the same; if they are two, give " + quoted(account) + " a balance too, if only of 0.");
      }
    }
    if (!wrongs.isEmpty()) throw Stop.unreadable(String.join("\n", wrongs.subList(0, Math.min(SHOWN, wrongs.size()))) + (wrongs.size() > SHOWN ? "\n… and " + (wrongs.size() - SHOWN) + " more" : "") + "\nNothing was computed.");
  }

  private static void tell(String what, Stream<String> names, PrintStream err) {
    Map<String, Set<String>> byPlain = new TreeMap<>();
    names.distinct().forEach(name -> byPlain.computeIfAbsent(plain(name), _ -> new TreeSet<>()).add(name));
    byPlain.values().stream().filter(alike -> alike.size() > 1).limit(SHOWN)
        .forEach(alike -> err.println("net: the " + what + " \"" + String.join("\" and \"", alike) + "\" differ only in capitals or blanks, and are taken for " + alike.size() + "."));
  }

  private static String quoted(Account account) { return "\"" + account.participant() + "\" \"" + account.asset() + "\""; }

  private static Account plain(Account account) { return new Account(plain(account.participant()), plain(account.asset())); }

  private static String plain(String name) { return name.replaceAll("[\\s\\p{Z}\\p{Cf}]", "").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT); }
}
