package finality.rail.message.fin;

import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.CreditTransfer;
import finality.rail.message.MessageHeader;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import finality.rail.message.Terms;
import finality.rail.message.Unwritable;
import finality.money.Assets;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that say a transfer, a return or a reject; in order, each with the option that carries what there is. */
final class TransferFields {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");

  private final MessageHeader header;
  private final String kind;
  private final List<Field> fields = new ArrayList<>();

  TransferFields(MessageHeader header, String kind) {
    this.header = header;
    this.kind = kind;
  }

  String kind() { return kind; }

  FinMessage message(CreditTransfer transfer, Envelope envelope) {
    references(transfer.references().instructionId(), transfer.references().endToEndId());
    settled(transfer.amount(), transfer.settlementDate());
    if (transfer.references().transactionId() != null || transfer.references().clearingReference() != null)
      throw new Unwritable(":20:", "reference", "FIN has no field for a transaction identification or a clearing reference.");
    if (transfer.kind() == CreditTransfer.Kind.CUSTOMER) customers(transfer, envelope);
    else banks(transfer, envelope);
    var ordered = sorted(false);
    var underlying = transfer.underlying();
    if (underlying == null) return new FinMessage(kind, envelope, ordered);
    fields.clear();
    covered(underlying, transfer.amount());
    var all = new ArrayList<>(ordered);
    all.addAll(sorted(true));
    return new FinMessage(kind, envelope, all);
  }

  private List<Field> sorted(boolean second) { return fields.stream().sorted(Comparator.comparingInt(field -> Layout.place(kind, field, second))).toList(); }

  private void customers(CreditTransfer transfer, Envelope envelope) {
    var terms = transfer.terms();
    boolean operation = terms.localInstrument() != null && terms.localInstrument().matches("SPRI|SSTD|SPAY|CRTS");
    add("23B", operation ? terms.localInstrument() : "CRED");
    if (terms.purpose() != null && terms.purpose().length() == 3) add("26T", terms.purpose());
    if (transfer.instructed() != null) add("33B", money(transfer.instructed(), "33B"));
    if (transfer.rate() != null) add("36", rate(transfer.rate()));
    add("71A", bearer(terms.chargeBearer()));
    for (var charge : transfer.charges()) if (charge.agent() != null) throw new Unwritable(":71F:", "charge_agent", "FIN does not say which bank took a charge.");
    for (var charge : transfer.charges()) add("DEBT".equals(terms.chargeBearer()) ? "71G" : "71F", money(charge.amount(), "71F"));
    ends(transfer.debtor(), transfer.creditor(), envelope);
    chain(transfer.route(), kind.equals("103 STP") ? "A" : "ACD");
    information(transfer, instructions(transfer));
    if (kind.equals("103 REMIT")) {
      if (transfer.references().endToEndId() != null) throw new Unwritable(":77T:", "reference", "An MT103 REMIT has no field 70 for the end-to-end identification.");
      fields.add(new Field("77T", transfer.remittance().unstructured().isEmpty() ? List.of("") : transfer.remittance().unstructured(), 0));
    } else purpose(transfer);
  }

  private void banks(CreditTransfer transfer, Envelope envelope) {
    if (!transfer.remittance().equals(finality.rail.message.Remittance.NONE))
      throw new Unwritable(":72:", "remittance", "A payment between banks has no field for remittance information; say /BNF/… as an instruction.");
    if (transfer.instructed() != null || transfer.rate() != null || !transfer.charges().isEmpty() || transfer.terms().chargeBearer() != null || transfer.terms().purpose() != null)
      throw new Unwritable(":32A:", "not_in_format", "A payment between banks has no ordered amount, rate, charges or purpose.");
    bankEnds(transfer.debtor(), transfer.creditor(), envelope);
    chain(transfer.route(), "AD");
    information(transfer, instructions(transfer));
  }

  private void covered(CreditTransfer underlying, Amount cover) {
    if (!underlying.amount().equals(cover)) throw new Unwritable(":32A:", "cover_amount", "The cover is for " + cover + ", what it covers for " + underlying.amount() + ".");
    ends(underlying.debtor(), underlying.creditor(), Envelope.NONE);
    if (underlying.instructed() != null) add("33B", money(underlying.instructed(), "33B"));
    chain(underlying.route(), "ACD");
    information(underlying, new ArrayList<>(underlying.instructions()));
    purpose(underlying);
  }

