package finality.rail.message.nacha;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import finality.rail.message.identifier.IdRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/** Tells findings; what would come with every record is told once per file. */
final class Told {
  private final MessageListener listener;
  private final Set<String> once = new HashSet<>();

  Told(MessageListener listener) { this.listener = listener; }

  void error(Line line, String field, String code, String message) { listener.found(Finding.error(line.at(field), code, message)); }

  void warning(Line line, String field, String code, String message) { listener.found(Finding.warning(line.at(field), code, message)); }

  void note(Line line, String field, String code, String message) { listener.found(Finding.note(line.at(field), code, message)); }

  void error(String code, String message) { listener.found(Finding.error(Position.FILE, code, message)); }

  /** @param key what kind of thing it is: the first one is told with its place */
  void warningOnce(String key, Position at, String code, String message) { if (once.add(code + key)) listener.found(Finding.warning(at, code, message)); }

  void noteOnce(String key, Position at, String code, String message) { if (once.add(code + key)) listener.found(Finding.note(at, code, message)); }

  /** Zero where the field is no number, which is told. */
  long number(Line line, int from, int to, String field) { return value(line, from, to, field).longValue(); }

  /** US dollars of a field in cents. */
  BigDecimal amount(Line line, int from, int to, String field) { return new BigDecimal(value(line, from, to, field), 2); }

  private BigInteger value(Line line, int from, int to, String field) {
    var text = line.raw(from, to);
    if (digits(text)) return new BigInteger(text);
    var stripped = text.strip();
    if (!digits(stripped)) {
      error(line, field, "not_numeric", "\"" + text + "\" should be " + (to - from + 1) + " digits.");
      return BigInteger.ZERO;
    }
    warning(line, field, "odd_number", "\"" + text + "\" should be filled with zeros from the left; it was read as " + stripped + ".");
    return new BigInteger(stripped);
  }

  /** Whether it is a trace number; what is none is told. */
  boolean isTrace(Line line, String field, String trace) {
    var refusal = IdRule.NACHA_TRACE.refusal(trace);
    refusal.ifPresent(why -> error(line, field, "not_numeric", "\"" + trace + "\" should be 15 digits: " + why.reason()));
    return refusal.isEmpty();
  }

  static boolean digits(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
    return !text.isEmpty();
  }
}
