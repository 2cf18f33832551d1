package finality.rail.message.iso20022;

import finality.rail.message.MessageHeader;
import finality.rail.message.StatusRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** pacs.028: asks what became of payments, or of whole messages. */
final class StatusRequestReader extends ItemsReader {
  private final GroupHeader header = new GroupHeader(this);
  private final OriginalReader originals = new OriginalReader(read, parts);
  private OriginalReader.Group group = OriginalReader.Group.NONE;
  private @Nullable Node whole;
  private boolean several;
  private boolean any;

  StatusRequestReader(Start start) { super(start); }

  @Override Set<String> several() { return Set.of("OrgnlGrpInf", "TxInf", "SplmtryData"); }

  @Override MessageHeader header() { return header.header(); }

  @Override boolean part(Node part) {
    switch (part.name) {
      case "GrpHdr" -> header.group(part, null, false);
      case "OrgnlGrpInf" -> {
        wholeMessage();
        group = originals.group(part);
        whole = part;
      }
      case "TxInf" -> {
        any = true;
        whole = null;   // the message before it only says where the transaction was
        header.between(part);
        item(new StatusRequest(read.unique(part, "StsReqId"), originals.transaction(part, several ? OriginalReader.Group.NONE : group, null)), part);
      }
      default -> { return false; }
    }
    return true;
  }

  @Override void end() {
    wholeMessage();
    if (!any) without("TxInf or OrgnlGrpInf");
  }

  /** Asked for as such, when no transaction follows. */
  private void wholeMessage() {
    if (whole == null) return;
    any = several = true;
    item(new StatusRequest(null, OriginalReader.whole(group)), whole);
    whole = null;
  }
}
