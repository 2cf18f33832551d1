package finality.rail.message.iso20022;

import finality.rail.message.Agent;
import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Party;
import finality.rail.message.References;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** pacs.008.001.08 and pacs.009.001.08, as {@link CreditTransferReader} reads them. */
final class CreditTransferWriter extends ItemsWriter {
  static final List<String> BEARERS = List.of("DEBT", "CRED", "SHAR", "SLEV");
  static final Pattern FOR_CREDITORS_BANK = Pattern.compile("(CHQB|HOLD|PHOB|TELB)(?: (.+))?", Pattern.DOTALL);
  private static final Pattern FOR_NEXT_BANK = Pattern.compile("(PHOA|TELA)(?: (.+))?", Pattern.DOTALL);
  static final Pattern ADDRESSED = Pattern.compile("/([A-Z]{3,8})/(.*)", Pattern.DOTALL);

  private final Kind kind;
  private Route.Cover cover = Route.Cover.NONE;
  private @Nullable String currency;

  CreditTransferWriter(Elements xml, MessageHeader header, Kind kind) {
    super(xml, header);
    this.kind = kind;
  }

  @Override void begin(@Nullable Item first) {
    var transfer = transfer(xml.required("CdtTrfTxInf", first));
    cover = transfer.route().cover();
    currency = transfer.amount().currency();
    xml.in("GrpHdr", () -> {
      identification();
      xml.count("NbOfTxs", xml.required("NbOfTxs", header.count()));
      sums("TtlIntrBkSttlmAmt");
      if (xml.profile == Profile.CBPR) xml.none("IntrBkSttlmDt", header.settlementDate(), "CBPR+ has it in the transaction.");
      xml.date("IntrBkSttlmDt", header.settlementDate());
      settlement(cover);
      agents();
    });
  }

  private CreditTransfer transfer(Item item) {
    if (item instanceof CreditTransfer transfer && transfer.kind() == kind) return transfer;
    throw xml.refused("CdtTrfTxInf", "other_item", "is no " + (kind == Kind.CUSTOMER ? "customer's" : "bank's") + " credit transfer, and " + header.type() + " carries nothing else.");
  }

  @Override void item(Item item) {
    var transfer = transfer(item);
    if (!transfer.route().cover().equals(cover)) throw xml.refused("GrpHdr/SttlmInf", "other_cover", "holds for the message: a transaction with other reimbursement agents needs a message of its own.");
    xml.in("CdtTrfTxInf", () -> {
      Rules.transfer(xml, transfer, header);
      references(transfer.references());
      parts.terms(transfer.terms(), kind == Kind.CUSTOMER ? BEARERS : List.of(), () -> amounts(transfer));
      parts.charges("ChrgsInf", transfer.charges());
      parts.numbered("PrvsInstgAgt", transfer.route().previous(), true);
      between(transfer.route());
      parts.numbered("IntrmyAgt", transfer.route().intermediaries(), true);
      if (kind == Kind.CUSTOMER) customers(transfer);
      else banks(transfer);
      instructions(transfer);
      if (transfer.terms().purpose() != null) xml.choice("Purp", transfer.terms().purpose());
      parts.remittance(transfer.remittance(), kind == Kind.CUSTOMER);
      if (transfer.underlying() != null) covered(transfer.underlying(), transfer);
    });
  }

  private void references(References references) {
    xml.none("PmtId/BtchId", references.batchId(), "the message definition has no group of transactions.");
    xml.in("PmtId", () -> {
      xml.id("InstrId", references.instructionId(), 35);
      xml.id("EndToEndId", Objects.requireNonNullElse(references.endToEndId(), Values.NOT_PROVIDED), 35);
      xml.id("TxId", references.transactionId(), 35);
      xml.uetr("UETR", references.uetr());
      xml.id("ClrSysRef", references.clearingReference(), 35);
    });
  }

  private void amounts(CreditTransfer transfer) {
    if (header.settlementDate() == null) xml.required("IntrBkSttlmDt", transfer.settlementDate());
    else xml.none("IntrBkSttlmDt", transfer.settlementDate(), "the header has one for all transactions.");
    xml.amount("IntrBkSttlmAmt", transfer.amount());
    xml.date("IntrBkSttlmDt", transfer.settlementDate());
    if (kind == Kind.CUSTOMER) {
      xml.required("ChrgBr", transfer.terms().chargeBearer());
      xml.amount("InstdAmt", transfer.instructed());
      xml.number("XchgRate", transfer.rate(), 11, 10);
      return;
    }
    var why = "a payment between banks has none.";
    xml.none("InstdAmt", transfer.instructed(), why);
    xml.none("XchgRate", transfer.rate(), why);
    xml.none("ChrgsInf", transfer.charges(), why);
    xml.none("ChrgBr", transfer.terms().chargeBearer(), why);
  }

  private void customers(CreditTransfer transfer) {
    var debtor = transfer.debtor();
    var creditor = transfer.creditor();
    parts.party("UltmtDbtr", debtor.ultimate());
    parts.party("Dbtr", xml.required("Dbtr", debtor.party()));
    parts.account("DbtrAcct", debtor.account());
    parts.agent("DbtrAgt", xml.required("DbtrAgt", debtor.agent()));
    parts.agent("CdtrAgt", xml.required("CdtrAgt", creditor.agent()));
    parts.party("Cdtr", xml.required("Cdtr", creditor.party()));
    parts.account("CdtrAcct", creditor.account());
    parts.party("UltmtCdtr", creditor.ultimate());
  }

