package finality.rail.message.fin;

import finality.rail.message.Finding;
import finality.rail.message.fin.FinMessage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the network refuses although each field is well-formed: the network validated rules of MT103, MT103 STP, MT103 REMIT, MT202 and MT202 COV (general knowledge of SWIFT's User Handbook, categories 1 and 2).
 * A finding's code is that of the network's error, {@code rule_d75}; {@code docs/message/fin.md} lists them, and says what of this was seen in public text.
 */
final class NetworkRules {
  /** Both banks in one of these: the ordered amount must be told (D49). */
  private static final Set<String> ORDERED_AMOUNT = Set.of(("AD AT BE BG BV CH CY CZ DE DK EE ES FI FR GB GF GI GP GR HU IE IS IT LI LT LU LV MC MQ MT NL NO PL PM PT RE RO SE SI SJ SK SM TF VA").split(" "));
  private static final List<String> INSTRUCTIONS = List.of("SDVA", "INTC", "REPA", "CORT", "HOLD", "CHQB", "PHOB", "TELB", "PHON", "TELE", "PHOI", "TELI");
  private static final Map<String, List<String>> EXCLUDED = Map.of("SDVA", List.of("HOLD", "CHQB"), "INTC", List.of("HOLD", "CHQB"), "REPA", List.of("HOLD", "CHQB", "CORT"), "CORT", List.of("HOLD", "CHQB"), "HOLD", List.of("CHQB"),
      "PHOB", List.of("TELB"), "PHON", List.of("TELE"), "PHOI", List.of("TELI"));
  private static final Set<String> WITH_WORDS = Set.of("PHON", "PHOB", "PHOI", "TELE", "TELB", "TELI", "HOLD", "REPA");

  private final FinMessage message;
  private final Part part;
  private final boolean stp;
  private final List<Finding> findings = new ArrayList<>();

  private NetworkRules(FinMessage message) {
    this.message = message;
    this.part = message.first();
    this.stp = message.kind().equals("103 STP");
  }

  static List<Finding> check(FinMessage message) {
    var rules = new NetworkRules(message);
    if (message.ofCustomers()) rules.customers();
    else rules.banks();
    return rules.findings;
  }

  private void banks() {
    chain(part, "rule_c81");
    if (message.covers()) chain(message.second(), "rule_c68");
  }

  private void chain(Part part, String code) {
    if (part.has("56") && !part.has("57")) broken(field(part, "56"), code, "An intermediary (56a) needs an account with institution behind it (57a).");
  }

  private void customers() {
    amounts();
    charges();
    instructions();
    chain(part, "rule_c81");
    if (part.has("55") && !(part.has("53") && part.has("54")))
      broken(field(part, "55"), "rule_e06", "A third reimbursement institution (55a) needs the sender's and the receiver's correspondent (53a, 54a).");
    if (part.has("70") && part.tagged("77T").isPresent()) broken(field(part, "70"), "rule_e12", "Remittance information stands in field 70 or in 77T, not in both.");
    switch (operation()) {
      case "SPRI", "SSTD", "SPAY" -> serviceLevel(operation());
      default -> { }
    }
    var creditor = field(part, "59");
    if (stp && creditor != null && !creditor.first().startsWith("/")) broken(creditor, "rule_e10", "An MT103 STP must name the creditor's account.");
    var information = field(part, "72");
    if (stp && information != null && information.first().matches("/(REJT|RETN)/.*")) broken(information, "rule_t81", "A return or reject is no MT103 STP.");
  }

  private String operation() { return part.tagged("23B").map(field -> field.first().strip()).orElse(""); }

  private void amounts() {
    var settled = currency("32A", 6);
    var ordered = currency("33B", 0);
    var rate = field(part, "36");
    boolean converted = settled != null && ordered != null && !settled.equals(ordered);
    if (converted && rate == null) broken(field(part, "33"), "rule_d75", "Ordered in " + ordered + " and settled in " + settled + ": the rate (36) is missing.");
    if (!converted && rate != null) broken(rate, "rule_d75", "A rate (36) stands only where the ordered amount (33B) is in another currency than the settled one (32A).");
    var sender = message.envelope().sender();
    var receiver = message.envelope().receiver();
    if (ordered == null && !part.has("33") && sender != null && receiver != null && ORDERED_AMOUNT.contains(sender.substring(4, 6)) && ORDERED_AMOUNT.contains(receiver.substring(4, 6)))
      broken(field(part, "32"), "rule_d49", "From " + sender.substring(4, 6) + " to " + receiver.substring(4, 6) + " the ordered amount (33B) must be told.");
  }

  private void charges() {
    var bearer = part.tagged("71A").map(field -> field.first().strip()).orElse("");
    var ofSender = part.all("71F");
    var ofReceiver = part.tagged("71G").orElse(null);
    if (bearer.equals("OUR") && !ofSender.isEmpty()) broken(ofSender.getFirst(), "rule_e13", "When the debtor bears all charges (OUR), the sender's (71F) are not told.");
    if (bearer.equals("SHA") && ofReceiver != null) broken(ofReceiver, "rule_d50", "When charges are shared (SHA), the receiver's (71G) are not told.");
    if (bearer.equals("BEN") && ofSender.isEmpty())
      broken(part.tagged("71A").orElseThrow(), "rule_e15", "When the creditor bears all charges (BEN), the sender's (71F) must be told, zero too.");
    if (bearer.equals("BEN") && ofReceiver != null) broken(ofReceiver, "rule_e15", "When the creditor bears all charges (BEN), the receiver's (71G) are not told.");
    var any = ofSender.isEmpty() ? ofReceiver : ofSender.getFirst();
    if (any != null && !part.has("33")) broken(any, "rule_d51", "Charges (71F, 71G) need the ordered amount (33B).");
    var settled = currency("32A", 6);
    if (ofReceiver != null && settled != null && !ofReceiver.first().startsWith(settled))
      broken(ofReceiver, "rule_c02", "The receiver's charges (71G) are in another currency than the settled amount, " + settled + ".");
  }

  private void instructions() {
    var fields = part.all("23E");
    var codes = fields.stream().map(field -> code(field)).toList();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      var code = codes.get(i);
      if (codes.indexOf(code) < i) broken(field, "rule_e46", "The instruction " + code + " stands there twice.");
      if (i > 0 && INSTRUCTIONS.indexOf(code) < INSTRUCTIONS.indexOf(codes.get(i - 1)))
        broken(field, "rule_d98", "Instructions stand in the order " + String.join(", ", INSTRUCTIONS) + "; " + code + " is behind " + codes.get(i - 1) + ".");
      for (var other : EXCLUDED.getOrDefault(code, List.of())) if (codes.contains(other)) broken(field, "rule_d67", "The instructions " + code + " and " + other + " exclude each other.");
      if (field.first().length() > 4 && !WITH_WORDS.contains(code)) broken(field, "rule_d97", "The instruction " + code + " takes no words.");
      if (stp && !Set.of("CORT", "INTC", "SDVA", "REPA").contains(code)) broken(field, "rule_t48", "An MT103 STP has no instruction " + code + ".");
    }
    var creditor = field(part, "59");
    if (codes.contains("CHQB") && creditor != null && creditor.first().startsWith("/"))
      broken(creditor, "rule_e18", "A payment by cheque (23E CHQB) has no account of the creditor.");
    for (var code : codes) {
      if (!part.has("56") && (code.equals("TELI") || code.equals("PHOI")))
        broken(fields.get(codes.indexOf(code)), "rule_e44", "To advise the intermediary (" + code + ") there must be one (56a).");
      if (!part.has("57") && (code.equals("TELE") || code.equals("PHON")))
        broken(fields.get(codes.indexOf(code)), "rule_e45", "To advise the account with institution (" + code + ") it must be named (57a).");
    }
  }

  /** SWIFT's service levels: what must go through untouched says where it goes in a form that machines read. */
  private void serviceLevel(String operation) {
    for (var field : part.all("23E")) {
      if (!operation.equals("SPRI")) broken(field, "rule_e02", operation + " allows no instruction (23E).");
      else if (!Set.of("SDVA", "TELB", "PHOB", "INTC").contains(code(field))) broken(field, "rule_e01", "SPRI allows the instructions SDVA, INTC, PHOB, TELB alone.");
    }
    option("53", "D", "rule_e03", operation);
    var correspondent = part.tagged("53B").orElse(null);
    if (correspondent != null && !correspondent.first().startsWith("/")) broken(correspondent, "rule_e04", operation + " needs the account in 53B.");
    option("54", "BD", "rule_e05", operation);
    option("55", "BD", "rule_e07", operation);
    var intermediary = field(part, "56");
    if (intermediary != null && operation.equals("SPRI")) broken(intermediary, "rule_e16", "SPRI allows no intermediary (56a).");
    else if (intermediary != null && (intermediary.option().equals("D") || intermediary.option().equals("C") && !intermediary.first().startsWith("//")))
      broken(intermediary, "rule_e17", operation + " allows an intermediary by BIC (56A) or by clearing code (56C) alone.");
    option("57", "B", "rule_e09", operation);
    var with = part.tagged("57D").orElse(null);
    if (with != null && !with.first().startsWith("/")) broken(with, "rule_e09", operation + " needs an account or clearing code in 57D.");
    var creditor = field(part, "59");
    if (!stp && creditor != null && !creditor.first().startsWith("/")) broken(creditor, "rule_e10", operation + " needs the creditor's account.");
  }

  private void option(String number, String refused, String code, String operation) {
    var field = field(part, number);
    if (field != null && !field.option().isEmpty() && refused.contains(field.option())) broken(field, code, operation + " does not allow field " + field.tag() + ".");
  }

  private @Nullable String currency(String tag, int from) {
    return part.tagged(tag).map(Field::first).filter(text -> text.length() >= from + 3).map(text -> text.substring(from, from + 3)).orElse(null);
  }

  private static String code(Field field) { return field.first().length() < 4 ? field.first() : field.first().substring(0, 4); }

  private static @Nullable Field field(Part part, String number) { return part.find(number).orElse(null); }

  private void broken(@Nullable Field field, String code, String sentence) {
    findings.add(Finding.error(field == null ? Finding.Position.FILE : field.position(), code, sentence + " [" + code.substring(5).toUpperCase(java.util.Locale.ROOT) + "]"));
  }
}
