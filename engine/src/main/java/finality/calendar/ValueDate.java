package finality.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * When a trade's money is good, and what was believed to say so.
 *
 * @param calendars code of each calendar asked, with the version of its data
 * @param skipped days after the trade date, and up to the value date, that did not count, each with why
 */
public record ValueDate(LocalDate date, Map<String, String> calendars, List<Skipped> skipped) {
  public record Skipped(LocalDate date, String why) {}

  public ValueDate {
    calendars = Map.copyOf(calendars);
    skipped = List.copyOf(skipped);
  }
}
