package finality.rail.message.iso20022;

import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Route;
import finality.rail.message.Side;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** pain.001.001.09, as {@link InitiationReader} reads it: payments of one batch that follow one another are a group (PmtInf), of one debtor, account and day. */
final class InitiationWriter extends ItemsWriter {
  private final Ids batches = new Ids();
  private @Nullable Batch open;

  /** What all payments of a group have in common. */
  private record Batch(String id, LocalDate day, Side debtor) {}

  InitiationWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    xml.required("PmtInf", first);
    var why = "an initiation is between a customer and its bank.";
    xml.none("GrpHdr/InstgAgt", header.sender(), why);
    xml.none("GrpHdr/TtlIntrBkSttlmAmt", header.total(), why);
    xml.none("GrpHdr/IntrBkSttlmDt", header.settlementDate(), why);
    xml.none("GrpHdr/SttlmInf/SttlmMtd", header.settlement(), why);
    xml.none("GrpHdr/SttlmInf/ClrSys", header.clearing(), why);
    xml.in("GrpHdr", () -> {
      named();
      xml.count("NbOfTxs", xml.required("NbOfTxs", header.count()));
      xml.number("CtrlSum", header.sum(), 18, 17);
      parts.party("InitgPty", xml.required("InitgPty", header.initiator()));
      parts.alone("FwdgAgt", header.receiver());
    });
  }

  @Override void item(Item item) {
    if (!(item instanceof CreditTransfer transfer) || transfer.kind() != Kind.CUSTOMER) throw xml.refused("CdtTrfTxInf", "other_item", "is no customer's credit transfer, and pain.001 carries nothing else.");
    var debtor = new Side(transfer.debtor().party(), transfer.debtor().account(), transfer.debtor().agent(), null);
    var batch = new Batch(xml.required("PmtInfId", transfer.references().batchId()), xml.required("ReqdExctnDt", transfer.settlementDate()), debtor);
    if (!batch.equals(open)) {
      if (open != null) xml.end();
      if (!batches.add("PmtInfId", batch.id))
        throw xml.refused("PmtInfId", "other_batch", "\"" + batch.id + "\" has been a group before, of another debtor or day or with payments of another group between; a group has one debtor and day, and its payments follow one another.");
      begin(batch);
    }
    xml.in("CdtTrfTxInf", () -> payment(transfer));
  }

  @Override void end() { if (open != null) xml.end(); }

  private void begin(Batch batch) {
    open = batch;
    xml.begin("PmtInf", null);
    xml.id("PmtInfId", batch.id, 35);
    xml.id("PmtMtd", "TRF", 3);
    xml.in("ReqdExctnDt", () -> xml.date("Dt", batch.day));
    parts.party("Dbtr", xml.required("Dbtr", batch.debtor.party()));
    parts.account("DbtrAcct", xml.required("DbtrAcct", batch.debtor.account()));
    if (batch.debtor.agent() != null) parts.agent("DbtrAgt", batch.debtor.agent());
    else xml.in("DbtrAgt", () -> xml.in("FinInstnId", () -> xml.in("Othr", () -> xml.id("Id", Values.NOT_PROVIDED, 35))));
  }

  private void payment(CreditTransfer transfer) {
    nothingElse(transfer);
    var references = transfer.references();
    xml.in("PmtId", () -> {
      xml.id("InstrId", references.instructionId(), 35);
      xml.id("EndToEndId", Objects.requireNonNullElse(references.endToEndId(), Values.NOT_PROVIDED), 35);
      xml.uetr("UETR", references.uetr());
    });
    parts.terms(transfer.terms(), CreditTransferWriter.BEARERS, () -> {
      xml.in("Amt", () -> xml.amount("InstdAmt", transfer.amount()));
      xml.in("XchgRateInf", () -> xml.number("XchgRate", transfer.rate(), 11, 10));
    });
    parts.party("UltmtDbtr", transfer.debtor().ultimate());
    parts.numbered("IntrmyAgt", transfer.route().intermediaries(), true);
    creditor(transfer.creditor());
    instructions(transfer.instructions());
    if (transfer.terms().purpose() != null) xml.choice("Purp", transfer.terms().purpose());
    parts.remittance(transfer.remittance(), true);
  }

  private void creditor(Side creditor) {
    parts.agent("CdtrAgt", creditor.agent());
    parts.party("Cdtr", creditor.party());
    parts.account("CdtrAcct", creditor.account());
    parts.party("UltmtCdtr", creditor.ultimate());
  }

  private void instructions(List<String> instructions) {
    for (var text : instructions) if (CreditTransferWriter.isForCreditorsBank(text)) xml.in("InstrForCdtrAgt", () -> {
      var coded = CreditTransferWriter.FOR_CREDITORS_BANK.matcher(text);
      boolean code = coded.matches();
      if (code) xml.code("Cd", coded.group(1), 4);
      xml.text("InstrInf", code ? coded.group(2) : text.substring("/ACC/".length()), 140);
    });
    var others = instructions.stream().filter(text -> !CreditTransferWriter.isForCreditorsBank(text)).toList();
    if (others.size() > 1) throw xml.refused("InstrForDbtrAgt", "too_many", "there are " + others.size() + " of them, the message definition has one.");
    for (var text : others) {
      var addressed = CreditTransferWriter.ADDRESSED.matcher(text);
      if (!addressed.matches()) throw xml.refused("InstrForDbtrAgt", "form", "\"" + text + "\" does not say for whom it is; it begins with /ACC/, /REC/ or another word between strokes, or with a code such as PHOB.");
      xml.text("InstrForDbtrAgt", addressed.group(1).equals("REC") ? addressed.group(2) : text, 140);
    }
  }

  private void nothingElse(CreditTransfer transfer) {
    var why = "a customer's order has none.";
    xml.none("PmtId/TxId", transfer.references().transactionId(), why);
    xml.none("PmtId/ClrSysRef", transfer.references().clearingReference(), why);
    xml.none("Amt/EqvtAmt", transfer.instructed(), "the amount of an order is the instructed one.");
    xml.none("ChrgsInf", transfer.charges(), why);
    xml.none("InstgAgt", transfer.route().instructing(), why);
    xml.none("InstdAgt", transfer.route().instructed(), why);
    xml.none("PrvsInstgAgt1", transfer.route().previous(), why);
    xml.none("UndrlygCstmrCdtTrf", transfer.underlying(), why);
    if (!transfer.route().cover().equals(Route.Cover.NONE)) xml.none("SttlmInf", transfer.route().cover(), why);
  }
}
