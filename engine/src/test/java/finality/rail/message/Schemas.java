package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stax.StAXSource;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** ISO's message definitions, as the independent judge of what is written: {@link Judge} says where they are from. */
public final class Schemas {
  private static final Map<String, Judge> JUDGES = new ConcurrentHashMap<>();

  private Schemas() {}

  /** Each {@code Document} and {@code AppHdr} of the file against the schema that its namespace names, whatever envelope they stand in. */
  public static void assertValid(byte[] xml) {
    assertThat(errors(xml)).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
  }

  /** @return what is wrong, each as {@code line 3: why (says who)}; empty when the file is valid */
  public static List<String> errors(byte[] xml) { return errors(xml, message -> JUDGES.computeIfAbsent(message, Judge::of)); }

  /** @param judges by the name of a message, such as {@code pacs.008.001.08} */
  static List<String> errors(byte[] xml, Function<String, Judge> judges) {
    var errors = new ArrayList<String>();
    int parts = 0;
    try {
      var reader = reader(xml);
      while (reader.hasNext()) {
        if (!reader.isStartElement() || !reader.getLocalName().equals("Document") && !reader.getLocalName().equals("AppHdr")) {
          reader.next();
          continue;
        }
        parts++;
        validate(reader, judges, errors);   // and leaves the reader behind it
      }
    } catch (XMLStreamException e) {
      errors.add("line " + e.getLocation().getLineNumber() + ": " + e.getMessage());
    }
    if (parts == 0) errors.add("line 1: there is neither a Document nor an AppHdr");
    return errors;
  }

  private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
  }

  private static void validate(XMLStreamReader reader, Function<String, Judge> judges, List<String> errors) throws XMLStreamException {
    var namespace = String.valueOf(reader.getNamespaceURI());
    int line = reader.getLocation().getLineNumber();
    if (!namespace.startsWith(Judge.PREFIX)) {
      errors.add("line " + line + ": no message definition has the namespace \"" + namespace + "\"");
      reader.next();
      return;
    }
    try {
      var judge = judges.apply(namespace.substring(Judge.PREFIX.length()));
      var validator = judge.schema().newValidator();
      validator.setErrorHandler(new Lines(errors, reader, judge.name()));
      validator.validate(new StAXSource(reader));
    } catch (SAXException | IOException e) {
      throw new XMLStreamException(String.valueOf(e.getMessage()), reader.getLocation(), e);
    }
  }

  private record Lines(List<String> errors, XMLStreamReader at, String judge) implements ErrorHandler {
    @Override public void warning(SAXParseException e) { error(e); }

    @Override public void error(SAXParseException e) {
      errors.add("line " + (e.getLineNumber() > 0 ? e.getLineNumber() : at.getLocation().getLineNumber()) + ": " + e.getMessage() + " (says " + judge + ")");
    }

    @Override public void fatalError(SAXParseException e) { error(e); }
  }
}
