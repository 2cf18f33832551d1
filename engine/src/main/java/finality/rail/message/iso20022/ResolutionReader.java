package finality.rail.message.iso20022;

import finality.rail.message.Finding.Position;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Resolution;
import finality.rail.message.code.CodeList;
import finality.rail.message.iso20022.CancellationRequestReader.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** camt.029: what became of a request to cancel, for the case or for each payment of it. */
final class ResolutionReader extends ItemsReader {
  private final GroupHeader header = new GroupHeader(this);
  private final OriginalReader originals = new OriginalReader(read, parts);
  private Case resolved = Case.NONE;
  private Case ofGroup = Case.NONE;
  private OriginalReader.Group group = OriginalReader.Group.NONE;
  private @Nullable String batch;
  private @Nullable String status;
  private @Nullable Node statusAt;
  private List<Reason> common = List.of();
  private boolean any;

  ResolutionReader(Start start) { super(start); }

  @Override Set<String> groups() { return Set.of("CxlDtls", "OrgnlPmtInfAndSts"); }

  @Override MessageHeader header() { return header.header(); }

  @Override void group(String name, Position at) {
    batch = null;
    common = List.of();
    if (name.equals("OrgnlPmtInfAndSts")) return;
    group = OriginalReader.Group.NONE;
    ofGroup = resolved;
  }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "Assgnmt" -> header.assignment(part);
      case "RslvdCase" -> resolved = ofGroup = Case.read(part, Case.NONE, this);
      case "Sts" -> {
        status = read.status(part, "Conf", CodeList.INVESTIGATION_STATUS);
        if (!part.isEmpty()) statusAt = part;
      }
      case "OrgnlGrpInfAndSts" -> whole(part);
      case "TxInfAndSts" -> transaction(part);
      case "OrgnlPmtInfId" -> batch = part.text();
      case "OrgnlGrpInf" -> group = originals.group(part);
      case "CxlStsRsnInf" -> common = reasons(part);
      default -> { return false; }
    }
    return true;
  }

  /** A reason of a batch stands beside its transactions and not in one element with them. */
  private List<Reason> reasons(Node one) {
    var all = new ArrayList<>(common);
    var reason = all.size() < MOST_REASONS ? parts.reason(one, CodeList.CANCELLATION_REFUSAL) : null;
    if (reason != null) all.add(reason);
    return all;
  }

  @Override void end() {
    if (statusAt == null) without("Sts");
    if (!any && statusAt != null) item(new Resolution(resolved.id(), null, status, null, Original.of(References.NONE), List.of(), List.of(), resolved.creator()), statusAt);
  }

  private void whole(Node in) {
    group = originals.group(in);
    ofGroup = Case.read(in.at("RslvdCase"), resolved, this);
    common = parts.reasons(in, "CxlStsRsnInf", CodeList.CANCELLATION_REFUSAL);
    var id = in.text("OrgnlGrpCxlId");
    var answer = in.text("GrpCxlSts");
    explains(in, answer, common);
    if (answer == null) return;
    any = true;
    item(new Resolution(ofGroup.id(), id, status, answer, OriginalReader.whole(group), common, List.of(), ofGroup.creator()), in);
  }

  private void transaction(Node in) {
    any = true;
    var resolved = Case.read(in.at("RslvdCase"), ofGroup, this);
    var original = originals.transaction(in, group, batch);
    var answer = in.text("TxCxlSts");
    var reasons = parts.reasons(in, "CxlStsRsnInf", CodeList.CANCELLATION_REFUSAL);
    if (reasons.isEmpty()) reasons = common;
    explains(in, answer, reasons);
    var details = in.at("RsltnRltdInf");
    item(new Resolution(resolved.id(), read.unique(in, "CxlStsId"), status, answer, original, reasons, details == null ? List.of() : parts.charges(details, "Chrgs"), resolved.creator()), in);
  }

  private void explains(Node in, @Nullable String answer, List<Reason> reasons) {
    if ("RJCR".equals(answer) && reasons.isEmpty()) read.error(in, "missing_reason", "The cancellation is refused (RJCR) and no reason is given (CxlStsRsnInf).");
  }
}
