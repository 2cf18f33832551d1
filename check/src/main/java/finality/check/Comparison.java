package finality.check;

import finality.check.Journal.Payment;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Three memories compared when all is quiet: the clients' journal, the engine's books, the bank's journal. */
final class Comparison {
  private static final int TOLD = 20;   // stories; what follows is counted

  private final Site site;
  private final Journal journal;
  private final List<String> violations = new ArrayList<>();
  private final Map<String, JsonNode> byId = new HashMap<>();
  private final Map<String, JsonNode> byKey = new HashMap<>();
  private final Map<String, Integer> states = new java.util.TreeMap<>();
  private int executed;

  Comparison(Site site, Journal journal) throws IOException {
    this.site = site;
    this.journal = journal;
    violations.addAll(journal.contradictions());
    readEngine();
    answers();
    bank();
    books();
    balances();
  }

  List<String> violations() {
    if (violations.size() <= TOLD) return violations;
    var told = new ArrayList<>(violations.subList(0, TOLD));
    told.add("and " + (violations.size() - TOLD) + " more");
    return told;
  }

  String figures() {
    long acknowledged = journal.payments().stream().filter(p -> p.id() != null).count();
    return "payments asked %d, acknowledged %d, in the engine %d %s, executed by the bank %d".formatted(journal.payments().size(), acknowledged, byId.size(), states, executed);
  }

  /** All settlements; one instruction a key, and none that nobody asked for. */
  private void readEngine() throws IOException {
    var cursor = "";
    do {
      var page = site.firstApi.get("/v1/settlements?limit=500" + cursor);
      if (page.status() != 200) throw new IOException("the engine's list answers " + page.status() + " " + page.body());
      for (var item : page.body().path("items")) {
        states.merge(text(item, "state"), 1, Integer::sum);
        if (text(item, "kind").equals("reversal")) continue;   // pays nothing itself; whoever asked for it looks for its answer
        byId.put(text(item, "id"), item);
        var twin = byKey.put(text(item, "reference"), item);
        if (twin != null) violation("two instructions for key " + text(item, "reference"), item, twin);
        if (journal.find(text(item, "reference")) == null) violation("an instruction that nobody asked for", item);
        if (text(item, "state").equals("in_review")) violation("a person is asked although the bank did nothing that an engine cannot resolve", item);
      }
      cursor = page.body().path("next_cursor").isString() ? "&cursor=" + page.body().path("next_cursor").asString() : "";
    } while (!cursor.isEmpty());
  }

  /** Every acknowledged answer is there, unchanged, and the same key still gives it. */
  private void answers() throws IOException {
    for (var payment : journal.payments()) {
      var id = payment.id();
      var stored = id == null ? byKey.get(payment.key) : byId.get(id);
      if (stored == null) {
        if (id != null) violations.add("acknowledged and lost: key " + payment.key + " as " + id + "\n" + payment.body);
        continue;
      }
      if (id != null && !text(stored, "reference").equals(payment.key)) violation("acknowledged for key " + payment.key + " and belongs to another", stored);
      if (id == null && payment.refused() != null) violation("refused (" + payment.refused() + ") and there all the same", stored);
      var asked = Http.JSON.readTree(payment.body);
      if (amount(asked, "amount").compareTo(amount(stored, "amount")) != 0 || !text(asked, "currency").equals(text(stored, "currency")) || !text(asked, "debtor_account").equals(text(stored, "debtor_account")))
        violation("asked " + payment.body + " and stored otherwise", stored);
    }
    var sample = journal.payments().stream().filter(p -> p.id() != null).limit(200).toList();
    for (Payment payment : sample) {
      var again = site.secondApi.post("/v1/settlements", payment.key, payment.body);
      if (!text(again.body(), "id").equals(payment.id())) violations.add("key " + payment.key + " gave " + payment.id() + " and now gives " + again.status() + " " + again.body());
    }
  }

