package finality.rail.message.iso20022;

import finality.rail.message.CancellationRequest;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Party;
import org.jspecify.annotations.Nullable;

/** camt.056.001.08, as {@link CancellationRequestReader} reads it. */
final class CancellationRequestWriter extends ItemsWriter {
  private final OriginalWriter originals = new OriginalWriter(xml, parts);

  CancellationRequestWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    xml.required("Undrlyg", first);
    unsettled("what a request asks for is no amount of its own.");
    assignment();
    if (xml.profile != Profile.CBPR) xml.in("CtrlData", () -> {
      xml.count("NbOfTxs", header.count());
    });
  }

  @Override void item(Item item) {
    if (!(item instanceof CancellationRequest request)) throw xml.refused("Undrlyg", "other_item", "asks for no cancellation, and camt.056 carries nothing else.");
    var original = request.original();
    xml.in("Undrlyg", () -> {
      Rules.cancellation(xml, request);
      if (OriginalWriter.isWhole(original)) xml.in("OrgnlGrpInfAndCxl", () -> {
        xml.id("GrpCxlId", request.cancellationId(), 35);
        opened("Case", request.caseId(), request.creator());
        originals.whole(original);
        xml.flag("GrpCxl", true);
        parts.reasons("CxlRsnInf", request.reasons());
      });
      else xml.in("TxInf", () -> {
        xml.id("CxlId", request.cancellationId(), 35);
        opened("Case", request.caseId(), request.creator());
        originals.carrier(original, false);
        originals.references(original, true);
        originals.settled(original);
        parts.reasons("CxlRsnInf", request.reasons());
        originals.repeated(original, false);
      });
    });
  }

  private void opened(String name, @Nullable String id, @Nullable Party creator) { opened(xml, parts, name, id, creator); }

  /** An investigation: its name and who opened it, both or none. */
  static void opened(Elements xml, PartsWriter parts, String name, @Nullable String id, @Nullable Party creator) {
    if (id == null && creator == null) return;
    xml.in(name, () -> {
      xml.id("Id", xml.required("Id", id), 35);
      parts.either("Cretr", xml.required("Cretr", creator));
    });
  }
}
