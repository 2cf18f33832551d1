package finality.calendar;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place, or a settlement system, whose closing days decide when a currency settles.
 *
 * @param code {@code US}, {@code TARGET}, {@code GB} …
 * @param currency ISO 4217 code of the currency that settles there
 * @param version of its data: the day on which somebody last held it against its sources
 * @param sources by the key that each holiday names
 * @param announced the last year of which every holiday is known; of later ones some are only {@code expected}
 * @param expected in order of their dates
 */
public record Centre(String code, String name, String currency, ZoneId zone, String version, BusinessDays days, Map<String, String> sources, Map<LocalDate, Holiday> closures,
    int announced, List<Expected> expected) {
  public Centre {
    sources = Map.copyOf(sources);
    closures = Map.copyOf(closures);
    expected = List.copyOf(expected);
  }

  /** Reads the text of a centre's data file (docs/calendar.md). @throws WrongCalendar naming the line */
  public static Centre parse(String text) { return new CentreFile(text).read(); }

  /** Those that are certain, in order of date, those on the centre's weekend among them. @throws UnknownDay when the year is not known */
  public List<Holiday> holidays(int year) {
    if (!days.hasYear(year)) throw days.unknown(LocalDate.of(year, 1, 1));
    var found = new TreeMap<LocalDate, Holiday>();
    closures.forEach((date, holiday) -> { if (date.getYear() == year) found.put(date, holiday); });
    return List.copyOf(found.values());
  }

  /** Those that leave days of the year undecided, in order of date; none of a year that is announced. */
  public List<Expected> expected(int year) { return expected.stream().filter(e -> e.from().getYear() <= year && e.until().getYear() >= year && year > announced).toList(); }

  @Override public String toString() { return code; }
}
