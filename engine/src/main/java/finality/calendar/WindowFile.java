package finality.calendar;

import java.nio.charset.StandardCharsets;
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
    var content = text.strip();
    if (content.isEmpty()) throw new WrongCalendar("The file is empty; expected {\"settlement_windows\": {…}}, or rows of settlement_windows.");
    if (content.startsWith("{")) return new WindowJson(centres).read(content.getBytes(StandardCharsets.UTF_8));
    return new WindowRows(centres).read(content);
  }
}
