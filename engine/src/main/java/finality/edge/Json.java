package finality.edge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

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

  /** @throws Refused 400 with line and column, or with the field */
  static Json read(byte[] bytes) {
    try (var parser = Reader.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() == null) throw Problem.of(400, "malformed_json", "The body is empty; send one JSON value.").refused();
      var value = Reader.value(parser, "");
      if (parser.nextToken() != null) throw Reader.malformed(parser, "something follows the JSON value");
      return value;
    } catch (JacksonException e) {
      throw Reader.malformed(e);
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

  /** The strict reading. */
  final class Reader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(100).maxNameLength(200).build())
        .build();

    private Reader() {}

    private static Json value(JsonParser parser, String path) {
      return switch (parser.currentToken()) {
        case START_OBJECT -> members(parser, path);
        case START_ARRAY -> {
          var items = new ArrayList<Json>();
          while (parser.nextToken() != JsonToken.END_ARRAY) items.add(value(parser, path + "[" + items.size() + "]"));
          yield new Items(items);
        }
        case VALUE_STRING -> new Text(clean(parser.getString(), path));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(number(parser.getString(), path));
        case VALUE_TRUE -> new Flag(true);
        case VALUE_FALSE -> new Flag(false);
        case VALUE_NULL -> new Nothing();
        default -> throw malformed(parser, "unexpected " + parser.currentToken());
      };
    }

    private static Members members(JsonParser parser, String path) {
      var members = new LinkedHashMap<String, Json>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = clean(parser.currentName(), path);
        var at = path.isEmpty() ? name : path + "." + name;
        parser.nextToken();
        if (members.put(name, value(parser, at)) != null)
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

    private static String number(String digits, String path) {
      try {
        new BigDecimal(digits);
        return digits;
      } catch (NumberFormatException _) {
        throw Problem.of(400, "invalid_number", path, "The number's exponent is out of range; send a plain decimal.").refused();
      }
    }

    private static Refused malformed(JsonParser parser, String why) {
      var at = parser.currentLocation();
      return malformed(why, at.getLineNr(), at.getColumnNr());
    }

    private static Refused malformed(JacksonException e) {
      var at = e.getLocation();
      return malformed(e.getOriginalMessage(), at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
    }

    private static Refused malformed(String why, int line, int column) {
      return Problem.of(400, "malformed_json", "The body is not JSON: line " + line + ", column " + column + ": " + why.lines().findFirst().orElse("unreadable")).refused();
    }
  }
}
