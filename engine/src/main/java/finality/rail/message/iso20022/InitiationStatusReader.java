package finality.rail.message.iso20022;

import finality.rail.message.Agent;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.Party;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusReport.Level;
import finality.rail.message.code.CodeList;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** pain.002: what became of a customer's orders, as a whole message, in groups of it (OrgnlPmtInfAndSts) or each for itself. */
final class InitiationStatusReader extends ItemsReader {
  private final OriginalReader originals = new OriginalReader(read, parts);
  private OriginalReader.Group group = OriginalReader.Group.NONE;
  private String id = "";
  private @Nullable OffsetDateTime created;
  private @Nullable Agent sender;
  private @Nullable Party initiator;
  private boolean headed;
  private boolean whole;
  private boolean wholeExplained;
  private boolean wholeRefused;
  private boolean inBatch;
  private Position batchAt = Position.FILE;
  private @Nullable String batch;
  private @Nullable String status;
  private final List<Reason> reasons = new ArrayList<>();
  private @Nullable Node of;
  private boolean told;
  private boolean explained;
  private @Nullable Position unexplained;

  InitiationStatusReader(Start start) { super(start); }

  @Override Set<String> groups() { return Set.of("OrgnlPmtInfAndSts"); }

  @Override MessageHeader header() {
    if (!headed) without("GrpHdr");
    return new MessageHeader(type, id, created, sender, null, initiator, null, null, null, null, null, null);
  }

  @Override void group(String name, Position at) {
    batch();
    batchAt = at;
    inBatch = true;
    batch = null;
    status = null;
    reasons.clear();
    of = null;
    told = false;
  }

  @Override void end() {
    batch();
    if (!whole) without("OrgnlGrpInfAndSts");
    if (unexplained != null && !explained) read.listener.found(Finding.error(unexplained, "missing_reason", "It was refused (RJCT) and no reason is given (StsRsnInf), neither here nor for a payment."));
  }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "GrpHdr" -> groupHeader(part);
      case "OrgnlGrpInfAndSts" -> whole(part);
      case "OrgnlPmtInfId" -> {
        batch = part.text();
        of = part;
      }
      case "PmtInfSts" -> {
        status = read.status(part, "", CodeList.GROUP_STATUS);
        of = part;
      }
      case "StsRsnInf" -> {
        var reason = reasons.size() < MOST_REASONS ? parts.reason(part, CodeList.STATUS_REASON) : null;
        if (reason != null) reasons.add(reason);
      }
      case "TxInfAndSts" -> transaction(part);
      default -> { return false; }
    }
    return true;
  }

  private void groupHeader(Node part) {
    headed = true;
    id = Objects.requireNonNullElse(read.required(part, "MsgId"), "");
    read.required(part, "CreDtTm");
    created = read.instant(part, "CreDtTm");
    initiator = parts.party(part.at("InitgPty"));
    sender = parts.agent(part.at("DbtrAgt"));
  }

  private void whole(Node in) {
    whole = true;
    group = originals.group(in);
    var reasons = parts.reasons(in, "StsRsnInf", CodeList.STATUS_REASON);
    wholeExplained = !reasons.isEmpty();
    var status = read.status(in, "GrpSts", CodeList.GROUP_STATUS);
    wholeRefused = "RJCT".equals(status);
    tell(Level.GROUP, References.NONE, status, reasons, in);
  }

  /** Of the group, once what it says of itself is over; with neither status nor reasons it only says where its payments belong. */
  private void batch() {
    if (!inBatch || told) return;
    told = true;
    if (batch == null) read.listener.found(Finding.error(of == null ? batchAt : of.position(), "missing_element", "A group of the report has no OrgnlPmtInfId, which its message definition requires."));
    if (of != null) tell(Level.BATCH, new References(null, null, null, null, null, batch), status, List.copyOf(reasons), of);
  }

  private void tell(Level level, References references, @Nullable String status, List<Reason> reasons, Node in) {
    explained |= !reasons.isEmpty();
    if ("RJCT".equals(status) && reasons.isEmpty() && unexplained == null) unexplained = in.position();   // its payments may say why
    if (status == null && reasons.isEmpty()) return;
    item(new StatusReport(level, null, new Original(group.messageId(), group.messageType(), references, null, null, null, null), status, reasons, null, null, null, List.of()), in);
  }

  private void transaction(Node in) {
    batch();
    var id = read.unique(in, "StsId");
    var original = originals.transaction(in, group, batch);
    var status = read.status(in, "TxSts", CodeList.PAYMENT_STATUS);
    if (wholeRefused) read.contradicts(in, status, "The message");
    else if ("RJCT".equals(this.status)) read.contradicts(in, status, "The group");
    var reasons = parts.reasons(in, "StsRsnInf", CodeList.STATUS_REASON);
    if ("RJCT".equals(status) && reasons.isEmpty() && this.reasons.isEmpty() && !wholeExplained) read.error(in, "missing_reason", "The payment is refused (RJCT) and no reason is given (StsRsnInf).");
    explained |= !reasons.isEmpty();
    if (status == null && reasons.isEmpty()) read.error(in, "missing_element", "TxInfAndSts says nothing of the payment: it has neither TxSts nor StsRsnInf.");
    item(new StatusReport(Level.TRANSACTION, id, original, status, reasons, read.instant(in, "AccptncDtTm"), null, in.text("ClrSysRef"), parts.charges(in, "ChrgsInf")), in);
  }
}
