package finality.rail.message.iso20022;

import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.Original;
import finality.rail.message.References;
import finality.rail.message.Resolution;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** camt.029.001.09, as {@link ResolutionReader} reads it. */
final class ResolutionWriter extends ItemsWriter {
  private final OriginalWriter originals = new OriginalWriter(xml, parts);
  private @Nullable String status;
  private boolean whole;

  ResolutionWriter(Elements xml, MessageHeader header) { super(xml, header); }

  @Override void begin(@Nullable Item first) {
    var resolution = resolution(xml.required("Sts", first));
    whole = resolution.original().references().equals(References.NONE) && resolution.original().messageId() == null;
    status = resolution.status();
    unsettled("an answer settles nothing.");
    assignment();
    if (whole) CancellationRequestWriter.opened(xml, parts, "RslvdCase", resolution.caseId(), resolution.creator());
    xml.in("Sts", () -> xml.code("Conf", xml.required("Conf", status), 4));
  }

  private Resolution resolution(Item item) {
    if (item instanceof Resolution resolution) return resolution;
    throw xml.refused("Sts", "other_item", "is no answer to a request for cancellation, and camt.029 carries nothing else.");
  }

  @Override void item(Item item) {
    var resolution = resolution(item);
    if (!Objects.equals(resolution.status(), status)) throw xml.refused("Sts/Conf", "other_status", "is " + status + " for the message; an answer of " + resolution.status() + " needs one of its own.");
    var original = resolution.original();
    if ("RJCR".equals(resolution.cancellationStatus()) && resolution.reasons().isEmpty()) throw xml.refused("CxlDtls/TxInfAndSts/CxlStsRsnInf", "missing", "is missing; a refusal (RJCR) says why.");
    if (whole) ofCase(resolution);
    else xml.in("CxlDtls", () -> {
      if (OriginalWriter.isWhole(original)) ofMessage(resolution);
      else ofTransaction(resolution);
    });
  }

  /** Nothing is said of any payment. */
  private void ofCase(Resolution resolution) {
    var why = "nothing is said of a payment, only of the case.";
    if (header.count() != null && header.count() != 1 || !resolution.original().equals(Original.of(References.NONE))) throw xml.refused("CxlDtls", "mixed", why);
    xml.none("CxlDtls", resolution.cancellationId(), why);
    xml.none("CxlDtls", resolution.cancellationStatus(), why);
    xml.none("CxlDtls", resolution.reasons(), why);
    xml.none("CxlDtls", resolution.charges(), why);
  }

  private void ofMessage(Resolution resolution) {
    xml.in("OrgnlGrpInfAndSts", () -> {
      xml.id("OrgnlGrpCxlId", resolution.cancellationId(), 35);
      CancellationRequestWriter.opened(xml, parts, "RslvdCase", resolution.caseId(), resolution.creator());
      originals.whole(resolution.original());
      xml.word("GrpCxlSts", xml.required("GrpCxlSts", resolution.cancellationStatus()), List.of("PACR", "RJCR", "ACCR", "PDCR"));
      parts.reasons("CxlStsRsnInf", resolution.reasons());
      xml.none("Chrgs", resolution.charges(), "the message definition has charges of single payments.");
    });
  }

  private void ofTransaction(Resolution resolution) {
    var original = resolution.original();
    xml.in("TxInfAndSts", () -> {
      xml.id("CxlStsId", resolution.cancellationId(), 35);
      CancellationRequestWriter.opened(xml, parts, "RslvdCase", resolution.caseId(), resolution.creator());
      originals.carrier(original, false);
      originals.resolved(original);
      xml.word("TxCxlSts", resolution.cancellationStatus(), List.of("RJCR", "ACCR", "PDCR"));
      parts.reasons("CxlStsRsnInf", resolution.reasons());
      xml.in("RsltnRltdInf", () -> parts.charges("Chrgs", resolution.charges()));
      originals.settled(original);
      originals.repeated(original, false);
    });
  }
}
