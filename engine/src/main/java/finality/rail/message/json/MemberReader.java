package finality.rail.message.json;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks an object for its members and tells what is wrong with them: missing, of another type, without meaning, unknown. {@code null} and absent are the same. */
final class MemberReader {
  private static final int MOST_UNKNOWN = 200;
  private static final int MOST_DIGITS = 40;
  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,40}(?:\\.[0-9]{1,40})?");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)(Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?");

  private final MessageListener listener;
  private final Set<String> unknown = new HashSet<>();

  MemberReader(MessageListener listener) { this.listener = listener; }

  /** A piece cannot be made sense of, and why has been told. */
  static final class Senseless extends RuntimeException {
    Senseless() { super(null, null, false, false); }
  }

  Senseless senseless(Position at, String code, String message) {
    error(at, code, message);
    return new Senseless();
  }

  void error(Position at, String code, String message) { listener.found(Finding.error(at, code, message)); }

  /** The member, unless it is absent or {@code null} or of another kind, which is told. */
  private static @Nullable JsonValue member(JsonValue object, String name) {
    var value = object.members.get(name);
    if (value == null) return null;
    value.asked = true;
    return value.kind == JsonValue.Kind.NOTHING ? null : value;
  }

  boolean has(JsonValue object, String name) { return member(object, name) != null; }

  private @Nullable JsonValue member(JsonValue object, String name, JsonValue.Kind kind, String expected) {
    var value = member(object, name);
    if (value == null || value.kind == kind) return value;
    wrongType(value, expected);
    return null;
  }

  private void wrongType(JsonValue value, String expected) { error(value.at(), "wrong_type", "This is " + value.what() + "; expected " + expected + ". It was not read."); }

  private <T> T needed(@Nullable T value, JsonValue object, String name) {
    if (value != null) return value;
    if (!object.members.containsKey(name) || object.members.get(name).kind == JsonValue.Kind.NOTHING)
      error(object.at(), "missing_member", "The member \"" + name + "\" is missing, and without it this cannot be read.");
    throw new Senseless();
  }

  @Nullable String text(JsonValue object, String name) {
    var value = member(object, name, JsonValue.Kind.TEXT, "a string");
    return value == null ? null : value.text;
  }

  String neededText(JsonValue object, String name) { return needed(text(object, name), object, name); }

  List<String> texts(JsonValue object, String name) {
    var array = member(object, name, JsonValue.Kind.ARRAY, "an array of strings");
    if (array == null) return List.of();
    var texts = new ArrayList<String>();
    for (var element : array.elements) {
      if (element.kind == JsonValue.Kind.TEXT) texts.add(element.text);
      else wrongType(element, "a string");
    }
    return texts;
  }

  boolean flag(JsonValue object, String name, boolean otherwise) {
    var value = member(object, name, JsonValue.Kind.FLAG, "true or false");
    return value == null ? otherwise : value.text.equals("true");
  }

  @Nullable Long count(JsonValue object, String name) {
    var value = member(object, name, JsonValue.Kind.NUMBER, "a whole number");
    if (value == null) return null;
    if (COUNT.matcher(value.text).matches()) return Long.valueOf(value.text);
    error(value.at(), "wrong_type", "This is " + Finding.shortened(value.text) + "; expected a whole number, not negative. It was not read.");
    return null;
  }

  /** A decimal number in a string; as a JSON number it is taken digit for digit, and that is told. */
  @Nullable BigDecimal decimal(JsonValue object, String name) {
    var value = member(object, name);
    if (value == null) return null;
    if (value.kind == JsonValue.Kind.NUMBER) return number(value);
    if (value.kind != JsonValue.Kind.TEXT) wrongType(value, "a decimal number in a string");
    else if (AMOUNT.matcher(value.text).matches()) return new BigDecimal(value.text);
    else error(value.at(), "unreadable_amount", "\"" + Finding.shortened(value.text) + "\" is no amount; expected digits with a point before the decimals, such as \"1250.00\". It was not read.");
    return null;
  }

  private @Nullable BigDecimal number(JsonValue value) {
    BigDecimal number;
    try {
      number = new BigDecimal(value.text);
    } catch (NumberFormatException _) {   // an exponent beyond all measure
      number = null;
    }
    if (number == null || Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
      error(value.at(), "unreadable_amount", "This number has more than " + MOST_DIGITS + " digits or decimals. It was not read.");
      return null;
    }
    listener.found(Finding.warning(value.at(), "number_for_amount", "This is a number; expected a string such as \"12.50\", because many readers make inexact fractions of numbers. It was read digit for digit."));
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  BigDecimal neededDecimal(JsonValue object, String name) { return needed(decimal(object, name), object, name); }

  /** Not negative: the direction is said in words. */
  BigDecimal neededAmount(JsonValue object, String name) {
    var amount = neededDecimal(object, name);
    if (amount.signum() < 0) throw senseless(object.members.get(name).at(), "unreadable_amount", "An amount is not negative here; what it does is said by the kind of item, or by \"direction\". It was not read.");
    return amount;
  }

  @Nullable LocalDate date(JsonValue object, String name) {
    var value = member(object, name, JsonValue.Kind.TEXT, "a date such as \"2026-11-23\"");
    if (value == null) return null;
    try {
      if (DATE.matcher(value.text).matches()) return LocalDate.parse(value.text);
    } catch (DateTimeException _) {
      // told below
    }
    error(value.at(), "impossible_date", "\"" + Finding.shortened(value.text) + "\" is no date; expected year, month and day such as \"2026-11-23\". It was not read.");
    return null;
  }

  LocalDate neededDate(JsonValue object, String name) { return needed(date(object, name), object, name); }

  @Nullable OffsetDateTime time(JsonValue object, String name) {
    var value = member(object, name, JsonValue.Kind.TEXT, "a time such as \"2026-11-23T10:05:00Z\"");
    if (value == null) return null;
    var parts = TIME.matcher(value.text);
    try {
      if (parts.matches() && parts.group(2) != null) return OffsetDateTime.parse(value.text);
      if (parts.matches()) {
        listener.found(Finding.warning(value.at(), "missing_zone", "\"" + value.text + "\" says no zone; it was read as UTC."));
        return LocalDateTime.parse(value.text).atOffset(ZoneOffset.UTC);
      }
    } catch (DateTimeException _) {
      // told below
    }
    error(value.at(), "impossible_date", "\"" + Finding.shortened(value.text) + "\" is no time; expected such as \"2026-11-23T10:05:00Z\". It was not read.");
    return null;
  }

  /** One of the words of an enumeration. @return {@code null} when the member is absent */
  <E extends Enum<E>> @Nullable E word(JsonValue object, String name, Class<E> of) {
    var said = text(object, name);
    if (said == null) return null;
    for (var constant : of.getEnumConstants()) if (constant.name().toLowerCase(Locale.ROOT).equals(said)) return constant;
    throw unknownWord(object, name, said, List.of(of.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
  }

  <E extends Enum<E>> E neededWord(JsonValue object, String name, Class<E> of) { return needed(word(object, name, of), object, name); }

  Senseless unknownWord(JsonValue object, String name, String said, String expected) {
    return senseless(object.members.get(name).at(), "unknown_value", "\"" + Finding.shortened(said) + "\" is not known as " + name + "; expected one of " + expected + ". It was not read.");
  }

  <T> @Nullable T object(JsonValue object, String name, Function<JsonValue, T> of) {
    var value = member(object, name, JsonValue.Kind.OBJECT, "an object");
    return value == null ? null : of.apply(value);
  }

  <T> T neededObject(JsonValue object, String name, Function<JsonValue, T> of) { return needed(object(object, name, of), object, name); }

  <T> List<T> objects(JsonValue object, String name, Function<JsonValue, T> of) {
    var array = member(object, name, JsonValue.Kind.ARRAY, "an array of objects");
    if (array == null) return List.of();
    var all = new ArrayList<T>();
    for (var element : array.elements) {
      if (element.kind == JsonValue.Kind.OBJECT) all.add(of.apply(element));
      else wrongType(element, "an object");
    }
    return all;
  }

  /** A member that is known and has no meaning here. */
  void pass(JsonValue object, String name) { member(object, name); }

  /** Tells of the members for which nobody asked, once for each name. */
  void unknown(JsonValue piece) {
    for (var member : piece.members.entrySet()) {
      var value = member.getValue();
      if (value.asked) unknown(value);
      else unknown(member.getKey(), value.at());
    }
    for (var element : piece.elements) unknown(element);
  }

  void unknown(String name, Position at) {
    if (unknown.size() < MOST_UNKNOWN && unknown.add(name))
      listener.found(Finding.note(at, "unknown_member", "The member \"" + name + "\" is not known here and was left out" + (unknown.size() == MOST_UNKNOWN ? "; no more of them are told." : ", as everywhere in this file.")));
  }
}
