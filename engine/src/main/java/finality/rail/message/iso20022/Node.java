package finality.rail.message.iso20022;

import finality.rail.message.Finding.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** One element of a message with what is in it: an entry, a balance, a header; never the whole. */
final class Node {
  private static final int DEEPEST = 40;
  private static final int LARGEST = 2_000_000;

  final String name;
  private final int line;
  private final @Nullable String currency;
  private final List<Node> children = new ArrayList<>();
  private @Nullable StringBuilder text;

  private Node(XMLStreamReader at) {
    name = at.getLocalName();
    line = at.getLocation().getLineNumber();
    currency = at.getAttributeValue(null, "Ccy");
  }

  /** The element at whose start tag the reader stands; leaves it at the end tag. @throws XMLStreamException when it is too deep or too large, too */
  static Node read(XMLStreamReader reader) throws XMLStreamException {
    var root = new Node(reader);
    var open = new ArrayDeque<Node>();
    open.push(root);
    long size = 0;
    while (!open.isEmpty()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var node = new Node(reader);
          size += 64;
          if (open.size() == DEEPEST) throw new XMLStreamException("elements are nested deeper than " + DEEPEST, reader.getLocation());
          open.element().children.add(node);
          open.push(node);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          size += reader.getTextLength();
          var node = open.element();
          if (node.children.isEmpty() || !reader.isWhiteSpace()) (node.text == null ? node.text = new StringBuilder() : node.text).append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("an entity is used that nothing may declare", reader.getLocation());
        default -> { }
      }
      if (size > LARGEST) throw new XMLStreamException("the element " + root.name + " is larger than " + LARGEST / 1_000_000 + " MB", reader.getLocation());
    }
    return root;
  }

  Position position() { return new Position(line, name); }

  List<Node> all(String child) { return children.stream().filter(c -> c.name.equals(child)).toList(); }

  /** The first element at this path of names separated by {@code /}; this one at the empty path. */
  @Nullable Node at(String path) {
    var here = this;
    if (path.isEmpty()) return here;
    for (var step : path.split("/")) {
      Node found = null;
      for (var child : here.children) {
        if (child.name.equals(step)) {
          found = child;
          break;
        }
      }
      if (found == null) return null;
      here = found;
    }
    return here;
  }

  /** The text of the first of these paths that has any. */
  @Nullable String text(String... paths) {
    for (var path : paths) {
      var node = at(path);
      if (node != null && !node.text().isEmpty()) return node.text();
    }
    return null;
  }

  /** With the blanks at its ends. */
  String raw() { return text == null ? "" : text.toString(); }

  String text() { return text == null ? "" : text.toString().strip(); }

  /** The attribute Ccy. */
  @Nullable String currency() { return currency; }
}
