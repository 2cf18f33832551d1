package finality.rail.message.iso20022;

import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Amount;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageWriter;
import finality.rail.message.Unwritable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Messages about payments, in the versions that networks exchange: the header's type says which. What is written is valid against ISO's schema and by the profile's rules;
 * what cannot be said so is refused. Nothing is kept of an item that was written. One message for each writer.
 */
public final class PaymentWriter implements MessageWriter {
  private interface Opening { ItemsWriter with(Elements xml, MessageHeader header); }

  private record Definition(String root, Opening opening) {}

  private static final String PREFIX = "urn:iso:std:iso:20022:tech:xsd:";
  private static final Map<String, Definition> DEFINITIONS = Map.of("pacs.008.001.08", new Definition("FIToFICstmrCdtTrf", (xml, header) -> new CreditTransferWriter(xml, header, Kind.CUSTOMER)),
      "pacs.009.001.08", new Definition("FICdtTrf", (xml, header) -> new CreditTransferWriter(xml, header, Kind.BANK)), "pacs.002.001.10", new Definition("FIToFIPmtStsRpt", StatusReportWriter::new),
      "pain.001.001.09", new Definition("CstmrCdtTrfInitn", InitiationWriter::new), "pain.002.001.10", new Definition("CstmrPmtStsRpt", InitiationStatusWriter::new),
      "pacs.004.001.09", new Definition("PmtRtr", PaymentReturnWriter::new), "pacs.028.001.03", new Definition("FIToFIPmtStsReq", StatusRequestWriter::new),
      "camt.056.001.08", new Definition("FIToFIPmtCxlReq", CancellationRequestWriter::new), "camt.029.001.09", new Definition("RsltnOfInvstgtn", ResolutionWriter::new));

  private final Elements xml;
  private final @Nullable ApplicationHeader envelope;
  private @Nullable ItemsWriter message;
  private long items;
  private BigDecimal sum = BigDecimal.ZERO;

  /** @param envelope {@code null}: the message is written alone */
  public PaymentWriter(OutputStream out, Profile profile, @Nullable ApplicationHeader envelope) throws IOException {
    xml = new Elements(out, profile);
    this.envelope = envelope;
  }

  @Override public void begin(MessageHeader header) throws IOException {
    var definition = DEFINITIONS.get(header.type());
    if (definition == null) throw new Unwritable("MsgDefIdr", "unknown_type", "\"" + header.type() + "\" is not written here; these are: " + String.join(", ", DEFINITIONS.keySet().stream().sorted().toList()) + ".");
    if (message != null) throw new IllegalStateException("this writer has begun a message");
    Elements.written(() -> {
      Rules.header(xml, header, envelope != null);
      message = definition.opening.with(xml, header);
      if (envelope != null) envelope(envelope, header);
      xml.begin("Document", PREFIX + header.type());
      xml.begin(definition.root, null);
    });
  }

  private void envelope(ApplicationHeader envelope, MessageHeader header) {
    var parts = new PartsWriter(xml);
    xml.begin(envelope.envelope(), null);
    xml.begin("AppHdr", PREFIX + "head.001.001.02");
    xml.in("Fr", () -> parts.alone("FIId", header.sender()));
    xml.in("To", () -> parts.alone("FIId", header.receiver()));
    xml.id("BizMsgIdr", header.id(), 35);
    xml.id("MsgDefIdr", header.type(), 35);
    if (xml.profile == Profile.CBPR) xml.required("BizSvc", envelope.service());
    xml.id("BizSvc", envelope.service(), 35);
    xml.instant("CreDt", xml.required("CreDt", header.created()));
    if (envelope.possibleDuplicate()) xml.flag("PssblDplct", true);
    xml.end();
  }

  @Override public void item(Item item) throws IOException {
    var writer = Objects.requireNonNull(message, "item before begin");
    Elements.written(() -> {
      if (items++ == 0) writer.begin(item);
      if (xml.profile == Profile.CBPR && items > 1) throw xml.refused("", "too_many", "CBPR+ carries one transaction in a message.");
      var amount = item.money();
      writer.item(item);
      if (amount != null) add(amount, writer.header.total());
    });
  }

  private void add(Amount amount, @Nullable Amount total) {
    sum = sum.add(amount.value());
    if (total != null && !total.currency().equals(amount.currency())) throw new Unwritable("GrpHdr", "currency", "says a total in " + total.currency() + ", and a transaction is of " + amount + ".");
  }

  @Override public void end() throws IOException {
    var writer = Objects.requireNonNull(message, "end before begin");
    Elements.written(() -> {
      if (items == 0) writer.begin(null);
      writer.end();
      var header = writer.header;
      if (header.count() != null && header.count() != items) throw new Unwritable("NbOfTxs", "wrong_count", "is " + header.count() + " in the header, " + items + " were written.");
      if (header.sum() != null && header.sum().compareTo(sum) != 0) throw new Unwritable("CtrlSum", "wrong_sum", "is " + header.sum().toPlainString() + " in the header, what was written adds up to " + sum.toPlainString() + ".");
      if (header.total() != null && header.total().value().compareTo(sum) != 0) throw new Unwritable("GrpHdr", "wrong_sum", "says a total of " + header.total() + ", what was written adds up to " + sum.toPlainString() + ".");
      xml.end();
      xml.end();
      if (envelope != null) xml.end();
      xml.finish();
    });
  }
}
