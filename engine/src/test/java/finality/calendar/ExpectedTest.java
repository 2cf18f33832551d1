package finality.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Years of which the law says the holidays and nobody has announced the days: what may be closed is never answered, what cannot be is. */
class ExpectedTest {
  private static final Centres CENTRES = Centres.builtIn();
  private static final BusinessDays EMIRATES = CENTRES.of("AE").days();
  private static final LocalDate SATURDAY = day("2026-11-28");   // on the Monday after it begins the week of National Day
  /** As announced by the Cabinet on 2021-12-05 and 2022-11-27, FAHR for the weeks of Eid 2022 and 4 December 2023; without Commemoration Day, no holiday since, and the mourning of May 2022. */
  private static final List<String> ANNOUNCED_BEFORE = List.of("2022-01-01", "2022-04-30", "2022-05-01", "2022-05-02", "2022-05-03", "2022-05-04", "2022-05-05", "2022-05-06", "2022-07-08", "2022-07-09", "2022-07-10",
      "2022-07-11", "2022-07-30", "2022-10-08", "2022-12-02", "2022-12-03", "2023-01-01", "2023-04-20", "2023-04-21", "2023-04-22", "2023-04-23", "2023-06-27", "2023-06-28", "2023-06-29", "2023-06-30", "2023-07-21",
      "2023-09-29", "2023-12-02", "2023-12-03", "2023-12-04");

  private static LocalDate day(String text) { return LocalDate.parse(text); }

  private static Instant at(String text) { return Instant.parse(text); }

  private static void undecided(String holiday, ThrowingCallable question) {
    assertThatThrownBy(question).isInstanceOf(UnknownDay.class).hasMessageContaining(holiday).hasMessageContaining("is expected").hasMessageContaining("is not announced").hasMessageContaining("--centre FILE");
  }

