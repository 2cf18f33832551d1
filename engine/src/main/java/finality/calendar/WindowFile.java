package finality.calendar;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Reads windows as people write them (docs/calendar.md): JSON by name, or the rows of a table {@code settlement_windows} as SQL or CSV. */
public final class WindowFile {
  private WindowFile() {}

  /**
   * @param centres the calendars that windows may name
   * @return in the order of the file, which is told from its content
   * @throws WrongCalendar saying where, and what is expected
   */
  public static List<Schedule> read(String text, Centres centres) {
    var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (content.isBlank()) throw new WrongCalendar("The file is empty; expected {\"settlement_windows\": {…}}, or rows of settlement_windows.");
    if (content.stripLeading().startsWith("{")) return new WindowJson(centres).read(content.getBytes(StandardCharsets.UTF_8));
    return new WindowRows(centres).read(content);
  }

  /** @throws WrongCalendar showing what a time looks like */
  static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException _) {
      throw new WrongCalendar("\"" + text + "\"; expected a time such as " + (text.matches("[0-9]:[0-5][0-9]") ? "0" + text : "09:00"));
    }
  }
}