  FinMessage message(PaymentReturn back, Envelope envelope) {
    references(back.returnId(), kind.equals("202") ? related(back.original().references().endToEndId()) : null);
    settled(back.amount(), back.settlementDate());
    if (kind.equals("202") && (back.instructed() != null || back.rate() != null || back.chargeBearer() != null))
      throw new Unwritable(":32A:", "not_in_format", "A return between banks has no ordered amount, rate or charge bearer.");
    if (back.instructed() != null) add("33B", money(back.instructed(), "33B"));
    if (back.rate() != null) add("36", rate(back.rate()));
    sides(back.debtor(), back.creditor(), envelope, back.chargeBearer());
    chain(back.route(), kind.equals("202") ? "AD" : "ACD");
    fields.add(Returned.write(false, back.original(), back.reasons(), back.charges()));
    return new FinMessage(kind, envelope, sorted(false));
  }

  FinMessage message(StatusReport report, Envelope envelope) {
    if (!"RJCT".equals(report.status())) throw new Unwritable(":72:", "status", "FIN tells a reject in an MT103 or MT202, no status " + report.status() + ".");
    var original = report.original();
    if (original.amount() == null) throw new Unwritable(":32A:", "missing_amount", "A reject repeats the original's amount.");
    references(report.statusId(), kind.equals("202") ? related(original.references().endToEndId()) : null);
    settled(original.amount(), original.settlementDate());
    sides(original.debtor(), original.creditor(), envelope, null);
    fields.add(Returned.write(true, original, report.reasons(), report.charges()));
    return new FinMessage(kind, envelope, sorted(false));
  }

  private static String related(@Nullable String endToEndId) { return endToEndId == null || endToEndId.length() > 16 ? "NONREF" : endToEndId; }

  /** A return or reject of a customer's payment repeats what an MT103 must have: a credit transfer, whose charges are shared where nobody says otherwise. */
  private void sides(@Nullable Side debtor, @Nullable Side creditor, Envelope envelope, @Nullable String bearer) {
    var from = debtor == null ? Side.NONE : debtor;
    var to = creditor == null ? Side.NONE : creditor;
    if (kind.equals("202")) bankEnds(from, to, envelope);
    else {
      add("23B", "CRED");
      add("71A", bearer(bearer == null ? "SHAR" : bearer));
      ends(from, to, Envelope.NONE);
    }
  }

  private void references(@Nullable String own, @Nullable String endToEndId) {
    if (own == null) throw new Unwritable(":20:", "missing_reference", "The message needs the sender's reference, at most 16 characters.");
    add("20", own);
    if (kind.startsWith("202")) add("21", endToEndId == null ? "NONREF" : endToEndId);
  }

  private void settled(Amount amount, @Nullable LocalDate date) {
    if (date == null) throw new Unwritable(":32A:", "missing_date", "The message needs the settlement date.");
    add("32A", DATE.format(date) + money(amount, "32A"));
  }

  /** With the currency's decimals at most; zeros behind them go. */
  private static String money(Amount amount, String tag) {
    var asset = Assets.find(amount.currency()).orElseThrow(() -> new Unwritable(":" + tag + ":", "unknown_currency", amount.currency() + " is not a currency that is known here."));
    if (amount.value().signum() < 0) throw new Unwritable(":" + tag + ":", "negative", "FIN has no negative amounts, here " + amount + ".");
    if (amount.value().stripTrailingZeros().scale() > asset.scale())
      throw new Unwritable(":" + tag + ":", "too_many_decimals", amount + " has more decimals than " + amount.currency() + ", which has " + asset.scale() + ".");
    return amount.currency() + Figures.written(amount.value().setScale(asset.scale()));
  }

  private static String rate(BigDecimal rate) {
    var plain = Figures.written(rate.stripTrailingZeros());
    if (plain.length() > 12) throw new Unwritable(":36:", "too_long", "The rate " + plain + " has more than 11 digits.");
    return plain;
  }

  private static String bearer(@Nullable String bearer) {
    return switch (bearer == null ? "" : bearer) {
      case "DEBT" -> "OUR";
      case "CRED" -> "BEN";
      case "SHAR" -> "SHA";
      default -> throw new Unwritable(":71A:", "charge_bearer", "FIN knows DEBT (OUR), CRED (BEN) and SHAR (SHA), not " + bearer + ".");
    };
  }

  /** A bank that is the sender or the receiver itself is not named again. */
  private void ends(Side debtor, Side creditor, Envelope envelope) {
    fields.add(Customer.write("50", debtor));
    fields.add(Customer.write("59", creditor));
    bank("52", debtor.agent(), envelope.sender(), "AD");
    bank("57", creditor.agent(), envelope.receiver(), "ABCD");
  }

