package finality.rail.message;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.SchemaOutputResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A schema that a message is held against, and where it is from. ISO's own schemas are not part of this project. With {@code ISO20022_XSD}, a directory of them, those judge.
 * Otherwise, and nothing is fetched: three of them, which the library hbci4j carries; and for any other message what Prowide's classes say of elements, order and number,
 * with the types that those three define, whose names mean the same in every message of ISO's.
 *
 * @param name as a failure tells it
 */
record Judge(String name, Schema schema) {
  static final String PREFIX = "urn:iso:std:iso:20022:tech:xsd:";
  /** The others of hbci4j's are a national bank's narrower reading. */
  private static final List<String> ISO = List.of("camt.052.001.08", "pain.001.001.09", "pain.002.001.10");
  private static final String XS = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  /** @param message such as {@code pacs.008.001.08} */
  static Judge of(String message) {
    var directory = directory();
    return directory != null ? fromDirectory(directory, message) : ISO.contains(message) ? fromLibrary(message) : composed(message);
  }

  static @Nullable Path directory() {
    var name = System.getenv("ISO20022_XSD");
    return name == null || name.isEmpty() ? null : Path.of(name);
  }

  static Judge fromDirectory(Path directory, String message) {
    var file = directory.resolve(message + ".xsd");
    if (!Files.isRegularFile(file)) throw new AssertionError("there is no " + message + ".xsd in the directory that ISO20022_XSD names: put it there, or unset ISO20022_XSD");
    return new Judge("ISO's schema " + message, schema(message, new StreamSource(file.toFile())));
  }

  static Judge fromLibrary(String message) { return new Judge("ISO's schema " + message + " as hbci4j carries it", schema(message, new DOMSource(library(message)))); }

  private static Schema schema(String message, Source source) {
    try {
      var factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      return factory.newSchema(source);
    } catch (SAXException e) {
      throw new AssertionError(message, e);
    }
  }

  private static Document library(String message) {
    try (var in = Judge.class.getResourceAsStream("/" + message + ".xsd")) {
      if (in == null) throw new AssertionError("hbci4j no longer carries " + message + ".xsd");
      var read = documents().newDocumentBuilder().parse(in);
      if (!read.getDocumentElement().getAttribute("targetNamespace").equals(PREFIX + message)) throw new AssertionError("hbci4j's " + message + ".xsd is not ISO's");
      return read;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError(message, e);
    }
  }

  private static DocumentBuilderFactory documents() {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  // ── from Prowide's classes ─────────────────────────────────────────────────────────────────────────────

  static Judge composed(String message) {
    var types = isoTypes();
    var root = empty(message);
    for (var generated : generated(message)) {
      for (var part : children(generated.getDocumentElement())) {
        if (part.getLocalName().equals("import") || types.containsKey(part.getAttribute("name"))) continue;
        var own = (Element) root.appendChild(root.getOwnerDocument().importNode(part, true));
        if (own.getAttribute("name").endsWith("Choice")) oneOf(own);
        named(own, types);
      }
    }
    for (var type : types.values()) root.appendChild(root.getOwnerDocument().importNode(type, true));
    return new Judge("the structure of Prowide's " + message + " with ISO's types", schema(message, new DOMSource(root.getOwnerDocument())));
  }

  private static Element empty(String message) {
    try {
      var root = documents().newDocumentBuilder().newDocument().createElementNS(XS, "xs:schema");
      root.getOwnerDocument().appendChild(root);
      root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:xs", XS);
      root.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns", PREFIX + message);
      root.setAttribute("targetNamespace", PREFIX + message);
      root.setAttribute("elementFormDefault", "qualified");
      return root;
    } catch (ParserConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  /** Every type that ISO's three schemas define, by its name. */
  private static Map<String, Element> isoTypes() {
    var types = new TreeMap<String, Element>();
    for (var message : ISO) for (var type : children(library(message).getDocumentElement())) if (type.getLocalName().endsWith("Type")) types.put(type.getAttribute("name"), type);
    types.remove("Document");   // each has its own
    return types;
  }

  /** One schema declares {@code Document} or {@code AppHdr}, the other has the types, in no namespace. */
  private static List<Document> generated(String message) {
    var parts = message.split("\\.");
    var name = parts[0].equals("head") ? "BusinessAppHdrV" + parts[3] : "Mx" + Character.toUpperCase(parts[0].charAt(0)) + parts[0].substring(1) + parts[1] + parts[2] + parts[3];
    var results = new ArrayList<DOMResult>();
    try {
      JAXBContext.newInstance(Class.forName("com.prowidesoftware.swift.model.mx." + name)).generateSchema(new SchemaOutputResolver() {
        @Override public Result createOutput(String namespace, String file) {
          results.add(new DOMResult(null, file));
          return results.getLast();
        }
      });
    } catch (JAXBException | ClassNotFoundException | IOException e) {
      throw new AssertionError("no judge of " + message, e);
    }
    return results.stream().map(result -> (Document) result.getNode()).toList();
  }

  /** Classes have a choice as fields of which each may be missing. */
  private static void oneOf(Element type) {
    for (var sequence : children(type)) {
      for (var element : children(sequence)) element.removeAttribute("minOccurs");
      type.getOwnerDocument().renameNode(sequence, XS, "xs:choice");
    }
  }

  /** Classes have a text for any kind of text. An element that has the same type wherever ISO's three schemas have it, has it here; and ids have 1 to 35 characters, but for one that is an address. */
  private static void named(Element type, Map<String, Element> types) {
    var known = simple(types);
    for (var element : elements(type)) {
      var name = element.getAttribute("name");
      if (!element.getAttribute("type").startsWith("xs:")) continue;
      if (name.matches(".*Idr?") && !type.getAttribute("name").equals("ImplementationSpecification1")) element.setAttribute("type", "Max35Text");
      else if (!known.getOrDefault(name, "").isEmpty()) element.setAttribute("type", known.get(name));
    }
  }

  /** The simple type of each element that has one; empty where that is not always the same. */
  private static Map<String, String> simple(Map<String, Element> types) {
    var simple = new HashMap<String, String>();
    for (var type : types.values()) {
      for (var element : elements(type)) {
        var of = types.get(element.getAttribute("type"));
        if (of.getLocalName().equals("simpleType")) simple.merge(element.getAttribute("name"), of.getAttribute("name"), (a, b) -> a.equals(b) ? a : "");
      }
    }
    return simple;
  }

  private static List<Element> elements(Element in) {
    var found = in.getElementsByTagNameNS(XS, "element");
    return java.util.stream.IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<Element> children(Node of) {
    var found = new ArrayList<Element>();
    for (var child = of.getFirstChild(); child != null; child = child.getNextSibling()) if (child instanceof Element element) found.add(element);
    return found;
  }
}
