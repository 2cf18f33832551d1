package finality.rail.message.iso20022;

import finality.rail.message.CancellationRequest;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageHeader;
import finality.rail.message.Party;
import finality.rail.message.Reason;
import finality.rail.message.code.CodeList;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** camt.056: asks for payments, or whole messages, to be stopped or given back. */
final class CancellationRequestReader extends ItemsReader {
  private final GroupHeader header = new GroupHeader(this);
  private final OriginalReader originals = new OriginalReader(read, parts);
  private Case opened = Case.NONE;
  private Case ofGroup = Case.NONE;
  private OriginalReader.Group group = OriginalReader.Group.NONE;
  private List<Reason> common = List.of();
  private @Nullable Node said;
  private BigDecimal sum = BigDecimal.ZERO;
  private boolean known = true;
  private boolean any;

  CancellationRequestReader(Start start) { super(start); }

  /** An investigation. @param creator who opened it */
  record Case(@Nullable String id, @Nullable Party creator) {
    static final Case NONE = new Case(null, null);

    /** @param outer holds where there is none */
    static Case read(@Nullable Node in, Case outer, ItemsReader message) {
      if (in == null) return outer;
      message.read.required(in, "Id");
      if (in.at("Cretr") == null) message.read.missing(in, "Cretr");
      return new Case(in.text("Id"), message.parts.partyOf(in.at("Cretr")));
    }
  }

  @Override Set<String> groups() { return Set.of("Undrlyg"); }

  @Override MessageHeader header() { return header.header(); }

  @Override void group(String name, Position at) {
    group = OriginalReader.Group.NONE;
    ofGroup = opened;
    common = List.of();
  }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "Assgnmt" -> header.assignment(part);
      case "Case" -> opened = Case.read(part, Case.NONE, this);
      case "CtrlData" -> {
        header.control(part);
        said = part.at("CtrlSum");
      }
      case "OrgnlGrpInfAndCxl" -> whole(part);
      case "TxInf" -> transaction(part);
      default -> { return false; }
    }
    return true;
  }

  @Override void end() {
    if (!any) without("Undrlyg");
    var total = read.decimal(said);
    if (said != null && total != null && known && total.compareTo(sum) != 0)
      read.error(said, "wrong_sum", "The message says that the payments add up to " + total.toPlainString() + ", they add up to " + sum.toPlainString() + ".");
  }

  /** Asks for a message as a whole, or says which one the transactions were in. */
  private void whole(Node in) {
    any = true;
    group = originals.group(in);
    ofGroup = Case.read(in.at("Case"), opened, this);
    common = parts.reasons(in, "CxlRsnInf", CodeList.CANCELLATION_REASON);
    var id = read.unique(in, "GrpCxlId");
    if (!Values.isTrue(in.text("GrpCxl"))) return;
    known = false;
    if (common.isEmpty()) unexplained(in);
    item(new CancellationRequest(id, ofGroup.id, ofGroup.creator, OriginalReader.whole(group), common), in);
  }

  private void transaction(Node in) {
    any = true;
    var opened = Case.read(in.at("Case"), ofGroup, this);
    var original = originals.transaction(in, group, null);
    known &= original.amount() != null;
    if (original.amount() != null) sum = sum.add(original.amount().value());
    var reasons = parts.reasons(in, "CxlRsnInf", CodeList.CANCELLATION_REASON);
    if (reasons.isEmpty()) reasons = common;
    if (reasons.isEmpty()) unexplained(in);
    item(new CancellationRequest(read.unique(in, "CxlId"), opened.id, opened.creator, original, reasons), in);
  }

  private void unexplained(Node in) { read.warning(in, "missing_reason", "No reason is given why the payment is to be cancelled (CxlRsnInf)."); }
}