  private void bankEnds(Side debtor, Side creditor, Envelope envelope) {
    if (debtor.party() != null) throw new Unwritable(":52a:", "customer", "A payment between banks (MT202) has one bank at the debtor's end, as agent alone.");
    bank("52", withAccount("52", debtor.agent(), debtor), envelope.sender(), "AD");
    if (creditor.agent() == null) throw new Unwritable(":58a:", "missing_party", "A payment between banks needs the bank that gets it.");
    if (creditor.party() != null && creditor.party().person()) throw new Unwritable(":58a:", "customer", "A payment between banks (MT202) goes to a bank, no person.");
    if (creditor.party() == null) bank("58", withAccount("58", creditor.agent(), creditor), null, "AD");
    else {
      bank("57", creditor.agent(), null, "ABD");
      bank("58", withAccount("58", Agent.of(creditor.party()), creditor), null, "AD");
    }
  }

  private static @Nullable Agent withAccount(String number, @Nullable Agent bank, Side side) {
    if (bank == null) return null;
    if (bank.account() != null) throw new Unwritable(":" + number + "a:", "two_accounts", "The account of a bank that stands at an end of the payment is the side's.");
    return new Agent(bank.bic(), bank.member(), bank.clearing(), bank.lei(), bank.name(), bank.address(), side.account());
  }

  private void bank(String number, @Nullable Agent agent, @Nullable String unless, String options) {
    if (agent != null && !agent.equals(unless == null ? null : Agent.bic(unless))) fields.add(Institution.write(number, agent, options));
  }

  private void chain(Route route, String intermediary) {
    bank("53", route.cover().instructing(), null, "ABD");
    bank("54", route.cover().instructed(), null, "ABD");
    bank("55", route.cover().third(), null, "ABD");
    var onTheWay = route.intermediaries();
    if (onTheWay.size() > 1) throw new Unwritable(":56a:", "too_many", "FIN has a field for one intermediary, there are " + onTheWay.size() + ".");
    if (!onTheWay.isEmpty()) bank("56", onTheWay.getFirst(), null, intermediary);
  }

  private List<String> instructions(CreditTransfer transfer) {
    var rest = new ArrayList<String>();
    for (var instruction : transfer.instructions()) {
      if (instruction.matches("/(CLSTIME|RNCTIME|SNDTIME|FROTIME|TILTIME|REJTIME)/.*")) add("13C", instruction);
      else if (instruction.matches("[A-Z]{4}( .*)?")) add("23E", instruction.replaceFirst("^(....) ", "$1/"));
      else rest.add(instruction);
    }
    return rest;
  }

  private void information(CreditTransfer transfer, List<String> instructions) {
    var regulatory = instructions.stream().filter(instruction -> instruction.matches("/(ORDERRES|BENEFRES)/.*")).toList();
    var entries = new ArrayList<>(instructions.stream().filter(instruction -> !regulatory.contains(instruction)).toList());
    for (var agent : transfer.route().previous()) {
      if (agent.bic() == null) throw new Unwritable(":72:", "unnamed_bank", "A bank that instructed before (/INS/) is named by its BIC.");
      entries.addFirst("/INS/" + agent.bic());
    }
    coded(entries, transfer.terms());
    for (var entry : entries) if (!entry.matches("/[A-Z0-9]{1,8}/.*")) throw new Unwritable(":72:", "instruction", "\"" + entry + "\" begins with no code between strokes such as /REC/.");
    if (!entries.isEmpty()) fields.add(Narration.write("72", entries, 6));
    if (!regulatory.isEmpty()) fields.add(Narration.write("77B", regulatory, 3));
  }

  private static void coded(List<String> entries, Terms terms) {
    if (terms.serviceLevel() != null && !terms.serviceLevel().matches("G[0-9]{3}")) entries.add("/SVCLVL/" + terms.serviceLevel());
    if (terms.localInstrument() != null && !terms.localInstrument().matches("SPRI|SSTD|SPAY|CRTS")) entries.add("/LOCINS/" + terms.localInstrument());
    if (terms.categoryPurpose() != null) entries.add("/CATPURP/" + terms.categoryPurpose());
  }

  private void purpose(CreditTransfer transfer) {
    var code = transfer.terms().purpose();
    var field = new Purpose(transfer.references().endToEndId(), transfer.remittance(), code == null || code.length() == 3 ? null : code).write();
    if (field != null) fields.add(field);
  }

  private void add(String tag, String value) { fields.add(new Field(tag, List.of(value), 0)); }
}
