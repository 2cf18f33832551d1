package finality.cli;

import finality.netting.Account;
import finality.netting.Balance;
import finality.netting.Obligation;
import finality.netting.Queued;
import finality.netting.Trade;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be netted.
 *
 * @param queue an entry for each line, in the file's order
 * @param obligations the same as obligations: one for each line, or of each trade its two legs
 * @param paid the assets that are paid: of obligations all, of trades the currencies
 * @param trades whether the lines are trades
 */
record NetInput(List<Queued> queue, List<Obligation> obligations, TreeSet<String> paid, boolean trades) {
  private static final List<String> OBLIGATION = List.of("payer", "payee", "asset", "amount");
  private static final List<String> TRADE = List.of("buyer", "seller", "asset", "quantity", "price", "currency");
  private static final List<String> OPTIONAL = List.of("priority", "due", "reference");
  /** Of the API's words, which a file may write in any capitals; the lower goes first. */
  private static final Map<String, Integer> PRIORITIES = Map.of("urgent", 0, "high", 1, "normal", 2);

  /** @throws Stop with everything that is wrong */
  static NetInput read(Path path) {
    var table = new NetTable(path);
    boolean trades = table.has("buyer") || table.has("seller");
    table.requireColumns(trades ? TRADE : OBLIGATION, OPTIONAL);
    var input = new NetInput(new ArrayList<>(), new ArrayList<>(), new TreeSet<>(), trades);
    var seen = new HashMap<String, Long>();
    table.rows(number -> {
      var reference = table.optional("reference") instanceof String own ? own : String.valueOf(number);
      if (seen.putIfAbsent(reference, table.line()) instanceof Long earlier) throw new IllegalArgumentException("reference " + reference + " is that of line " + earlier + " too; give each its own");
      if (trades) input.trade(table, reference);
      else input.obligation(table, reference);
    });
    if (input.queue.isEmpty()) throw Stop.unreadable(path + " has no entry below its first line; nothing was computed. If that is right there is nothing to net.");   // an export that failed looks the same
    return input;
  }

  private void trade(NetTable table, String reference) {
    var trade = new Trade(table.text("buyer"), table.text("seller"), table.text("asset"), table.number("quantity", false), table.number("price", false), table.text("currency"), due(table), reference);
    queue.add(trade.linked(priority(table)));
    obligations.addAll(trade.obligations());
    paid.add(trade.currency());
  }

  private void obligation(NetTable table, String reference) {
    var obligation = new Obligation(table.text("payer"), table.text("payee"), table.text("asset"), table.number("amount", false), due(table), reference);
    queue.add(Queued.of(obligation, priority(table)));
    obligations.add(obligation);
    paid.add(obligation.asset());
  }

  private static @Nullable LocalDate due(NetTable table) {
    var text = table.optional("due");
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw new IllegalArgumentException("due: \"" + text + "\" is not a date such as 2026-11-23");
    }
  }

  private static int priority(NetTable table) {
    var text = table.optional("priority");
    if (text == null) return PRIORITIES.get("normal");
    if (PRIORITIES.get(text.toLowerCase(Locale.ROOT)) instanceof Integer known) return known;
    if (text.matches("[0-9]{1,6}")) return Integer.parseInt(text);
    throw new IllegalArgumentException("priority: \"" + text + "\" is not urgent, high, normal or a whole number, the lower first");
  }

  /** @throws Stop with everything that is wrong */
  static List<Balance> balances(Path path) {
    var table = new NetTable(path);
    table.requireColumns(List.of("participant", "asset", "balance"), List.of("limit"));
    var balances = new ArrayList<Balance>();
    var seen = new HashMap<Account, Long>();
    table.rows(number -> {
      var account = new Account(table.text("participant"), table.text("asset"));
      if (seen.putIfAbsent(account, table.line()) instanceof Long earlier) throw new IllegalArgumentException(account + " has a balance already, on line " + earlier);
      balances.add(new Balance(account, table.number("balance", true), table.optional("limit") == null ? BigDecimal.ZERO : table.number("limit", true)));
    });
    return balances;
  }
}
