package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What a message definition has any number of is never told as standing there twice: of each message a document with everything in it, and twice whatever may be there more than once. With
 * {@code ISO20022_XSD} of every schema in that directory, otherwise of those that hbci4j carries.
 */
class RepeatableElementsTest {
  private static final List<String> CARRIED = List.of("camt.052.001.08", "pain.001.001.09", "pain.002.001.10");
  /** As many as the widest choice has, which is taken in turns. */
  private static final int TURNS = 5;
  private static final Map<String, String> TEXTS = Map.of("xs:decimal", "1", "xs:date", "2026-11-23", "xs:dateTime", "2026-11-23T10:00:00Z", "xs:boolean", "true", "xs:gYear", "2026", "xs:gYearMonth", "2026-11",
      "xs:time", "10:00:00Z");

  static Stream<String> schemas() throws IOException {
    if (Judge.directory() == null) return CARRIED.stream();
    try (var files = Files.list(Judge.directory())) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".xsd") && !name.startsWith("head.")).map(name -> name.replace(".xsd", "")).sorted().toList().stream();
    }
  }

  @ParameterizedTest @MethodSource("schemas") void whatMayStandThereSeveralTimesIsNotToldAsRepeated(String message) throws Exception {
    for (int turn = 0; turn < TURNS; turn++) {
      var made = new Made(message, turn);
      var xml = made.document();
      assertThat(made.repeated).as(message).isGreaterThan(10);
      var footing = new Footing(new MessageListener() { });
      Format.valueOf(message.substring(0, 8).toUpperCase(Locale.ROOT).replace('.', '_')).read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), footing);
      assertThat(footing.findings()).extracting(Finding::code).contains("not_carried").doesNotContain("not_well_formed", "no_message", "no_statement");
      assertThat(footing.findings()).as("%s, turn %d", message, turn).noneMatch(finding -> finding.code().equals("repeated_element"));
    }
  }

  /** A document of everything that a schema has. */
  private static final class Made {
    private final Map<String, Element> types = new HashMap<>();
    private final Element root;
    private final String message;
    private final int turn;
    private int repeated;
    private int texts;

    Made(String message, int turn) throws Exception {
      this.message = message;
      this.turn = turn;
      try (var in = schema(message)) {
        var schema = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(in).getDocumentElement();
        Element root = null;
        for (var child : children(schema)) {
          if (child.getLocalName() == null && child.getTagName().endsWith(":element")) root = child;
          else types.put(child.getAttribute("name"), child);
        }
        this.root = Objects.requireNonNull(root);
      }
    }

    private static InputStream schema(String message) throws IOException {
      Path directory = Judge.directory();
      return directory != null ? Files.newInputStream(directory.resolve(message + ".xsd")) : Objects.requireNonNull(Made.class.getResourceAsStream("/" + message + ".xsd"));
    }

    String document() {
      var to = new StringBuilder();
      element(root, to, true, " xmlns=\"" + Judge.PREFIX + message + "\"");
      return to.toString();
    }

    private void element(Element element, StringBuilder to, boolean whole, String attributes) {
      var name = element.getAttribute("name");
      var type = types.get(element.getAttribute("type"));
      to.append("\n<").append(name).append(attributes);
      if (type != null && !amounts(type).isEmpty()) to.append(" Ccy=\"EUR\"");
      to.append('>');
      content(element.getAttribute("type"), type, to, whole);
      to.append("</").append(name).append('>');
    }

    private static List<Element> amounts(Element type) { return children(type).stream().filter(child -> child.getTagName().equals("xs:simpleContent")).toList(); }

    private void content(String name, @Nullable Element type, StringBuilder to, boolean whole) {
      if (type == null || type.getTagName().equals("xs:simpleType") || !amounts(type).isEmpty()) to.append(text(name, type));
      else for (var group : children(type)) group(group, to, whole);
    }

    /** @param whole whether all of it, or only the first that it has to say */
    private void group(Element group, StringBuilder to, boolean whole) {
      var parts = children(group);
      if (parts.isEmpty()) return;
      boolean choice = group.getTagName().equals("xs:choice");
      var taken = choice ? List.of(parts.get(whole ? turn % parts.size() : 0)) : whole ? parts : parts.subList(0, 1);
      for (var part : taken) {
        if (part.getTagName().equals("xs:any")) to.append("<any>").append(++texts).append("</any>");
        else if (!part.getTagName().equals("xs:element")) group(part, to, whole);
        else repeat(part, to, whole);
      }
    }

    private void repeat(Element part, StringBuilder to, boolean whole) {
      element(part, to, whole, "");
      var most = part.getAttribute("maxOccurs");
      if (!whole || most.isEmpty() || most.equals("1")) return;
      repeated++;
      element(part, to, false, "");
    }

    private String text(String name, @Nullable Element type) {
      if (TEXTS.containsKey(name)) return TEXTS.get(name);
      if (type == null) return "X" + ++texts;
      var restrictions = type.getElementsByTagName("xs:restriction");
      if (restrictions.getLength() == 0) return "1";   // an amount
      var restriction = (Element) restrictions.item(0);
      var values = restriction.getElementsByTagName("xs:enumeration");
      if (values.getLength() > 0) return ((Element) values.item(0)).getAttribute("value");
      return TEXTS.getOrDefault(restriction.getAttribute("base"), "X" + ++texts);
    }

    private static List<Element> children(Element of) {
      var children = new ArrayList<Element>();
      for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) if (child instanceof Element element && !element.getTagName().equals("xs:annotation")) children.add(element);
      return children;
    }
  }
}
