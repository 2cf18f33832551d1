package finality.rail.message.iso20022;

import finality.rail.message.Finding.Position;
import finality.rail.message.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One element of a message with what is in it: an entry, a balance, a header; never the whole. Remembers which of its elements somebody has asked for, so that the others can be told
 * ({@link Leftovers}). Children are a chain and text is a String where it came in one piece: most of an entry's elements are small, and there are a hundred of them.
 */
final class Node {
  private static final int DEEPEST = 40;
  /** Characters and, for each element, 64 more. */
  private static final int LARGEST = 2_000_000;

  final String name;
  private final int line;
  private final @Nullable String currency;
  private final @Nullable Node parent;
  private @Nullable Node first;
  private @Nullable Node last;
  private @Nullable Node next;
  private @Nullable String text;
  private @Nullable StringBuilder pieces;
  private boolean read;

  private Node(XMLStreamReader at, @Nullable Node parent) {
    this.parent = parent;
    name = at.getLocalName();
    line = at.getLocation().getLineNumber();
    currency = at.getAttributeCount() == 0 ? null : at.getAttributeValue(null, "Ccy");
  }

  /** Takes parts of an element out of it as it is read, so that it may have any number of them. */
  interface Parts {
    Parts NONE = _ -> false;

    /** Whether this element, which begins, is one. */
    boolean isPart(Node beginning);

    /** It has ended; what stands before it in the element is there. @param elements within it, {@code characters} of text. @return whether it was taken and is not kept */
    default boolean take(Node part, long elements, long characters) { return false; }
  }

  /** An element is larger, or nested deeper, than any message's. */
  static final class TooLarge extends XMLStreamException {
    private final String sentence;

    TooLarge(String sentence, XMLStreamReader at) {
      super(sentence, at.getLocation());
      this.sentence = sentence;
    }

    /** Without the place, which the message has. */
    String sentence() { return sentence; }
  }

  /** The element at whose start tag the reader stands; leaves it at the end tag. @throws XMLStreamException when it is too deep or too large, too */
  static Node read(XMLStreamReader reader) throws XMLStreamException { return read(reader, Parts.NONE); }

  /** Without the parts that were taken of it; size is bounded of each part, and of the rest. */
  static Node read(XMLStreamReader reader, Parts parts) throws XMLStreamException {
    var reading = new Reading(reader, parts);
    while (!reading.open.isEmpty()) reading.next();
    return reading.root;
  }

  /** An element as it is read. */
  private static final class Reading {
    private final XMLStreamReader reader;
    private final Parts parts;
    private final Node root;
    private final ArrayDeque<Node> open = new ArrayDeque<>();
    private @Nullable Node part;
    private long rest;
    private long elements;
    private long characters;

    Reading(XMLStreamReader reader, Parts parts) {
      this.reader = reader;
      this.parts = parts;
      root = new Node(reader, null);
      open.push(root);
    }