  private static String file() throws IOException {
    try (var in = Centre.class.getResourceAsStream("AE.centre")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The centre's data with these lines instead of those of the same keyword, and without single days. */
  private static Centre byLaw(String known, String... more) throws IOException {
    var law = file().lines().filter(line -> !line.startsWith("day ") && !line.startsWith("known")).toList();
    return Centre.parse(String.join("\n", law) + "\nknown " + known + "\n" + String.join("\n", more));
  }

  @Test void everyHolidayThatWasAnnouncedLiesWhereTheLawAloneLeavesTheDayUndecided() throws IOException {
    var law = byLaw("2021 2021").days();
    var announced = Stream.of(2024, 2025, 2026).flatMap(year -> CENTRES.of("AE").holidays(year).stream()).map(Holiday::date);
    var weekdays = Stream.concat(ANNOUNCED_BEFORE.stream().map(ExpectedTest::day), announced).filter(day -> day.getDayOfWeek().getValue() < 6).toList();
    assertThat(weekdays).hasSize(39);
    assertThat(weekdays).allSatisfy(day -> assertThat(law.knows(day)).as("%s without its announcement", day).isFalse());
  }

  @Test void noDayThatMayBeClosedIsAnswered() {
    for (var expected : List.of("2026-05-26", "2026-05-27", "2026-05-28", "2026-05-29", "2026-06-16", "2026-08-25", "2026-12-02", "2026-12-03")) {   // Khaleej Times, 2025-11-18
      assertThat(EMIRATES.knows(day(expected))).as(expected).isFalse();
    }
    assertThat(EMIRATES.knows(day("2026-08-28"))).as("carried to the week's end").isFalse();
    for (var day : List.of("2027-06-04", "2027-06-11")) assertThat(EMIRATES.knows(day(day))).as("of 1 Muharram on Sunday 2027-06-06, or on Saturday or Monday if the moon is seen then").isFalse();
    undecided("Eid Al Fitr is expected from 2027-03-09 to 2027-03-11", () -> EMIRATES.isOpen(day("2027-03-10")));
    undecided("Arafat Day is expected on 2026-05-26", () -> EMIRATES.whyClosed(day("2026-05-25")));
    undecided("New Year's Day is expected on 2027-01-01", () -> EMIRATES.isOpen(day("2026-12-31")));
    undecided("New Year's Day is expected on 2031-01-01", () -> EMIRATES.isOpen(day("2030-12-31")));
    for (int year = 2026; year <= 2030; year++) {   // a holiday of the moon that the week does not reach would show as a lone day
      for (var e : CENTRES.of("AE").expected(year)) assertThat(e.from()).as("%s", e).isBeforeOrEqualTo(e.first()).isNotEqualTo(e.until());
    }
  }

  @Test void everyOtherDayIsAnswered() {
    assertThat(EMIRATES.isOpen(day("2026-11-27"))).isTrue();
    assertThat(EMIRATES.whyClosed(SATURDAY)).isEqualTo("weekend (AE)");
    assertThat(EMIRATES.isOpen(day("2026-12-05"))).as("a Saturday between undecided days").isFalse();
    assertThat(EMIRATES.isOpen(day("2026-03-20"))).as("announced in a year that is not").isFalse();
    assertThat(EMIRATES.isOpen(day("2026-03-23"))).as("beside a holiday that is announced").isTrue();
    assertThat(EMIRATES.isOpen(day("2026-01-02"))).isTrue();
    assertThat(EMIRATES.count(day("2026-09-01"), day("2026-11-30"))).isEqualTo(64);
    for (int year = 2026; year <= 2030; year++) {
      assertThat(day(year + "-01-01").datesUntil(day(year + 1 + "-01-01")).filter(d -> d.getDayOfWeek().getValue() < 6 && EMIRATES.knows(d)).count()).as("weekdays of %d", year).isGreaterThan(218);
    }
    assertThatThrownBy(() -> EMIRATES.isOpen(day("2031-01-06"))).hasMessageContaining("AE is known from 2024 to 2030");
  }

  @Test void aJointDayIsClosedWhereOneIsCertainlyAndUndecidedWhereTheOthersAreOpen() {
    var joint = BusinessDays.joint(List.of(EMIRATES, CENTRES.of("US").days()));
    assertThat(joint.whyClosed(day("2027-01-01"))).isEqualTo("New Year's Day (US)");
    undecided("New Year's Day", () -> joint.isOpen(day("2026-12-31")));
    undecided("New Year's Day", () -> joint.nextOrSame(day("2027-01-01").minusDays(4)));
    undecided("New Year's Day", () -> BusinessDays.joint(List.of(joint, CENTRES.of("GB").days())).plus(day("2026-12-24"), 2));
    assertThat(joint.nextOrSame(day("2027-01-01"))).isEqualTo("2027-01-04");
    undecided("National Day", () -> joint.count(day("2026-11-25"), day("2026-12-25")));
  }

  @Test void aValueDateThatTouchesAnUndecidedDayIsRefused() {
    var dates = new ValueDates(CENTRES);
    assertThat(dates.of(List.of("USD", "AED"), day("2026-11-21"), 2).date()).isEqualTo("2026-11-24");
    assertThat(dates.spot("USD", "AED", day("2026-11-23")).date()).isEqualTo("2026-11-25");
    undecided("National Day", () -> dates.of(List.of("USD", "AED"), day("2026-11-27"), 1));
    undecided("National Day", () -> dates.of(List.of("USD", "AED"), day("2026-11-27"), 7));
    undecided("National Day", () -> dates.spot("USD", "AED", day("2026-11-26")));
    undecided("National Day", () -> dates.of(List.of("AED"), day("2026-12-02"), 0));
    assertThat(dates.of(List.of("AED"), day("2026-12-05"), 1).date()).isEqualTo("2026-12-07");
  }

  @Test void everyConventionRefusesToPassAnUndecidedDay() {
    var sunday = SATURDAY.plusDays(1);
    assertThat(Convention.NONE.adjust(day("2026-12-02"), EMIRATES)).isEqualTo("2026-12-02");
    for (var convention : List.of(Convention.FOLLOWING, Convention.MODIFIED_FOLLOWING, Convention.MODIFIED_FOLLOWING_BIMONTHLY)) undecided("National Day", () -> convention.adjust(SATURDAY, EMIRATES));
    for (var convention : List.of(Convention.PRECEDING, Convention.MODIFIED_PRECEDING, Convention.NEAREST)) assertThat(convention.adjust(SATURDAY, EMIRATES)).as("%s", convention).isEqualTo("2026-11-27");
    undecided("National Day", () -> Convention.NEAREST.adjust(sunday, EMIRATES));
    for (var convention : Convention.values()) if (convention != Convention.NONE) undecided("National Day", () -> convention.adjust(day("2026-12-03"), EMIRATES));
    for (var convention : List.of(Convention.PRECEDING, Convention.MODIFIED_PRECEDING)) undecided("National Day", () -> convention.adjust(day("2026-12-06"), EMIRATES));
  }

  @Test void aWindowOfAnUndecidedDayIsNeverGivenOut() throws IOException {
    var dirhams = WindowFile.read(Files.readString(Path.of("..", "samples", "windows.sql")), CENTRES).stream().filter(s -> s.name().equals("AED")).findFirst().orElseThrow();
    assertThat(dirhams.isOpen(at("2026-11-23T10:00:00Z"))).isTrue();
    assertThat(dirhams.between(at("2026-11-23T00:00:00Z"), at("2026-11-30T08:00:00Z"))).hasSize(5);
    undecided("National Day", () -> dirhams.between(at("2026-11-23T00:00:00Z"), at("2026-11-30T08:00:01Z")));
    undecided("National Day", () -> dirhams.taking(at("2026-11-27T16:00:00Z")));
    assertThat(dirhams.isOpen(at("2026-11-28T10:00:00Z"))).as("whether Monday is open or not").isFalse();
    assertThat(dirhams.isOpen(at("2026-11-30T07:59:59Z"))).isFalse();
    undecided("National Day", () -> dirhams.isOpen(at("2026-11-30T10:00:00Z")));
    undecided("National Day", () -> dirhams.whyClosed(day("2026-11-30")));
    undecided("National Day", () -> dirhams.settlement(at("2026-12-04T17:00:00Z"), null));
    undecided("National Day", () -> dirhams.settlement(at("2026-11-23T17:00:00Z"), day("2026-12-01")));
    assertThat(dirhams.settlement(at("2026-12-05T17:00:00Z"), null).earliest()).isEqualTo("2026-12-07T08:00:00Z");
    assertThatThrownBy(() -> dirhams.taking(at("2031-02-03T10:00:00Z"))).hasMessageContaining("AE is known from 2024 to 2030");
  }

  @Test void anUndecidedDayOnWhichTheScheduleNeverListensIsNoDoubt() {
    var mondays = WindowFile.read("{\"settlement_windows\":{\"it\":{\"frequency\":\"daily\",\"time\":\"10:00\",\"timezone\":\"Asia/Dubai\",\"days\":[\"MON\"]}}}", CENTRES).getFirst();
    assertThat(mondays.settlement(at("2026-12-01T10:00:00Z"), null).earliest()).isEqualTo("2026-12-07T06:00:00Z");
    undecided("National Day", () -> mondays.taking(at("2026-11-24T10:00:00Z")));
    assertThat(mondays.neverOpens()).isFalse();
    var aDayThatMayBeOpen = new Schedule(new Schedule.Rules("it", "1", ZoneOffset.UTC, Set.of(DayOfWeek.MONDAY), undecidedMondays(), new Hours.Hourly(9, 9), Duration.ZERO, Duration.ZERO));
    assertThat(aDayThatMayBeOpen.neverOpens()).as("nobody knows").isFalse();
  }

  private static BusinessDays undecidedMondays() { return BusinessDays.of("X", 2026, 2026, day -> day.getDayOfWeek() == DayOfWeek.MONDAY ? null : "closed", day -> "it is not announced"); }

  @Test void whatIsAnnouncedOrSaidToBeOpenIsDecided() throws IOException {
    var announced = byLaw("2024 2025", "source fahr circular", "day 2026-12-02 | Eid Al Etihad (National Day) | fahr", "open 2026-05-25 | not carried | fahr", "day 2026-06-19 | a day of mourning | fahr");
    assertThat(announced.days().isOpen(day("2026-12-01"))).isTrue();
    assertThat(announced.days().isOpen(day("2026-12-02"))).isFalse();
    assertThat(announced.days().isOpen(day("2026-05-25"))).isTrue();
    undecided("Arafat Day", () -> announced.days().isOpen(day("2026-05-26")));
    assertThat(announced.days().whyClosed(day("2026-06-19"))).as("closed whatever it is closed for").isEqualTo("a day of mourning (AE)");
    undecided("Islamic New Year", () -> announced.days().isOpen(day("2026-06-18")));
    undecided("National Day", () -> announced.days().isOpen(day("2027-12-02")));
    assertThat(announced.expected(2026)).extracting(Expected::name).doesNotContain("Eid Al Etihad (National Day)").contains("Eid Al Fitr");
    assertThat(announced.expected(2025)).isEmpty();
    assertThat(CENTRES.of("AE").expected(2026)).extracting(Expected::name).containsExactly("Arafat Day", "Eid Al Adha", "Islamic New Year", "Prophet Muhammad's birthday", "Eid Al Etihad (National Day)", "New Year's Day");
  }

  @Test void aFileThatExpectsSaysWhenAndUntilWhichYear() {
    var head = "centre X\nname x\ncurrency XXX\nzone UTC\nweekend SATURDAY SUNDAY\nversion 1\nsource a b\n";
    assertThatThrownBy(() -> Centre.parse(head + "known 2026 2026\nexpect 12-02 | a | a")).hasMessageContaining("need each other");
    assertThatThrownBy(() -> Centre.parse(head + "known 2026 2026\nexpected 2027")).hasMessageContaining("need each other");
    assertThatThrownBy(() -> Centre.parse(head + "known 2026 2026\nexpected 2025\nexpect 12-02 | a | a")).hasMessageContaining("before the last known year");
    for (var wrong : List.of("hijri 13-01", "hijri 09-30", "13-01", "02-30", "moon", "12-02 1 days")) {
      assertThatThrownBy(() -> Centre.parse(head + "known 2026 2026\nexpected 2027\nexpect " + wrong + " | a | a")).as(wrong).isInstanceOf(WrongCalendar.class).hasMessageStartingWith("line 10");
    }
    assertThatThrownBy(() -> Centre.parse(head.replace("SATURDAY SUNDAY", "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY") + "known 2026 2026")).hasMessageContaining("every day of the week");
  }
}