  /** Executed at most once, exactly for what is settled, at the amount that was asked. */
  private void bank() throws IOException {
    var byOrder = new HashMap<String, JsonNode>();
    for (var settlement : byId.values()) if (settlement.path("end_to_end_id").isString()) byOrder.put(text(settlement, "end_to_end_id"), settlement);
    var executedOrders = new HashMap<String, JsonNode>();
    var cursor = "";
    do {
      var page = site.bankApi.get("/admin/payments?limit=5000" + cursor);
      for (var order : page.body().path("items")) {
        if (order.path("executed").asInt(0) == 0) continue;
        executed++;
        executedOrders.put(text(order, "end_to_end_id"), order);
        var settlement = byOrder.get(text(order, "end_to_end_id"));
        if (order.path("executed").asInt(0) > 1) violation("EXECUTED TWICE: " + order, settlement);
        else if (settlement == null) violations.add("the bank executed an order that no settlement ended with: " + order);
        else if (!paid(settlement)) violation("executed by the bank, and " + text(settlement, "state") + " here: " + order, settlement);
        else if (amount(order, "executed_total").compareTo(amount(settlement, "amount")) != 0 || !text(order, "currency").equals(text(settlement, "currency"))) violation("another amount was executed: " + order, settlement);
      }
      cursor = page.body().path("next_cursor").isString() ? "&cursor=" + page.body().path("next_cursor").asString() : "";
    } while (!cursor.isEmpty());
    for (var settlement : byId.values()) {
      if (paid(settlement) && !text(settlement, "kind").equals("book") && !executedOrders.containsKey(text(settlement, "end_to_end_id")))
        violation("settled here, and never executed by the bank", settlement);
    }
  }

  private static boolean paid(JsonNode settlement) { return text(settlement, "state").equals("settled") || text(settlement, "state").equals("reversed"); }

  private void books() throws IOException {
    for (var api : List.of(site.firstApi, site.secondApi)) {
      var report = api.get("/v1/audit/books").body();
      if (!report.path("sound").asBoolean(false)) violations.add("the books are not sound: " + report);
    }
  }

  /** What our nostro accounts say is what the bank says. */
  private void balances() throws IOException {
    var atBank = new HashMap<String, BigDecimal>();
    for (var account : site.bankApi.get("/admin/accounts").body().path("items")) atBank.put(text(account, "number"), amount(account, "balance"));
    for (var nostro : site.firstApi.get("/v1/accounts/nostro?limit=500").body().path("items")) {
      var balance = atBank.get(text(nostro, "number"));
      if (balance == null || balance.compareTo(amount(nostro, "posted")) != 0) violations.add("nostro " + text(nostro, "code") + " is " + text(nostro, "posted") + " here and " + balance + " at the bank");
      if (amount(nostro, "held").signum() != 0 && !states.containsKey("in_review")) violations.add("nostro " + text(nostro, "code") + " still holds " + text(nostro, "held") + " with everything ended");
    }
  }

  /** With its whole story: the engine's log, the bank's view, the disturbances. */
  private void violation(String what, @Nullable JsonNode... settlements) throws IOException {
    var story = new StringBuilder(what);
    for (var settlement : settlements) {
      if (settlement == null || violations.size() >= TOLD) continue;
      story.append("\nengine: ").append(site.firstApi.get("/v1/settlements/" + text(settlement, "id")).body());
      if (settlement.path("end_to_end_id").isString()) story.append("\nbank: ").append(site.bankApi.get("/admin/payments?end_to_end_id=" + text(settlement, "end_to_end_id")).body());
      var from = text(settlement, "created_at");
      story.append("\ndisturbances since: ").append(journal.disturbances().stream().filter(d -> d.compareTo(from) >= 0).limit(5).toList());
    }
    violations.add(story.toString());
  }

  private static String text(JsonNode node, String field) { return node.path(field).asString(""); }

  private static BigDecimal amount(JsonNode node, String field) { return new BigDecimal(node.path(field).asString("0")); }
}
