package finality.rail.message.iso20022;

import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.StatusRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** pacs.028.001.03, as {@link StatusRequestReader} reads it. */
final class StatusRequestWriter extends ItemsWriter {
  private final OriginalWriter originals = new OriginalWriter(xml, parts);
  private @Nullable Original group;
  private boolean whole;

  StatusRequestWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    xml.required("TxInf", first);
    unsettled("a question settles nothing.");
    xml.in("GrpHdr", () -> {
      identification();
      agents();
    });
    whole = first instanceof StatusRequest request && OriginalWriter.isWhole(request.original());
  }

  @Override void item(Item item) {
    if (!(item instanceof StatusRequest request)) throw xml.refused("TxInf", "other_item", "does not ask for a status, and pacs.028 carries nothing else.");
    var original = request.original();
    if (OriginalWriter.isWhole(original) != whole) throw xml.refused("OrgnlGrpInf", "mixed", "asks for a whole message and for transactions in one; a message of its own asks for either.");
    if (whole) {
      xml.none("StsReqId", request.requestId(), "asking for a whole message has no name of its own.");
      xml.in("OrgnlGrpInf", () -> originals.whole(original));
      return;
    }
    if (group == null && xml.profile == Profile.SEPA) {   // which names the message once, ahead of its transactions
      group = original;
      xml.in("OrgnlGrpInf", () -> originals.message(original));
    }
    boolean said = group != null && Objects.equals(group.messageId(), original.messageId()) && Objects.equals(group.messageType(), original.messageType());
    xml.in("TxInf", () -> {
      Rules.original(xml, original);
      xml.id("StsReqId", request.requestId(), 35);
      originals.carrier(original, said);
      originals.references(original, false);
      crossBorderAgents();
      originals.repeated(original, true);
    });
  }
}
