package finality.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.date.HolidayCalendarId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Ours is held against two other sources, weekday by weekday from 2024 to 2030, as far as we and they are known. Every day on which one of the two differs
 * from ours stands in {@code differences.csv} with the reason why ours is right; a line there that no source needs any more fails as well.
 */
class SourcesTest {
  private static final Map<String, String> STRATA = Map.of("US", "USNY", "TARGET", "EUTA", "GB", "GBLO", "BR", "BRBD", "MX", "MXMC");

  private record Difference(String centre, String source, LocalDate date, String says) {}

  @Test void everyDifferenceToTwoOtherSourcesIsSettledWithAReason() {
    var found = new ArrayList<Difference>();
    for (var centre : Centres.builtIn().all()) {
      var sources = sources(centre.code());
      assertThat(sources).as("sources for %s", centre).hasSizeGreaterThanOrEqualTo(centre.code().equals("AE") ? 1 : 2);   // AE: ours is itself put together from announcements
      sources.forEach((source, closed) -> weekdays(centre).forEach(day -> {
        if (closed.contains(day) == centre.days().isOpen(day)) found.add(new Difference(centre.code(), source, day, closed.contains(day) ? "closed" : "open"));
      }));
    }
    var settled = lines("differences.csv").map(line -> line.split(",", 5)).peek(f -> assertThat(f[4]).as("reason of %s", f[2]).hasSizeGreaterThan(20))
        .map(f -> new Difference(f[0], f[1], LocalDate.parse(f[2]), f[3])).toList();
    assertThat(found).as("differences to other sources").containsExactlyInAnyOrderElementsOf(settled);
  }

  @Test void everyYearByRuleAgreesWithTheOtherLibraryAsFarAsBothGo() {
    for (var code : List.of("TARGET", "GB")) {
      var days = Centres.builtIn().of(code).days();
      var strata = ReferenceData.standard().getValue(HolidayCalendarId.of(STRATA.get(code)));
      for (var day = LocalDate.of(days.firstYear(), 1, 1); day.getYear() <= 2050; day = day.plusDays(1)) {
        assertThat(days.isOpen(day)).as("%s on %s", code, day).isEqualTo(strata.isBusinessDay(day));
      }
    }
  }

  private static Stream<LocalDate> weekdays(Centre centre) {
    var days = centre.days();
    int last = Math.min(2030, centre.announced());   // of later years the others guess where ours refuses
    return IntStream.rangeClosed(Math.max(2024, days.firstYear()), last).boxed().flatMap(year -> LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1))).filter(day -> day.getDayOfWeek().getValue() < 6);
  }

  /** The days on which each source says it is closed. */
  private static Map<String, TreeSet<LocalDate>> sources(String code) {
    var sources = new TreeMap<String, TreeSet<LocalDate>>();
    lines("sources.csv").map(line -> line.split(",")).filter(f -> f[0].equals(code)).forEach(f -> sources.computeIfAbsent(f[1], _ -> new TreeSet<>()).add(LocalDate.parse(f[2])));
    if (STRATA.containsKey(code)) {
      var strata = ReferenceData.standard().getValue(HolidayCalendarId.of(STRATA.get(code)));
      var closed = new TreeSet<LocalDate>();
      LocalDate.of(2024, 1, 1).datesUntil(LocalDate.of(2031, 1, 1)).filter(strata::isHoliday).forEach(closed::add);
      sources.put("Strata " + STRATA.get(code), closed);
    }
    return sources;
  }

  private static Stream<String> lines(String file) {
    try (var in = SourcesTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#") && !line.startsWith("centre,")).toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
