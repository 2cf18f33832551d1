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
 */
public record Centre(String code, String name, String currency, ZoneId zone, String version, BusinessDays days, Map<String, String> sources, Map<LocalDate, Holiday> closures) {
  public Centre {
    sources = Map.copyOf(sources);
    closures = Map.copyOf(closures);
  }

  /** Reads the text of a centre's data file (docs/calendar.md). @throws WrongCalendar naming the line */
  public static Centre parse(String text) { return new CentreFile(text).read(); }

  /** In order of date, those on the centre's weekend among them. @throws UnknownDay when the year is not known */
  public List<Holiday> holidays(int year) {
    if (year < days.firstYear() || year > days.lastYear()) throw new UnknownDay(code, LocalDate.of(year, 1, 1), days.firstYear(), days.lastYear());
    var found = new TreeMap<LocalDate, Holiday>();
    closures.forEach((date, holiday) -> { if (date.getYear() == year) found.put(date, holiday); });
    return List.copyOf(found.values());
  }

  @Override public String toString() { return code; }
}
