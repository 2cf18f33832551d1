package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** ISO's message definitions, as the independent judge of what is written. Nothing is fetched. */
public final class Schemas {
  private static final String PREFIX = "urn:iso:std:iso:20022:tech:xsd:";
  private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

  private Schemas() {}

  /** Each {@code Document} and {@code AppHdr} of the file against the schema that its namespace names, whatever envelope they stand in. */
  public static void assertValid(byte[] xml) {
    assertThat(errors(xml)).as(new String(xml, StandardCharsets.UTF_8)).isEmpty();
  }

  /** @return what is wrong, each as {@code line 3: why}; empty when the file is valid */
  public static List<String> errors(byte[] xml) {
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
        validate(reader, errors);   // and leaves the reader behind it
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

  private static void validate(XMLStreamReader reader, List<String> errors) throws XMLStreamException {
    var namespace = String.valueOf(reader.getNamespaceURI());
    int line = reader.getLocation().getLineNumber();
    if (!namespace.startsWith(PREFIX)) {
      errors.add("line " + line + ": no message definition has the namespace \"" + namespace + "\"");
      reader.next();
      return;
    }
    try {
      var validator = schema(namespace.substring(PREFIX.length())).newValidator();
      validator.setErrorHandler(new Lines(errors, reader));
      validator.validate(new StAXSource(reader));
    } catch (SAXException | IOException e) {
      throw new XMLStreamException(String.valueOf(e.getMessage()), reader.getLocation(), e);
    }
  }

  private static Schema schema(String message) {
    return READ.computeIfAbsent(message, name -> {
      try {
        var factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        var file = Schemas.class.getResource("/iso20022/" + name + ".xsd");
        if (file == null) throw new AssertionError("there is no schema iso20022/" + name + ".xsd among the test resources");
        return factory.newSchema(new StreamSource(file.openStream()));
      } catch (SAXException | IOException e) {
        throw new AssertionError(name, e);
      }
    });
  }

  private record Lines(List<String> errors, XMLStreamReader at) implements ErrorHandler {
    @Override public void warning(SAXParseException e) { error(e); }

    @Override public void error(SAXParseException e) { errors.add("line " + (e.getLineNumber() > 0 ? e.getLineNumber() : at.getLocation().getLineNumber()) + ": " + e.getMessage()); }

    @Override public void fatalError(SAXParseException e) { error(e); }
  }
}
