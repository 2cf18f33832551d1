package finality.rail.message.iso20022;

import finality.rail.message.MessageHeader;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusReport.Level;
import finality.rail.message.code.CodeList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** pacs.002: what became of payments, each for itself or a whole message of them. */
final class StatusReportReader extends ItemsReader {
  private final GroupHeader header = new GroupHeader(this);
  private final OriginalReader originals = new OriginalReader(read, parts);
  private OriginalReader.Group group = OriginalReader.Group.NONE;
  private int groups;
  private boolean explained;
  private boolean refused;

  StatusReportReader(Start start) { super(start); }

  @Override Set<String> several() { return Set.of("OrgnlGrpInfAndSts", "TxInfAndSts", "SplmtryData"); }

  @Override MessageHeader header() { return header.header(); }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "GrpHdr" -> header.group(part, null, false);
      case "OrgnlGrpInfAndSts" -> whole(part);
      case "TxInfAndSts" -> transaction(part);
      default -> { return false; }
    }
    return true;
  }

  /** With neither status nor reasons it only says which message the transactions were in. */
  private void whole(Node in) {
    var named = originals.group(in);
    group = ++groups == 1 ? named : OriginalReader.Group.NONE;   // which of several holds for a transaction, nothing says
    var status = read.status(in, "GrpSts", CodeList.GROUP_STATUS);
    refused = groups == 1 && "RJCT".equals(status);
    var reasons = parts.reasons(in, "StsRsnInf", CodeList.STATUS_REASON);
    explained |= !reasons.isEmpty();
    explains(in, status, reasons.isEmpty());
    if (status != null || !reasons.isEmpty()) item(new StatusReport(Level.GROUP, null, OriginalReader.whole(named), status, reasons, null, null, null, List.of()), in);
  }

  private void transaction(Node in) {
    header.between(in);
    var id = read.unique(in, "StsId");
    var original = originals.transaction(in, group, null);
    var status = read.status(in, "TxSts", CodeList.PAYMENT_STATUS);
    boolean other = original.messageId() != null && !original.messageId().equals(group.messageId());
    if (refused && !other) read.contradicts(in, status, "The message");
    var reasons = parts.reasons(in, "StsRsnInf", CodeList.STATUS_REASON);
    explains(in, status, reasons.isEmpty() && !explained);
    if (status == null && reasons.isEmpty()) read.error(in, "missing_element", "TxInfAndSts says nothing of the payment: it has neither TxSts nor StsRsnInf.");
    item(new StatusReport(Level.TRANSACTION, id, original, status, reasons, read.instant(in, "AccptncDtTm"), read.date(in, "FctvIntrBkSttlmDt"), in.text("ClrSysRef"), parts.charges(in, "ChrgsInf")), in);
  }

  private void explains(Node in, @Nullable String status, boolean unexplained) {
    if ("RJCT".equals(status) && unexplained) read.error(in, "missing_reason", "The payment is refused (RJCT) and no reason is given (StsRsnInf).");
  }
}