    void next() throws XMLStreamException {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(new Node(reader, open.element()));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          characters += reader.getTextLength();
          var node = open.element();
          if (node.first == null || !reader.isWhiteSpace()) node.append(reader);
        }
        case XMLStreamConstants.END_ELEMENT -> end(open.pop());
        case XMLStreamConstants.ENTITY_REFERENCE -> throw new XMLStreamException("an entity is used that nothing may declare", reader.getLocation());
        default -> { }
      }
      if (size() > LARGEST) throw new TooLarge("the element " + (part == null ? root : part).name + " is larger than " + LARGEST / 1_000_000 + " MB", reader);
    }

    private void start(Node node) throws TooLarge {
      if (part == null && parts.isPart(node)) {
        part = node;
        rest = size();
        elements = characters = 0;
      }
      elements++;
      if (open.size() == DEEPEST) throw new TooLarge("elements of " + root.name + " are nested deeper than " + DEEPEST, reader);
      open.push(node);
    }

    private void end(Node node) {
      boolean taken = node == part && parts.take(node, elements, characters);
      if (node == part) {
        part = null;
        characters = taken ? rest : rest + size();
        elements = 0;
      }
      if (!taken && !open.isEmpty()) open.element().add(node);
    }

    private long size() { return 64 * elements + characters; }
  }

  private void add(Node child) {
    if (last == null) first = child;
    else last.next = child;
    last = child;
  }

  private void append(XMLStreamReader reader) {
    if (text == null) {
      text = new String(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      return;
    }
    if (pieces == null) pieces = new StringBuilder(text);
    pieces.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  @Nullable Node parent() { return parent; }

  Position position() { return new Position(line, name); }

  List<Node> all(String child) {
    List<Node> found = List.of();
    for (var node = first; node != null; node = node.next) {
      if (!node.name.equals(child)) continue;
      if (found.isEmpty()) found = new ArrayList<>(4);
      node.read = true;
      found.add(node);
    }
    return found;
  }

  /** The first element at this path of names separated by {@code /}; this one at the empty path. */
  @Nullable Node at(String path) {
    var here = this;
    for (int from = 0; from < path.length(); ) {
      int stroke = path.indexOf('/', from);
      int to = stroke < 0 ? path.length() : stroke;
      var child = here.first;
      char end = path.charAt(to - 1);   // the ends of names differ more often than their beginnings
      while (child != null && !(child.name.length() == to - from && child.name.charAt(to - from - 1) == end && path.startsWith(child.name, from))) child = child.next;
      if (child == null) return null;
      child.read = true;
      here = child;
      from = to + 1;
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
  String raw() { return pieces != null ? pieces.toString() : text == null ? "" : text; }

  String text() { return raw().strip(); }

  /** The attribute Ccy. */
  @Nullable String currency() { return currency; }

  /** It was asked for and not taken. */
  void leave() { read = false; }

  /** Goes over an element after it was read. */
  interface Review {
    /** It was read, and nothing stands in it but its text. */
    void value(Node node);

    /** It says something and was not read. */
    void element(Node node);

    /** It stands there more than once, and the first was read. */
    void again(Node first, Node again);
  }

  /** All that was read of it, and each element that says something and that nobody has asked for; of those within one another the outermost. */
  void review(Review review) {
    if (first == null) review.value(this);
    Map<String, Node> firsts = null;   // by name, made when it is first needed: most elements have nothing unread in them
    for (var node = first; node != null; node = node.next) {
      if (node.read) {
        node.review(review);
      } else if (!node.isEmpty()) {
        if (firsts == null) firsts = firsts();
        var first = firsts.get(node.name);
        if (first == null) review.element(node);
        else review.again(first, node);
      }
    }
  }

  private Map<String, Node> firsts() {
    var firsts = new HashMap<String, Node>();
    for (var node = first; node != null; node = node.next) if (node.read) firsts.putIfAbsent(node.name, node);
    return firsts;
  }

  int line() { return line; }

  /** All that is said in it, for a person: {@code 1250.00 EUR}, {@code Muster GmbH Berlin}. */
  String words() {
    var words = new StringBuilder();
    words(words);
    return Finding.shortened(words.toString());
  }

  private void words(StringBuilder words) {
    for (var part : new String[] {text(), currency}) if (part != null && !part.isEmpty()) words.append(words.isEmpty() ? "" : " ").append(part);
    for (var node = first; node != null && words.length() < 100; node = node.next) node.words(words);
  }

  /** {@code PmtTpInf/SvcLvl}: itself and what it stands in. */
  String within() { return parent == null ? name : parent.name + "/" + name; }

  /** From the part that was read as one to here: {@code Ntry/NtryDtls/TxDtls/Tax}. */
  String path() { return parent == null ? name : parent.path() + "/" + name; }

  /** Neither it nor anything in it says anything. */
  boolean isEmpty() {
    if (!text().isEmpty()) return false;
    for (var node = first; node != null; node = node.next) if (!node.isEmpty()) return false;
    return true;
  }
}
