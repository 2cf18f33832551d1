package finality.rail.message.nacha;

import finality.rail.message.CharacterSet;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.IdRule;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts one record together; refuses what does not fit its field. */
final class Row {
  private final String record;
  private final StringBuilder text = new StringBuilder(Line.WIDTH);

  /** @param record what it is called in a refusal. @param type and subtype, as they stand at its beginning */
  Row(String record, String type) {
    this.record = record;
    text.append(type);
  }

  /** From the left, filled with blanks. */
  Row text(String field, @Nullable String value, int width) {
    var written = value == null ? "" : value;
    ascii(field, written);
    if (written.length() > width) throw refused(field, "too_long", "\"" + written + "\" has " + written.length() + " characters; an ACH file has " + width + " there.");
    text.append(written).repeat(' ', width - written.length());
    return this;
  }

  /** From the right, filled with blanks: routing numbers of the file header. */
  Row right(String field, String value, int width) {
    ascii(field, value);
    if (value.length() > width) throw refused(field, "too_long", "\"" + value + "\" has more than " + width + " characters.");
    text.repeat(' ', width - value.length()).append(value);
    return this;
  }

  Row needed(String field, @Nullable String value, int width) {
    if (value == null || value.isBlank()) throw refused(field, "missing", "An ACH file must say it and nothing is given.");
    return text(field, value, width);
  }

  Row digits(String field, @Nullable String value, int width) {
    if (value == null || value.length() != width || !Told.digits(value)) throw refused(field, "not_digits", "\"" + Objects.requireNonNullElse(value, "") + "\" should be " + width + " digits.");
    text.append(value);
    return this;
  }

  Row trace(String field, @Nullable String value) {
    var trace = Objects.requireNonNullElse(value, "");
    IdRule.NACHA_TRACE.refusal(trace).ifPresent(why -> { throw refused(field, "not_digits", "\"" + trace + "\" should be 15 digits: " + why.reason()); });
    text.append(trace);
    return this;
  }

  Row number(String field, long value, int width) {
    var digits = Long.toString(value);
    if (value < 0 || digits.length() > width) throw refused(field, "too_large", value + " does not go into " + width + " digits; divide the file.");
    text.repeat('0', width - digits.length()).append(digits);
    return this;
  }

  /** US dollars as cents. */
  Row amount(String field, BigDecimal dollars, int width) {
    var cents = dollars.movePointRight(2).stripTrailingZeros();
    if (cents.scale() > 0) throw refused(field, "too_many_decimals", dollars.toPlainString() + " is not a number of cents.");
    if (cents.signum() < 0) throw refused(field, "negative", dollars.toPlainString() + " is negative; direction is said by the transaction code.");
    var digits = cents.toBigInteger().toString();
    if (digits.length() > width) throw refused(field, "too_large", dollars.toPlainString() + " does not go into " + width + " digits of cents.");
    text.repeat('0', width - digits.length()).append(digits);
    return this;
  }

  Row blank(int width) {
    text.repeat(' ', width);
    return this;
  }

  /** @return the 94 characters */
  String end() {
    if (text.length() != Line.WIDTH) throw new IllegalStateException(record + " has " + text.length() + " characters: " + text);
    return text.toString();
  }

  private void ascii(String field, String value) {
    CharacterSet.NACHA.misfit(value).ifPresent(misfit -> { throw refused(field, "characters", "\"" + value + "\": " + misfit + "."); });
  }

  private Unwritable refused(String field, String code, String sentence) { return new Unwritable(record + "/" + field, code, sentence); }
}
