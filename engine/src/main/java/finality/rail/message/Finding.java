package finality.rail.message;

import java.util.Locale;

/**
 * Something about a message that a person should know.
 *
 * @param code stable, in snake case
 * @param message a sentence that says what is there and what was expected
 */
public record Finding(Severity severity, Position position, String code, String message) {

  /** An error means that what the message says cannot be relied upon; a warning, that its form is odd and how it was read; a note, that something was left out of account. */
  public enum Severity { ERROR, WARNING, NOTE }

  /** @param line from 1; 0: the file as a whole. @param field tag or element, or empty */
  public record Position(long line, String field) {
    public static final Position FILE = new Position(0, "");

    @Override public String toString() { return line == 0 ? "file" : field.isEmpty() ? "line " + line : "line " + line + " " + field; }
  }

  public static Finding error(Position at, String code, String message) { return new Finding(Severity.ERROR, at, code, message); }

  public static Finding warning(Position at, String code, String message) { return new Finding(Severity.WARNING, at, code, message); }

  public static Finding note(Position at, String code, String message) { return new Finding(Severity.NOTE, at, code, message); }

  /** What a file says, as a finding repeats it: findings are kept, and a text may have a million characters. */
  public static String shortened(String text) { return text.length() <= 60 ? text : text.substring(0, 60) + "…"; }

  @Override public String toString() { return severity.name().toLowerCase(Locale.ROOT) + ": " + position + ": " + message + " [" + code + "]"; }
}
