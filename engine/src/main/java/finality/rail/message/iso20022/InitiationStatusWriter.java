package finality.rail.message.iso20022;

import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.References;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusReport.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** pain.002.001.10, as {@link InitiationStatusReader} reads it: the status of the message comes first, that of a group before its payments, and payments of one group follow one another. */
final class InitiationStatusWriter extends ItemsWriter {
  private final OriginalWriter originals = new OriginalWriter(xml, parts);
  private final Ids batches = new Ids();
  private @Nullable Original message;
  private @Nullable String open;
  private boolean first = true;

  InitiationStatusWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    var report = report(xml.required("OrgnlGrpInfAndSts", first));
    var why = "a report to a customer has none.";
    xml.none("GrpHdr/InstdAgt", header.receiver(), why);
    xml.none("GrpHdr/NbOfTxs", header.count(), why);
    unsettled(why);
    message = report.original();
    xml.in("GrpHdr", () -> {
      named();
      parts.party("InitgPty", header.initiator());
      parts.alone("DbtrAgt", header.sender());
    });
    xml.in("OrgnlGrpInfAndSts", () -> {
      originals.message(report.original());
      if (report.level() != Level.GROUP) return;
      summary(report, References.NONE);
      xml.code("GrpSts", report.status(), 4);
      parts.reasons("StsRsnInf", report.reasons());
    });
  }

  private StatusReport report(Item item) {
    if (!(item instanceof StatusReport report)) throw xml.refused("", "other_item", "is no status, and pain.002 carries nothing else.");
    return report;
  }

  @Override void item(Item item) {
    var report = report(item);
    var original = report.original();
    if (!Objects.equals(message.messageId(), original.messageId()) || !Objects.equals(message.messageType(), original.messageType()))
      throw xml.refused("OrgnlGrpInfAndSts/OrgnlMsgId", "other_message", "is " + original.messageId() + ", the report is about " + message.messageId() + "; one report is about one message.");
    switch (report.level()) {
      case GROUP -> { if (!first) throw xml.refused("OrgnlGrpInfAndSts", "order", "must come before everything else."); }   // written with the header
      case BATCH -> {
        begin(xml.required("OrgnlPmtInfId", original.references().batchId()));
        summary(report, new References(null, null, null, null, null, original.references().batchId()));
        xml.code("PmtInfSts", report.status(), 4);
        parts.reasons("StsRsnInf", report.reasons());
      }
      case TRANSACTION -> {
        var batch = xml.required("OrgnlPmtInfId", original.references().batchId());
        if (!batch.equals(open)) begin(batch);
        xml.in("TxInfAndSts", () -> transaction(report));
      }
    }
    first = false;
  }

  @Override void end() { if (open != null) xml.end(); }

  private void begin(String batch) {
    if (open != null) xml.end();
    if (!batches.add("OrgnlPmtInfId", batch)) throw xml.refused("OrgnlPmtInfAndSts", "order", "\"" + batch + "\" has been a group before; its own status comes first, and its payments follow one another.");
    open = batch;
    xml.begin("OrgnlPmtInfAndSts", null);
    xml.id("OrgnlPmtInfId", batch, 35);
  }

  /** @param names which of the original's are said */
  private void summary(StatusReport report, References names) {
    var why = "the status of many payments has none.";
    if (report.status() == null && report.reasons().isEmpty()) throw xml.refused("", "missing", "has neither a status nor a reason: this says nothing.");
    if (!report.original().references().equals(names)) throw xml.refused("OrgnlEndToEndId", "not_carried", why);
    xml.none("OrgnlTxRef/Amt", report.original().amount(), why);
    xml.none("OrgnlTxRef/ReqdExctnDt", report.original().settlementDate(), why);
    xml.none("OrgnlTxRef/Dbtr", report.original().debtor(), why);
    xml.none("OrgnlTxRef/Cdtr", report.original().creditor(), why);
    xml.none("StsId", report.statusId(), why);
    xml.none("AccptncDtTm", report.accepted(), why);
    xml.none("ClrSysRef", report.clearingReference(), why);
    xml.none("ChrgsInf", report.charges(), why);
    xml.none("FctvIntrBkSttlmDt", report.settledOn(), why);
  }

  private void transaction(StatusReport report) {
    var references = report.original().references();
    xml.none("FctvIntrBkSttlmDt", report.settledOn(), "a report to a customer has no place for it.");
    xml.none("OrgnlTxId", references.transactionId(), "a customer's order has none.");
    xml.none("OrgnlClrSysRef", references.clearingReference(), "a customer's order has none.");
    xml.id("StsId", report.statusId(), 35);
    if (references.instructionId() == null && references.endToEndId() == null && references.uetr() == null) throw xml.refused("OrgnlEndToEndId", "missing", "names no payment; give its instruction id, end-to-end id or UETR.");
    xml.id("OrgnlInstrId", references.instructionId(), 35);
    xml.id("OrgnlEndToEndId", references.endToEndId(), 35);
    xml.uetr("OrgnlUETR", references.uetr());
    if (report.status() == null && report.reasons().isEmpty()) throw xml.refused("TxSts", "missing", "is missing, and there is no reason either: this says nothing of the payment.");
    xml.code("TxSts", report.status(), 4);
    parts.reasons("StsRsnInf", report.reasons());
    parts.charges("ChrgsInf", report.charges());
    xml.instant("AccptncDtTm", report.accepted());
    xml.id("ClrSysRef", report.clearingReference(), 35);
    originals.ordered(report.original());
  }
}
