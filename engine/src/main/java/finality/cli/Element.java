package finality.cli;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An XML element with what is in it. Read without any document type, so that no entity expands and nothing outside is fetched. */
final class Element {
  private static final int DEEPEST = 40;

  final String name;
  final String namespace;
  /** Line of its start tag. */
  final int line;
  final Map<String, String> attributes = new HashMap<>();
  private final List<Element> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Element(XMLStreamReader at) {
    name = at.getLocalName();
    namespace = at.getNamespaceURI() == null ? "" : at.getNamespaceURI();
    line = at.getLocation().getLineNumber();
    for (int i = 0; i < at.getAttributeCount(); i++) attributes.put(at.getAttributeLocalName(i), at.getAttributeValue(i));
  }

  /** The root. @throws XMLStreamException when it is not well-formed or declares a document type */
  static Element read(byte[] bytes) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    var reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    var open = new ArrayDeque<Element>();
    Element root = null;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var element = new Element(reader);
          if (open.size() == DEEPEST) throw new XMLStreamException("elements nested deeper than " + DEEPEST, reader.getLocation());
          if (root == null) root = element;
          else open.element().children.add(element);
          open.push(element);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> { if (!open.isEmpty()) open.element().text.append(reader.getText()); }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("a document type is declared, which payment files have no use for; remove it", reader.getLocation());
        default -> { }
      }
    }
    if (root == null) throw new XMLStreamException("there is no element");
    return root;
  }

  List<Element> all(String child) { return children.stream().filter(c -> c.name.equals(child)).toList(); }

  /** The first element at this path of names separated by {@code /}. */
  @Nullable Element at(String path) {
    var here = this;
    for (var step : path.split("/")) {
      var found = here.all(step);
      if (found.isEmpty()) return null;
      here = found.getFirst();
    }
    return here;
  }

  /** The text of the first path that has any. */
  @Nullable String text(String... paths) {
    for (var path : paths) {
      var element = at(path);
      if (element != null && !element.text().isEmpty()) return element.text();
    }
    return null;
  }

  String text() { return text.toString().strip(); }
}
