package finality.rail.message.json;

import finality.rail.message.Balance;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what docs/message-json.md says, and what {@code inspect --json} prints: one document or several, one after another. One item is kept at a time; members of an
 * item may stand in any order, those of a message or statement before its {@code items}.
 */
public final class JsonReader {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_NAME = 200;

  /** Names are not collected: a file may have as many as it likes. */
  private static final JsonFactory FACTORY = JsonFactory.builder().disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES).disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(LONGEST_NUMBER).maxNameLength(LONGEST_NAME).maxStringLength(JsonValue.LARGEST).build()).build();

  private final JsonParser parser;
  private final MessageListener listener;
  private final MemberReader reading;
  private final ItemReader items;
  private @Nullable Open open;
  /** The balances with which this statement opens and closes. */
  private final Map<String, Balance> stated = new HashMap<>();

  /** What was begun and must be ended, whatever comes. */
  private enum Open { MESSAGE, STATEMENT }

  private JsonReader(JsonParser parser, MessageListener listener) {
    this.parser = parser;
    this.listener = listener;
    reading = new MemberReader(listener);
    items = new ItemReader(reading);
  }

  /** Reads to the end, or to where it is no JSON any more. @throws IOException when the stream cannot be read */
  public static void read(InputStream in, MessageListener listener) throws IOException {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      var reader = new JsonReader(parser, listener);
      try {
        reader.documents();
      } catch (JacksonException e) {
        if (e instanceof JacksonIOException io && !(io.getCause() instanceof CharConversionException)) throw io.getCause();
        var end = at(e.getLocation(), "");
        listener.found(Finding.error(end, "not_well_formed", "The JSON cannot be read from here on: " + reason(e)));
        if (reader.open == Open.STATEMENT) listener.unreadable(end);   // of a message its count tells
        reader.end();
      }
    } catch (JacksonIOException e) {
      if (!(e.getCause() instanceof CharConversionException)) throw e.getCause();
      listener.found(Finding.error(Position.FILE, "not_well_formed", "The JSON cannot be read: " + e.getOriginalMessage()));
    }
  }

  private static String reason(JacksonException e) {
    if (e instanceof StreamConstraintsException)
      return "a number has more than " + LONGEST_NUMBER + " characters, a name more than " + LONGEST_NAME + ", a string more than " + JsonValue.LARGEST + ", or values stand in each other deeper than " + DEEPEST + ".";
    return String.valueOf(e.getOriginalMessage()).replaceAll("\\s+", " ");
  }

  private static Position at(@Nullable TokenStreamLocation location, String pointer) {
    return location == null || location.getLineNr() < 1 ? Position.FILE : new Position(location.getLineNr(), pointer);
  }

  private Position here(String pointer) { return at(parser.currentTokenLocation(), pointer); }

  private void documents() {
    boolean any = false;
    for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
      any = true;
      if (token == JsonToken.START_OBJECT) {
        document();
      } else {
        reading.error(here(""), "wrong_type", "This is no object; expected {\"version\":" + JsonWriter.VERSION + ",\"content\":[…]}. It was not read.");
        parser.skipChildren();
      }
    }
    if (!any) reading.error(Position.FILE, "missing_member", "The file is empty; expected {\"version\":" + JsonWriter.VERSION + ",\"content\":[…]}.");
  }

  private void document() {
    var at = here("");
    boolean version = false;
    boolean content = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var token = parser.nextToken();
      switch (name) {
        case "version" -> {
          if (version) duplicate(name);
          version = true;
          if (token != JsonToken.VALUE_NUMBER_INT || !parser.getString().equals(Integer.toString(JsonWriter.VERSION)))
            reading.error(here("/version"), "unknown_version", "Expected version " + JsonWriter.VERSION + "; it was read as that.");
          parser.skipChildren();
        }
        case "content" -> {
          if (content) duplicate(name);
          content = true;
          if (token == JsonToken.START_ARRAY) content();
          else {
            reading.error(here("/content"), "wrong_type", "Expected an array of messages and statements. It was not read.");
            parser.skipChildren();
          }
        }
        case "file", "format", "findings", "statements", "messages", "more_statements", "more_messages" -> parser.skipChildren();   // what inspect adds
        default -> {
          reading.unknown(name, here("/" + JsonValue.step(name)));
          parser.skipChildren();
        }
      }
    }
    if (!content) reading.error(at, "missing_member", "There is no member \"content\": this is JSON, but no messages; docs/message-json.md says what is expected.");
    else if (!version) listener.found(Finding.warning(at, "missing_version", "There is no member \"version\"; it was read as version " + JsonWriter.VERSION + "."));
  }

  private void duplicate(String name) { reading.error(here("/" + name), "duplicate_member", "The member \"" + name + "\" is there more than once. Which one is meant?"); }

  private void content() {
    for (long i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      var pointer = "/content/" + i;
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        entry(pointer);
      } else {
        reading.error(here(pointer), "wrong_type", "Expected an object, a message or a statement. It was not read.");
        parser.skipChildren();
      }
    }
  }

  /** A message or a statement. */
  private void entry(String pointer) {
    var head = new JsonValue(null, pointer, parser.currentTokenLocation().getLineNr(), JsonValue.Kind.OBJECT, "");
    var piece = new JsonValue.Piece(parser, listener);
    boolean begun = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      if (!name.equals("items") && !begun) {
        piece.member(head);
      } else if (!begun) {
        begun = true;
        begin(head, piece);
        parser.nextToken();
        items(pointer + "/items");
      } else {
        reading.error(here(pointer + "/" + JsonValue.step(name)), name.equals("items") ? "duplicate_member" : "misplaced_member",
            "The member \"" + name + "\" stands after \"items\" and was not read; write it before, and once.");
        parser.nextToken();
        parser.skipChildren();
      }
    }
    if (!begun) {
      begin(head, piece);
      if (open != null) reading.error(head.at(), "missing_member", "The member \"items\" is missing.");
    }
    end();
  }

  private void end() {
    if (open == Open.MESSAGE) listener.closed();
    if (open == Open.STATEMENT) listener.ended();
    open = null;
  }

  private void begin(JsonValue head, JsonValue.Piece piece) {
    try {
      if (piece.tooLarge()) throw reading.senseless(head.at(), "too_long", "What stands before \"items\" is larger than " + JsonValue.LARGEST + " characters. It was not read.");
      var kind = reading.neededText(head, "kind");
      switch (kind) {
        case "message" -> message(head);
        case "statement", "report", "notification" -> statement(head);
        default -> throw reading.unknownWord(head, "kind", kind, "message, statement, report, notification");
      }
      reading.unknown(head);
    } catch (MemberReader.Senseless _) {
      // told where it was found; its items are stepped over
    }
  }

  private void message(JsonValue head) {
    var header = new MessageHeader(reading.neededText(head, "type"), reading.neededText(head, "id"), reading.time(head, "created"), items.agent(head, "sender"), items.agent(head, "receiver"),
        items.party(head, "initiator"), reading.count(head, "count"), reading.decimal(head, "sum"), reading.object(head, "total", items::amount), reading.date(head, "settlement_date"), reading.text(head, "settlement"), reading.text(head, "clearing"));
    open = Open.MESSAGE;
    listener.opened(header, head.at());
  }

  private void statement(JsonValue head) {
    var header = new StatementHeader(reading.neededWord(head, "kind", StatementHeader.Kind.class), reading.neededText(head, "id"), reading.neededText(head, "account"), reading.text(head, "bank"),
        reading.text(head, "currency"), reading.text(head, "number"), reading.text(head, "page"), reading.time(head, "created"));
    open = Open.STATEMENT;
    stated.clear();
    listener.begun(header);
  }

  private void items(String pointer) {
    if (open == null || parser.currentToken() != JsonToken.START_ARRAY) {
      if (open != null) reading.error(here(pointer), "wrong_type", "Expected an array. It was not read.");
      parser.skipChildren();
      return;
    }
    for (long i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      var piece = new JsonValue.Piece(parser, listener);
      var item = piece.read(null, pointer + "/" + i);
      try {
        if (piece.tooLarge()) throw reading.senseless(item.at(), "too_long", "This item is larger than " + JsonValue.LARGEST + " characters. It was not read.");
        if (item.kind != JsonValue.Kind.OBJECT) throw reading.senseless(item.at(), "wrong_type", "This is " + item.what() + "; expected an object. It was not read.");
        if (open == Open.MESSAGE) listener.item(items.item(item), item.at());
        else part(item);
        reading.unknown(item);
      } catch (MemberReader.Senseless _) {   // told where it was found
        listener.unreadable(item.at());
      }
    }
  }

  private void part(JsonValue item) {
    reading.pass(item, "position");
    var kind = reading.neededText(item, "kind");
    switch (kind) {
      case "balance" -> balance(item, new Balance(reading.neededWord(item, "type", Balance.Kind.class), reading.neededDate(item, "date"), reading.neededText(item, "currency"), reading.neededDecimal(item, "amount")));
      case "line" -> listener.line(line(item));
      default -> throw reading.unknownWord(item, "kind", kind, "balance, line");
    }
  }

  /** Of two that open a statement on one day, or close it, and differ nobody knows which is meant; of a page's balances within the day there may be many. */
  private void balance(JsonValue item, Balance balance) {
    var first = balance.kind().opens() || balance.kind().closes() ? stated.putIfAbsent(balance.kind() + " " + balance.date(), balance) : null;
    if (first == null || first.equals(balance)) {
      listener.balance(balance, item.at());
      return;
    }
    reading.error(item.at(), "repeated_element", "The " + balance.kind().name().toLowerCase(Locale.ROOT) + " balance of " + balance.date() + " is " + balance.amount().toPlainString() + " " + balance.currency() + ", and before it was "
        + first.amount().toPlainString() + " " + first.currency() + "; the first was read. Which one is meant?");
    listener.unreadable(item.at());
  }

  private StatementLine line(JsonValue item) {
    var type = reading.object(item, "type", of -> new StatementLine.Type(reading.neededText(of, "scheme"), reading.neededText(of, "code"), reading.text(of, "proprietary"), reading.text(of, "issuer")));
    return new StatementLine(item.at(), reading.neededDate(item, "value_date"), reading.date(item, "booking_date"), reading.neededAmount(item, "amount"), reading.neededText(item, "currency"),
        reading.neededWord(item, "direction", Direction.class), reading.flag(item, "reversal", false), reading.flag(item, "booked", true), Objects.requireNonNullElse(type, StatementLine.Type.UNKNOWN),
        reading.text(item, "reference"), reading.text(item, "bank_reference"), reading.text(item, "text"), items.charges(item),
        reading.object(item, "batch", of -> new StatementLine.Batch(reading.text(of, "message_id"), reading.text(of, "batch_id"), reading.count(of, "payments"))), reading.objects(item, "details", this::detail));
  }

  private Detail detail(JsonValue of) {
    return new Detail(items.references(of), reading.text(of, "counterparty"), reading.text(of, "counterparty_account"), reading.text(of, "counterparty_bank"), reading.text(of, "ultimate"),
        reading.text(of, "own_account"), reading.text(of, "remittance"), reading.text(of, "creditor_reference"), reading.text(of, "return_reason"), items.signedOrNone(of),
        reading.object(of, "instructed", items::amount), reading.object(of, "exchange", this::exchange), items.charges(of), reading.text(of, "bank_reference"), reading.text(of, "mandate"), reading.text(of, "creditor_id"),
        reading.text(of, "purpose"), reading.text(of, "text"));
  }

  private Detail.Exchange exchange(JsonValue of) {
    return new Detail.Exchange(reading.neededDecimal(of, "rate"), reading.text(of, "source"), reading.text(of, "target"), reading.text(of, "unit"));
  }
}