  private void banks(CreditTransfer transfer) {
    var debtor = transfer.debtor();
    var creditor = transfer.creditor();
    if (debtor.ultimate() != null) bank("UltmtDbtr", debtor.ultimate());
    bank("Dbtr", debtor);
    parts.account("DbtrAcct", debtor.account());
    if (debtor.party() != null) parts.agent("DbtrAgt", debtor.agent());
    if (creditor.party() != null) parts.agent("CdtrAgt", creditor.agent());
    bank("Cdtr", creditor);
    parts.account("CdtrAcct", creditor.account());
    if (creditor.ultimate() != null) bank("UltmtCdtr", creditor.ultimate());
  }

  /** The agent, where the bank holds its account itself, and otherwise the party. */
  private void bank(String name, Side side) {
    if (side.party() == null) parts.alone(name, xml.required(name, side.agent()));
    else {
      xml.required(name + "Agt", side.agent());
      bank(name, side.party());
    }
  }

  private void bank(String name, Party party) {
    if (party.person()) throw xml.refused(name, "person", "is a person, where a bank must stand.");
    parts.bank(name, Agent.of(party));
  }

  private void instructions(CreditTransfer transfer) {
    for (var text : transfer.instructions()) {
      if (!isForCreditorsBank(text)) continue;
      if (transfer.kind() == Kind.BANK && (text.startsWith("CHQB") || text.startsWith("HOLD"))) throw xml.refused("InstrForCdtrAgt/Cd", "unknown_code", "\"" + text + "\" is not for payments between banks.");
      instruction("InstrForCdtrAgt", text, FOR_CREDITORS_BANK, "ACC");
    }
    for (var text : transfer.instructions()) if (!isForCreditorsBank(text)) instruction("InstrForNxtAgt", text, FOR_NEXT_BANK, "REC");
  }

  static boolean isForCreditorsBank(String text) { return text.startsWith("/ACC/") || FOR_CREDITORS_BANK.matcher(text).matches(); }

  private void instruction(String name, String text, Pattern coded, String to) {
    var code = coded.matcher(text);
    var addressed = ADDRESSED.matcher(text);
    xml.in(name, () -> {
      if (code.matches()) {
        xml.code("Cd", code.group(1), 4);
        xml.text("InstrInf", code.group(2), 140);
      } else if (addressed.matches()) xml.text("InstrInf", addressed.group(1).equals(to) ? addressed.group(2) : text, 140);
      else throw xml.refused("InstrInf", "form", "\"" + text + "\" does not say for whom it is; it begins with /ACC/, /REC/ or another word between strokes, or with a code such as PHOB.");
    });
  }

  /** The customer's payment settles what its cover does. */
  private void covered(CreditTransfer customer, CreditTransfer cover) {
    xml.in("UndrlygCstmrCdtTrf", () -> {
      var why = "the message definition has no place for it in the payment that is covered.";
      if (customer.kind() != Kind.CUSTOMER || kind != Kind.BANK) throw xml.refused("", "other_item", "is a customer's payment, covered by a bank's.");
      if (!customer.amount().equals(cover.amount())) throw xml.refused("IntrBkSttlmAmt", "other_amount", "is " + customer.amount() + ", the cover is " + cover.amount() + "; a cover is of the amount that it covers.");
      if (!customer.references().equals(References.NONE)) throw xml.refused("PmtId", "not_carried", why);
      if (!customer.terms().equals(Terms.NONE)) throw xml.refused("PmtTpInf", "not_carried", why);
      xml.none("IntrBkSttlmDt", customer.settlementDate(), why);
      xml.none("XchgRate", customer.rate(), why);
      xml.none("ChrgsInf", customer.charges(), why);
      xml.none("InstgAgt", customer.route().instructing(), why);
      xml.none("InstdAgt", customer.route().instructed(), why);
      xml.none("UndrlygCstmrCdtTrf", customer.underlying(), why);
      if (!customer.route().cover().equals(Route.Cover.NONE)) throw xml.refused("SttlmInf", "not_carried", why);
      coveredParties(customer);
    });
  }

  private void coveredParties(CreditTransfer customer) {
    var debtor = customer.debtor();
    var creditor = customer.creditor();
    parts.party("UltmtDbtr", debtor.ultimate());
    parts.party("Dbtr", xml.required("Dbtr", debtor.party()));
    parts.account("DbtrAcct", debtor.account());
    parts.agent("DbtrAgt", xml.required("DbtrAgt", debtor.agent()));
    parts.numbered("PrvsInstgAgt", customer.route().previous(), true);
    parts.numbered("IntrmyAgt", customer.route().intermediaries(), true);
    parts.agent("CdtrAgt", xml.required("CdtrAgt", creditor.agent()));
    parts.party("Cdtr", xml.required("Cdtr", creditor.party()));
    parts.account("CdtrAcct", creditor.account());
    parts.party("UltmtCdtr", creditor.ultimate());
    instructions(customer);
    parts.remittance(customer.remittance(), true);
    xml.amount("InstdAmt", customer.instructed());
  }
}
