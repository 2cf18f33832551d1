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
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/** Reads XML as a stream. Always: no document type is taken, so nothing expands and nothing is fetched; what cannot be read is one finding with its line. */
final class Xml {
  private static final Pattern ENCODING = Pattern.compile("^\\W{0,3}<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  /** How the JDK's parser tells of its limits (XMLMessages.properties of java.xml); what it says of them speaks of settings. */
  private static final Pattern LIMIT = Pattern.compile("JAXP000100([0-9]{2})");

  private Xml() {}

  /** What is done with each start tag of the file; it may read on. */
  interface Elements { void start(XMLStreamReader at) throws XMLStreamException; }

  /** To the end, or to where it cannot be read on. @return whether the end was reached */
  static boolean read(InputStream in, MessageListener listener, Elements elements) throws IOException {
    try {
      var bounded = new Bounded(decoded(in));
      var reader = new StreamReaderDelegate(factory().createXMLStreamReader(bounded)) {
        @Override public int next() throws XMLStreamException {
          bounded.event();
          return super.next();
        }
      };
      try {
        while (reader.hasNext()) {
          int event = reader.next();
          if (event == XMLStreamConstants.DTD) throw new XMLStreamException("a document type is declared, which messages have no use for; it was refused", reader.getLocation());
          if (event == XMLStreamConstants.START_ELEMENT) elements.start(reader);
        }
        return true;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      boolean ours = e.getNestedException() instanceof CharacterCodingException || e.getNestedException() instanceof Bounded.TooLong;
      if (e.getNestedException() instanceof IOException io && !ours) throw io;
      var at = e.getLocation() == null ? Position.FILE : new Position(Math.max(0, e.getLocation().getLineNumber()), "");
      var large = large(e);
      if (large != null) listener.found(Finding.error(at, "too_large", "The XML was not read from here on: " + large + ". Ask the sender for what a bank's system takes too: less in one element."));
      else listener.found(Finding.error(at, "not_well_formed", "The XML cannot be read from here on: " + reason(e)));
      return false;
    }
  }

  /** Each child of the element at whose start tag the reader stands, one at a time; leaves the reader at the end tag. */
  static void children(XMLStreamReader reader, Elements elements) throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) depth--;
      if (event == XMLStreamConstants.ENTITY_REFERENCE) throw new XMLStreamException("an entity is used that nothing may declare", reader.getLocation());
      if (event == XMLStreamConstants.START_ELEMENT) elements.start(reader);   // reads to the child's end tag
    }
  }

  /** To the end tag of the element at whose start tag the reader stands, keeping nothing. */
  static void skip(XMLStreamReader reader) throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) depth++;
      if (event == XMLStreamConstants.END_ELEMENT) depth--;
    }
  }

  static Position here(XMLStreamReader at) { return new Position(at.getLocation().getLineNumber(), at.getLocalName()); }

  /** @param message such as {@code camt.053} */
  static void expectNamespace(XMLStreamReader at, String message, MessageListener listener) {
    var namespace = at.getNamespaceURI();
    if (namespace == null || !namespace.matches("urn:iso:std:iso:20022:tech:xsd:" + Pattern.quote(message) + "\\.001\\.[0-9]{2}"))
      listener.found(Finding.warning(here(at), "odd_namespace", "The namespace is \"" + (namespace == null ? "" : Finding.shortened(namespace)) + "\"; expected urn:iso:std:iso:20022:tech:xsd:" + message + ".001.08 or another version of it."));
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
    // XML's own five (&amp; and the like) count towards these too, and a long file has more of them than 100,000 characters; no other entity is ever taken
    for (var limit : new String[] {"jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit", "jdk.xml.entityExpansionLimit"}) factory.setProperty(limit, "0");
    return factory;
  }

  /** What is larger than anything that is read; {@code null}: something else is wrong. */
  private static @Nullable String large(XMLStreamException e) {
    if (e instanceof Node.TooLarge tooLarge) return tooLarge.sentence();
    if (e.getNestedException() instanceof Bounded.TooLong tooLong) return tooLong.getMessage();
    var limit = LIMIT.matcher(String.valueOf(e.getMessage()));
    if (!limit.find()) return null;
    return switch (limit.group(1)) {
      case "02" -> "an element has more attributes than any message's";
      case "05" -> "a name is longer than any message's";
      case "06" -> "elements are nested deeper than any message's";
      default -> "a part of it is larger than any message's";
    };
  }

  private static String reason(XMLStreamException e) {
    if (e.getNestedException() instanceof CharacterCodingException) return "a byte is not of its encoding";
    var message = e.getMessage() == null ? "no reason was given" : e.getMessage().replaceAll("\\s+", " ");
    int at = message.indexOf("Message: ");
    return at < 0 ? message : message.substring(at + 9);
  }
}
