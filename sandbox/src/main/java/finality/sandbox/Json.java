package finality.sandbox;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object that was sent to the bank, read field by field; what is wrong is told with the field's name. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  private final String path;
  private final ObjectNode node;
  private final Set<String> asked = new HashSet<>();

  private Json(String path, JsonNode node) {
    this.path = path;
    if (!(node instanceof ObjectNode object)) throw Problem.invalid(path.isEmpty() ? "body" : path, "must be a JSON object");
    this.node = object;
  }

  /** @throws Problem when it is not one JSON object without double keys */
  static Json read(byte[] body) {
    try {
      return new Json("", MAPPER.readTree(body));
    } catch (JacksonException e) {
      throw Problem.invalid("body", "is not valid JSON: " + e.getOriginalMessage());
    }
  }

  static Json of(JsonNode node) { return new Json("", node); }

  static ObjectNode object() { return MAPPER.createObjectNode(); }

  static ArrayNode array() { return MAPPER.createArrayNode(); }

  static byte[] bytes(JsonNode node) { return node.toString().getBytes(StandardCharsets.UTF_8); }

  @Nullable String text(String field) {
    var value = get(field);
    if (value == null) return null;
    if (!value.isString()) throw invalid(field, "must be a string");
    if (value.stringValue().length() > 1000) throw invalid(field, "is longer than 1000 characters");
    if (value.stringValue().indexOf('\0') >= 0) throw invalid(field, "contains a NUL character");
    return value.stringValue();
  }

  String need(String field) {
    var value = text(field);
    if (value == null || value.isBlank()) throw invalid(field, "is missing");
    return value;
  }

  boolean bool(String field, boolean otherwise) {
    var value = get(field);
    if (value == null) return otherwise;
    if (!value.isBoolean()) throw invalid(field, "must be true or false");
    return value.booleanValue();
  }

  int integer(String field, int min, int max, int otherwise) {
    var value = get(field);
    if (value == null) return otherwise;
    if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= min && value.intValue() <= max) return value.intValue();
    throw invalid(field, "must be a whole number from " + min + " to " + max);
  }

  /** Milliseconds, up to a day. */
  Duration millis(String field, Duration otherwise) { return Duration.ofMillis(integer(field, 0, 86_400_000, Math.toIntExact(otherwise.toMillis()))); }

  /** A share from 0 to 1, as a number or a string. */
  BigDecimal share(String field, BigDecimal otherwise) {
    var value = get(field);
    if (value == null) return otherwise;
    try {
      var share = new BigDecimal(value.asString());
      if (share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) return share;
    } catch (NumberFormatException | JacksonException e) {
      // told below
    }
    throw invalid(field, "must be a number from 0 to 1");
  }

  @Nullable Instant instant(String field) {
    var value = text(field);
    if (value == null) return null;
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw invalid(field, "must be an RFC 3339 time in UTC such as 2026-11-23T10:05:00Z");
    }
  }

  @Nullable Json child(String field) {
    var value = get(field);
    return value == null ? null : new Json(at(field), value);
  }

  @Nullable JsonNode get(String field) {
    asked.add(field);
    var value = node.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /** @throws Problem when there is a field that was not asked for: a typo would otherwise do nothing, silently */
  void noOthers() {
    for (var field : node.propertyNames()) if (!asked.contains(field)) throw invalid(field, "is not known here");
  }

  Problem invalid(String field, String text) { return Problem.invalid(at(field), text); }

  private String at(String field) { return path.isEmpty() ? field : path + "." + field; }
}
