package finality.rail.message.iso20022;

import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusReport.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** pacs.002.001.10, as {@link StatusReportReader} reads it. */
final class StatusReportWriter extends ItemsWriter {
  private final OriginalWriter originals = new OriginalWriter(xml, parts);
  private @Nullable Original group;
  private int groups;
  private boolean transactions;

  StatusReportWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    unsettled("a report says what became of payments.");
    xml.in("GrpHdr", () -> {
      identification();
      agents();
    });
  }

  @Override void item(Item item) {
    if (!(item instanceof StatusReport report) || report.level() == Level.BATCH) throw xml.refused("", "other_item", "is no status of a payment or of a message, and pacs.002 carries nothing else.");
    if ("RJCT".equals(report.status()) && report.reasons().isEmpty()) throw xml.refused("StsRsnInf", "missing", "is missing; a refusal (RJCT) says why.");
    if (report.level() == Level.GROUP) whole(report);
    else transaction(report);
  }

  private void whole(StatusReport report) {
    if (xml.profile == Profile.CBPR) throw xml.refused("OrgnlGrpInfAndSts", "not_carried", "cannot be written: CBPR+ reports on one transaction.");
    if (transactions) throw xml.refused("OrgnlGrpInfAndSts", "order", "must come before the transactions.");
    group = ++groups == 1 ? report.original() : null;
    xml.in("OrgnlGrpInfAndSts", () -> {
      var why = "the status of a whole message has none.";
      if (report.status() == null && report.reasons().isEmpty()) throw xml.refused("GrpSts", "missing", "is missing, and there is no reason either: this says nothing.");
      if (!OriginalWriter.isWhole(report.original())) throw xml.refused("OrgnlTxId", "not_carried", why);
      xml.none("StsId", report.statusId(), why);
      xml.none("AccptncDtTm", report.accepted(), why);
      xml.none("FctvIntrBkSttlmDt", report.settledOn(), why);
      xml.none("ClrSysRef", report.clearingReference(), why);
      xml.none("ChrgsInf", report.charges(), why);
      originals.whole(report.original());
      xml.code("GrpSts", report.status(), 4);
      parts.reasons("StsRsnInf", report.reasons());
    });
  }

  private void transaction(StatusReport report) {
    var original = report.original();
    if (!transactions && groups == 0 && xml.profile == Profile.SEPA) {   // SEPA names the message once, ahead of its transactions
      groups = 1;
      group = original;
      xml.in("OrgnlGrpInfAndSts", () -> originals.message(original));
    }
    transactions = true;
    boolean said = group != null && Objects.equals(group.messageId(), original.messageId()) && Objects.equals(group.messageType(), original.messageType());
    xml.in("TxInfAndSts", () -> {
      Rules.original(xml, original);
      xml.id("StsId", report.statusId(), 35);
      originals.carrier(original, said);
      originals.references(original, false);
      if (report.status() == null && report.reasons().isEmpty()) throw xml.refused("TxSts", "missing", "is missing, and there is no reason either: this says nothing of the payment.");
      xml.code("TxSts", report.status(), 4);
      parts.reasons("StsRsnInf", report.reasons());
      parts.charges("ChrgsInf", report.charges());
      xml.instant("AccptncDtTm", report.accepted());
      xml.in("FctvIntrBkSttlmDt", () -> xml.date("Dt", report.settledOn()));
      xml.id("ClrSysRef", report.clearingReference(), 35);
      crossBorderAgents();
      originals.repeated(original, true);
    });
  }
}
