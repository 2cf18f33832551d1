package finality.edge;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * A JSON value as it was sent. Numbers keep their digits, so no amount passes through a float; reading is strict:
 * a field twice, a NUL, half a surrogate pair, NaN or anything after the value is refused, with its place.
 */
public sealed interface Json {
  record Text(String value) implements Json {}

  /** A number, as written. */
  record Digits(String value) implements Json {}

  record Flag(boolean value) implements Json {}

  record Nothing() implements Json {}

  record Items(List<Json> values) implements Json {}

  record Members(Map<String, Json> values) implements Json {
    public static final Members NONE = new Members(Map.of());
  }

  /** @throws Refused 400 with the field, or with line and column where there is none */
  static Json read(byte[] bytes) {
    try (var parser = Reader.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      return new Reader(parser, bytes).read();
    }
  }

  /** Equal for equal content: members sorted, numbers normalised, no blanks. */
  default String canonical() { return write(new StringBuilder(256), true).toString(); }

  /** As JSON text, in the order and with the digits it came with. */
  default String text() { return write(new StringBuilder(256), false).toString(); }

  /** What it is, for messages: "a string". */
  default String what() {
    return switch (this) {
      case Text _ -> "a string";
      case Digits _ -> "a number";
      case Flag _ -> "a boolean";
      case Nothing _ -> "null";
      case Items _ -> "an array";
      case Members _ -> "an object";
    };
  }

  private StringBuilder write(StringBuilder out, boolean canonical) {
    switch (this) {
      case Text(var value) -> quote(out, value);
      case Digits(var value) -> out.append(canonical ? normal(value) : value);
      case Flag(var value) -> out.append(value);
      case Nothing _ -> out.append("null");
      case Items(var values) -> {
        var separator = '[';
        for (var value : values) {
          value.write(out.append(separator), canonical);
          separator = ',';
        }
        out.append(values.isEmpty() ? "[]" : "]");
      }
      case Members(var values) -> {
        var separator = '{';
        for (var member : (canonical ? new TreeMap<>(values) : values).entrySet()) {
          quote(out.append(separator), member.getKey());
          member.getValue().write(out.append(':'), canonical);
          separator = ',';
        }
        out.append(values.isEmpty() ? "{}" : "}");
      }
    }
    return out;
  }

  private static void quote(StringBuilder out, String value) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(value, out);
    out.append('"');
  }

  /** Unscaled digits and scale, never the plain text: 1e999999999 must not become a gigabyte. */
  private static String normal(String digits) {
    var number = new BigDecimal(digits);
    if (number.signum() == 0) return "0";
    var stripped = number.stripTrailingZeros();
    return stripped.unscaledValue() + "e" + -(long) stripped.scale();
  }

  /** The strict reading. What is wrong is said in our words: the parser's speak of its own settings. */
  final class Reader {
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 200;
    private static final int DEEPEST = 32;
    // NaN and its like are read as numbers, which they then prove not to be: as a wrong value its field can be named.
    private static final JsonFactory FACTORY = JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(LONGEST_NUMBER).maxNameLength(LONGEST_NAME).build())
        .build();

    private final JsonParser parser;
    private final byte[] bytes;

    private Reader(JsonParser parser, byte[] bytes) {
      this.parser = parser;
      this.bytes = bytes;
    }

    private Json read() {
      try {
        if (parser.nextToken() == null) throw Problem.of(400, "malformed_json", "The body is empty; send one JSON value.").refused();
        var value = value("");
        if (parser.nextToken() != null) throw malformed(parser.currentLocation(), "something follows the JSON value; send one value");
        return value;
      } catch (StreamConstraintsException _) {
        throw wrong("too_long", "is too long or too deep: a number may have " + LONGEST_NUMBER + " characters, a name " + LONGEST_NAME + ", and values may stand in each other " + DEEPEST + " deep");
      } catch (UnexpectedEndOfInputException e) {
        throw malformed(e.getLocation(), "it ends too early; send all of it");
      } catch (JacksonException e) {
        requireUtf8();
        throw malformed(e.getLocation(), "this cannot stand here; look for missing or surplus quotes, commas and brackets");
      }
    }

    /** Asked only when it could not be read: the parser stops at such a byte too, and calls it malformed like all the rest. */
    private void requireUtf8() {
      var rest = ByteBuffer.wrap(bytes);
      if (!StandardCharsets.UTF_8.newDecoder().decode(rest, CharBuffer.allocate(bytes.length), true).isError()) return;
      int place = rest.position();
      throw wrong("not_utf8", "is not UTF-8 text from byte %d (0x%02X) on, as if it were in another encoding such as Latin-1; send it in UTF-8".formatted(place + 1, bytes[place]));
    }

    private Json value(String path) {
      return switch (parser.currentToken()) {
        case START_OBJECT -> members(path);
        case START_ARRAY -> {
          var items = new ArrayList<Json>();
          while (parser.nextToken() != JsonToken.END_ARRAY) items.add(value(path + "[" + items.size() + "]"));
          yield new Items(items);
        }
        case VALUE_STRING -> new Text(clean(parser.getString(), path));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(number(parser.getString()));
        case VALUE_TRUE -> new Flag(true);
        case VALUE_FALSE -> new Flag(false);
        case VALUE_NULL -> new Nothing();
        case null, default -> throw malformed(parser.currentLocation(), "a value is missing");
      };
    }

    private Members members(String path) {
      var members = new LinkedHashMap<String, Json>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = clean(parser.currentName(), path);
        var at = path.isEmpty() ? name : path + "." + name;
        parser.nextToken();
        if (members.put(name, value(at)) != null)
          throw Problem.of(400, "duplicate_field", at, "The field \"" + at + "\" is there more than once; send it once.").refused();
      }
      return new Members(members);
    }

    private static String clean(String text, String path) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == 0) throw Problem.of(400, "invalid_text", path, "The text contains the character U+0000; leave it out.").refused();
        if (!Character.isSurrogate(c)) continue;
        if (!Character.isHighSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(++i)))
          throw Problem.of(400, "invalid_text", path, "The text contains half of a surrogate pair; send whole characters.").refused();
      }
      return text;
    }

    private String number(String digits) {
      try {
        new BigDecimal(digits);
        return digits;
      } catch (NumberFormatException _) {
        throw wrong("invalid_number", digits + " is not a number that can be read; send plain digits such as 12.34");
      }
    }

    /** The field that is being read, or was read last, as far as the parser looks ahead. */
    private String at() {
      var path = new StringBuilder();
      for (var part = parser.streamReadContext().pathAsPointer(); part != null && !part.matches(); part = part.tail()) {
        if (part.mayMatchElement()) path.append('[').append(part.getMatchingIndex()).append(']');
        else path.append(path.isEmpty() ? "" : ".").append(part.getMatchingProperty());
      }
      return path.toString();
    }

    private Refused wrong(String code, String message) {
      var at = at();
      return (at.isEmpty() ? Problem.of(400, code, "The body: " + message) : Problem.of(400, code, at, at + ": " + message)).refused();
    }

    private Refused malformed(@Nullable TokenStreamLocation place, String why) {
      var at = at();
      var message = "The body is not JSON" + (place == null ? "" : ": line " + place.getLineNr() + ", column " + place.getColumnNr()) + (at.isEmpty() ? "" : ", at or after " + at) + ": " + why;
      return (at.isEmpty() ? Problem.of(400, "malformed_json", message) : Problem.of(400, "malformed_json", at, message)).refused();
    }
  }
}
