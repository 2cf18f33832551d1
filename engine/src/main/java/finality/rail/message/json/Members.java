package finality.rail.message.json;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Members of the object that is being written; what is {@code null} is left out. */
record Members(JsonGenerator json) {

  void say(String name, @Nullable String value) { if (value != null) json.writeStringProperty(name, value); }

  /** Amounts are strings, so that no reader makes floats of them. */
  void say(String name, @Nullable BigDecimal value) { if (value != null) say(name, value.toPlainString()); }

  void say(String name, @Nullable LocalDate value) { if (value != null) say(name, value.toString()); }

  /** With seconds, which RFC 3339 asks for. */
  void say(String name, @Nullable OffsetDateTime value) { if (value != null) say(name, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value)); }

  void say(String name, @Nullable Enum<?> value) { if (value != null) say(name, value.name().toLowerCase(Locale.ROOT)); }

  void say(String name, List<String> values) {
    if (values.isEmpty()) return;
    json.writeArrayPropertyStart(name);
    for (var value : values) json.writeString(value);
    json.writeEndArray();
  }
}
