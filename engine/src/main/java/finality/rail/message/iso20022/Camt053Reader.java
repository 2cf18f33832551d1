package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * camt.053, bank to customer statement, of any version, alone or in an envelope. Elements are known by their names, whatever the namespace; a namespace that is not
 * the message's is told. One entry is kept at a time.
 */
public final class Camt053Reader {
  private static final Pattern NAMESPACE = Pattern.compile("urn:iso:std:iso:20022:tech:xsd:camt\\.053\\.001\\.[0-9]{2}");

  private static final Pattern ENCODING = Pattern.compile("^\\W{0,3}<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  private final XMLStreamReader reader;
  private final MessageListener listener;
  private @Nullable String created;

  private Camt053Reader(XMLStreamReader reader, MessageListener listener) {
    this.reader = reader;
    this.listener = listener;
  }

  /** Reads to the end, in memory that does not grow with the number of entries. */
  public static void read(InputStream in, MessageListener listener) throws IOException {
    var open = new Watched(listener);
    try {
      var reader = factory().createXMLStreamReader(decoded(in));
      try {
        new Camt053Reader(reader, open).read();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      boolean encoding = e.getNestedException() instanceof CharacterCodingException;
      if (e.getNestedException() instanceof IOException io && !encoding) throw io;
      var at = e.getLocation() == null ? Position.FILE : new Position(Math.max(0, e.getLocation().getLineNumber()), "");
      open.found(Finding.error(at, "not_well_formed", "The XML cannot be read from here on: " + (encoding ? "a byte is not of its encoding" : reason(e))));
      if (open.begun) open.ended();
    }
  }

  /** In the encoding that the declaration names, else UTF-8. Strictly, and here, because the JDK's parser writes to stderr about bytes that do not fit. */
  private static Reader decoded(InputStream in) throws IOException, XMLStreamException {
    var buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(1 << 10);
    var bytes = buffered.readNBytes(1 << 9);
    buffered.reset();
    boolean wide = bytes.length > 1 && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) buffered.skipNBytes(3);
    var declared = ENCODING.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    try {
      var charset = wide ? StandardCharsets.UTF_16 : declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
      return new InputStreamReader(buffered, charset.newDecoder());
    } catch (IllegalArgumentException | UnsupportedOperationException _) {
      throw new XMLStreamException("the encoding \"" + declared.group(1) + "\" is not known");
    }
  }

  static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private static String reason(XMLStreamException e) {
    var message = e.getMessage() == null ? "no reason was given" : e.getMessage().replaceAll("\\s+", " ");
    int at = message.indexOf("Message: ");
    return at < 0 ? message : message.substring(at + 9);
  }

  private void read() throws XMLStreamException {
    boolean any = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) throw new XMLStreamException("a document type is declared, which messages have no use for; it was refused", reader.getLocation());
      if (event != XMLStreamConstants.START_ELEMENT) continue;
      switch (reader.getLocalName()) {
        case "BkToCstmrStmt" -> {
          var namespace = reader.getNamespaceURI();
          if (namespace == null || !NAMESPACE.matcher(namespace).matches())
            listener.found(Finding.warning(here(), "odd_namespace", "The namespace is \"" + (namespace == null ? "" : namespace) + "\"; expected urn:iso:std:iso:20022:tech:xsd:camt.053.001.08 or another version of it."));
        }
        case "GrpHdr" -> created = Node.read(reader).text("CreDtTm");
        case "Stmt" -> {
          any = true;
          statement();
        }
        default -> { }
      }
    }
    if (!any) listener.found(Finding.error(Position.FILE, "no_statement", "There is no statement (Stmt) in this file."));
  }

  private void statement() throws XMLStreamException {
    var statement = new StatementParts(listener, here(), created);
    for (int depth = 1; depth > 0; ) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) depth--;
      if (event == XMLStreamConstants.ENTITY_REFERENCE) throw new XMLStreamException("an entity is used that nothing may declare", reader.getLocation());
      if (event == XMLStreamConstants.START_ELEMENT) statement.part(Node.read(reader));
    }
    statement.end();
  }

  private Position here() { return new Position(reader.getLocation().getLineNumber(), reader.getLocalName()); }

  /** Knows whether a statement is open when the text breaks off. */
  private static final class Watched implements MessageListener {
    private final MessageListener next;
    private boolean begun;

    Watched(MessageListener next) { this.next = next; }

    @Override public void begun(finality.rail.message.StatementHeader header) {
      begun = true;
      next.begun(header);
    }

    @Override public void balance(finality.rail.message.Balance balance, Position position) { next.balance(balance, position); }

    @Override public void line(finality.rail.message.StatementLine line) { next.line(line); }

    @Override public void ended() {
      begun = false;
      next.ended();
    }

    @Override public void found(Finding finding) { next.found(finding); }
  }
}
