package finality.rail.message.json;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A piece of a document that is kept while it is made sense of: an item, the head of a message; never the whole. */
final class JsonValue {
  /** Characters and values of one piece: what a bank says of one payment has a thousandth of it. */
  static final int LARGEST = 1_000_000;
  private static final int EACH = 50;   // what a value takes beside its characters

  enum Kind { OBJECT, ARRAY, TEXT, NUMBER, FLAG, NOTHING }

  private final @Nullable JsonValue within;
  private final String step;
  private final long line;
  final Kind kind;
  final String text;
  final Map<String, JsonValue> members;
  final List<JsonValue> elements;
  /** Whether its member was asked for: what nobody asks for is unknown. */
  boolean asked;

  /** @param step its name or number in {@code within}; a whole pointer where that is {@code null} */
  JsonValue(@Nullable JsonValue within, String step, long line, Kind kind, String text) {
    this.within = within;
    this.step = step;
    this.line = line;
    this.kind = kind;
    this.text = text;
    members = kind == Kind.OBJECT ? new LinkedHashMap<>() : Map.of();
    elements = kind == Kind.ARRAY ? new ArrayList<>() : List.of();
  }

  /** RFC 6901. */
  private String pointer() { return within == null ? step : within.pointer() + "/" + step(step); }

  static String step(String name) { return name.replace("~", "~0").replace("/", "~1"); }

  Position at() { return new Position(line, pointer()); }

  /** For messages: "a number". */
  String what() {
    return switch (kind) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case TEXT -> "a string";
      case NUMBER -> "a number";
      case FLAG -> "true or false";
      case NOTHING -> "null";
    };
  }

  /** Reads pieces from a parser. @param left characters that may still be kept; below zero the piece is read on and not kept */
  static final class Piece {
    private final JsonParser parser;
    private final MessageListener listener;
    private long left = LARGEST;

    Piece(JsonParser parser, MessageListener listener) {
      this.parser = parser;
      this.listener = listener;
    }

    boolean tooLarge() { return left < 0; }

    /** The value whose first token is current; its last one is afterwards. */
    JsonValue read(@Nullable JsonValue within, String step) {
      long line = parser.currentTokenLocation().getLineNr();
      left -= EACH + step.length();
      return switch (parser.currentToken()) {
        case START_OBJECT -> {
          var object = new JsonValue(within, step, line, Kind.OBJECT, "");
          while (parser.nextToken() != JsonToken.END_OBJECT) member(object);
          yield object;
        }
        case START_ARRAY -> {
          var array = new JsonValue(within, step, line, Kind.ARRAY, "");
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (tooLarge()) parser.skipChildren();
            else array.elements.add(read(array, Integer.toString(array.elements.size())));
          }
          yield array;
        }
        case VALUE_STRING -> new JsonValue(within, step, line, Kind.TEXT, text());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue(within, step, line, Kind.NUMBER, text());
        case VALUE_TRUE, VALUE_FALSE -> new JsonValue(within, step, line, Kind.FLAG, text());
        default -> new JsonValue(within, step, line, Kind.NOTHING, "");
      };
    }

    /** The member whose name is current. */
    void member(JsonValue object) {
      var name = parser.currentName();
      parser.nextToken();
      if (tooLarge()) {
        parser.skipChildren();
        return;
      }
      var value = read(object, name);
      if (object.members.putIfAbsent(name, value) != null)
        listener.found(Finding.error(value.at(), "duplicate_member", "The member \"" + name + "\" is there more than once; the first one was read. Which one is meant?"));
    }

    private String text() {
      var text = parser.getString();
      left -= text.length();
      return text;
    }
  }
}
