package finality.rail.message.iso20022;

import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Messages about payments: between banks pacs.002, 004, 008, 009 and 028, camt.029 and 056, of customers pain.001 and 002, of any version, alone or in any envelope with a business application header (head.001),
 * any number in a file. Elements are known by their names, whatever the namespace; a namespace that is not the message's is told. One transaction is kept at a time.
 */
public final class PaymentReader {
  private interface Opening { ItemsReader with(ItemsReader.Start start); }

  private record Definition(String message, Opening opening) {}

  private static final Map<String, Definition> DEFINITIONS = Map.of("FIToFICstmrCdtTrf", new Definition("pacs.008", start -> new CreditTransferReader(start, Kind.CUSTOMER)),
      "FICdtTrf", new Definition("pacs.009", start -> new CreditTransferReader(start, Kind.BANK)), "FIToFIPmtStsRpt", new Definition("pacs.002", StatusReportReader::new),
      "CstmrCdtTrfInitn", new Definition("pain.001", InitiationReader::new), "CstmrPmtStsRpt", new Definition("pain.002", InitiationStatusReader::new),
      "PmtRtr", new Definition("pacs.004", PaymentReturnReader::new), "FIToFIPmtStsReq", new Definition("pacs.028", StatusRequestReader::new),
      "FIToFIPmtCxlReq", new Definition("camt.056", CancellationRequestReader::new), "RsltnOfInvstgtn", new Definition("camt.029", ResolutionReader::new));

  private final MessageListener listener;
  private final Values read;
  private @Nullable ApplicationHeaderReader envelope;
  private @Nullable ItemsReader message;
  private boolean any;

  private PaymentReader(MessageListener listener) {
    this.listener = listener;
    read = new Values(listener);
  }

  /** Reads to the end, in memory that does not grow with the number of transactions. */
  public static void read(InputStream in, MessageListener listener) throws IOException {
    var reader = new PaymentReader(listener);
    boolean whole = Xml.read(in, listener, reader::start);
    if (reader.message != null && reader.message.isOpen()) listener.closed();   // the text broke off within it
    reader.read.leftovers.end();
    if (whole && !reader.any) listener.found(Finding.error(Position.FILE, "no_message", "There is no message about payments in this file."));
  }

  private void start(XMLStreamReader at) throws XMLStreamException {
    var definition = DEFINITIONS.get(at.getLocalName());
    if (at.getLocalName().equals("AppHdr")) envelope = header(at);
    else if (definition != null) message(definition, at);
  }

  /** Networks have headers of their own by this name; SWIFT's older one ($ahV10) has From, To and MsgRef. */
  private @Nullable ApplicationHeaderReader header(XMLStreamReader at) throws XMLStreamException {
    var header = Node.read(at);
    if (ApplicationHeaderReader.isOne(header)) return new ApplicationHeaderReader(header, read);
    listener.found(Finding.note(header.position(), "unknown_header", "The header (AppHdr) has nothing of head.001; it is another network's and was not read."));
    return null;
  }

  private void message(Definition definition, XMLStreamReader at) throws XMLStreamException {
    any = true;
    Xml.expectNamespace(at, definition.message, listener);
    var reader = definition.opening.with(new ItemsReader.Start(type(at, definition.message), Xml.here(at), read, envelope));
    message = reader;
    parts(at, reader);
    message = null;
    envelope = null;
    reader.close();
    read.anotherMessage();
  }

  private static void parts(XMLStreamReader at, ItemsReader reader) throws XMLStreamException {
    var once = reader.read.leftovers.new Once(reader.several());
    Xml.children(at, part -> {
      if (!reader.groups().contains(part.getLocalName())) {
        reader.take(Node.read(part), once);
        return;
      }
      reader.group(part.getLocalName(), Xml.here(part));
      parts(part, reader);
    });
  }

  /** As the namespace names it; the message without its version where that says nothing. */
  private static String type(XMLStreamReader at, String message) {
    var namespace = at.getNamespaceURI() == null ? "" : at.getNamespaceURI();
    var name = namespace.substring(namespace.lastIndexOf(':') + 1);
    return name.matches("[a-z]{4}\\.[0-9]{3}\\.[0-9]{3}\\.[0-9]{2}") ? name : message;
  }
}
