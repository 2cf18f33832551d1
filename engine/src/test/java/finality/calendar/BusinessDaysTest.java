package finality.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BusinessDaysTest {
  private static final Centres CENTRES = Centres.builtIn();
  private static final LocalDate MAUNDY_THURSDAY = LocalDate.of(2026, 4, 2);

  /** Walks day by day and knows nothing of tables. */
  private static LocalDate naivePlus(BusinessDays days, LocalDate from, int n) {
    var day = from;
    if (n == 0) while (!days.isOpen(day)) day = day.plusDays(1);
    for (int left = Math.abs(n); left > 0; ) {
      day = day.plusDays(Integer.signum(n));
      if (days.isOpen(day)) left--;
    }
    return day;
  }

  private static LocalDate naiveFirst(BusinessDays days, LocalDate from, int step) {
    var day = from;
    while (!days.isOpen(day)) day = day.plusDays(step);
    return day;
  }

  private static LocalDate naiveAdjust(Convention convention, LocalDate day, BusinessDays days) {
    switch (convention) {
      case NONE -> { return day; }
      case PRECEDING -> { return naiveFirst(days, day, -1); }
      case NEAREST -> { return naiveFirst(days, day, day.getDayOfWeek() == DayOfWeek.SUNDAY || day.getDayOfWeek() == DayOfWeek.MONDAY ? 1 : -1); }
      case MODIFIED_PRECEDING -> {
        var previous = naiveFirst(days, day, -1);
        return previous.getMonthValue() != day.getMonthValue() ? naiveFirst(days, day, 1) : previous;
      }
      default -> {
        var next = naiveFirst(days, day, 1);
        boolean otherMonth = next.getMonthValue() != day.getMonthValue();
        boolean otherHalf = (day.getDayOfMonth() < 16) != (next.getDayOfMonth() < 16);
        boolean back = convention == Convention.MODIFIED_FOLLOWING && otherMonth || convention == Convention.MODIFIED_FOLLOWING_BIMONTHLY && (otherMonth || otherHalf);
        return back ? naiveFirst(days, day, -1) : next;
      }
    }
  }

  /** Open when all are; closed when one is, even if another is undecided. */
  private static boolean naiveOpen(List<BusinessDays> parts, LocalDate day) {
    if (parts.stream().anyMatch(part -> part.knows(day) && !part.isOpen(day))) return false;
    return parts.stream().allMatch(part -> part.isOpen(day));
  }

  /** What was answered, or that nothing can be. */
  private static Object said(Supplier<Object> question) {
    try {
      return question.get();
    } catch (UnknownDay _) {
      return "not known";
    }
  }

  @Test void everyVerbAgreesWithWalkingDayByDay() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var all = List.copyOf(CENTRES.all());
    for (int step = 0; step < 10_000; step++) {
      var parts = random.ints(1 + random.nextInt(3), 0, all.size()).mapToObj(i -> all.get(i).days()).toList();
      var days = BusinessDays.joint(parts);
      var day = LocalDate.of(days.firstYear(), 3, 1).plusDays(random.nextInt((days.lastYear() - days.firstYear()) * 365 + 200));
      int n = random.nextInt(-20, 21);
      var as = "seed " + seed + " step " + step + " " + days + " " + day + " " + n;
      assertThat(said(() -> days.isOpen(day))).as(as).isEqualTo(said(() -> naiveOpen(parts, day)));
      assertThat(days.knows(day)).as(as).isEqualTo(!said(() -> days.isOpen(day)).equals("not known"));
      assertThat(said(() -> days.whyClosed(day) == null)).as(as).isEqualTo(said(() -> days.isOpen(day)));
      assertThat(said(() -> days.plus(day, n))).as(as).isEqualTo(said(() -> naivePlus(days, day, n)));
      assertThat(said(() -> days.next(day))).as(as).isEqualTo(said(() -> naivePlus(days, day, 1)));
      assertThat(said(() -> days.previous(day))).as(as).isEqualTo(said(() -> naivePlus(days, day, -1)));
      assertThat(said(() -> days.count(day, day.plusDays(30)))).as(as).isEqualTo(said(() -> (int) day.datesUntil(day.plusDays(30)).filter(days::isOpen).count()));
      for (var convention : Convention.values()) assertThat(said(() -> convention.adjust(day, days))).as(as + convention).isEqualTo(said(() -> naiveAdjust(convention, day, days)));
    }
  }

  @Test void aDayThatNobodyHasLookedUpIsAnErrorAndNeverOpen() {
    var india = CENTRES.of("IN").days();
    assertThatThrownBy(() -> india.isOpen(LocalDate.of(2027, 1, 4))).isInstanceOf(UnknownDay.class).hasMessageContaining("IN").hasMessageContaining("2024 to 2026");
    assertThatThrownBy(() -> india.next(LocalDate.of(2026, 12, 31))).isInstanceOf(UnknownDay.class);
    assertThatThrownBy(() -> india.previous(LocalDate.of(2024, 1, 1))).isInstanceOf(UnknownDay.class);
    assertThatThrownBy(() -> BusinessDays.joint(List.of(india, CENTRES.of("US").days())).isOpen(LocalDate.of(2027, 1, 4))).isInstanceOf(UnknownDay.class);
    assertThatThrownBy(() -> CENTRES.of("IN").holidays(2027)).isInstanceOf(UnknownDay.class);
    assertThatThrownBy(() -> CENTRES.ofCurrency("JPY")).isInstanceOf(WrongCalendar.class).hasMessageContaining("No calendar is known for JPY");
  }

  @Test void theFederalReserveIsOpenOnTheFridayBeforeASaturdayHolidayAndClosedOnTheMondayAfterASunday() {
    var us = CENTRES.of("US").days();
    assertThat(us.isOpen(LocalDate.of(2027, 6, 18))).isTrue();
    assertThat(us.isOpen(LocalDate.of(2026, 7, 3))).isTrue();
    assertThat(us.isOpen(LocalDate.of(2027, 7, 5))).isFalse();
    assertThat(us.isOpen(LocalDate.of(2022, 6, 20))).isFalse();
  }

  @Test void christmasOnASaturdayGivesTheBritishTwoSubstituteDays() {
    var gb = CENTRES.of("GB");
    assertThat(gb.holidays(2027)).extracting(h -> h.date().toString()).contains("2027-12-27", "2027-12-28");
    assertThat(gb.holidays(2022)).extracting(h -> h.date().toString()).contains("2022-12-26", "2022-12-27", "2022-06-02", "2022-09-19").doesNotContain("2022-05-30");
  }

  @Test void aValueDateCountsDaysOnWhichBothCurrenciesSettle() {
    var dates = new ValueDates(CENTRES);
    assertThat(dates.of(List.of("EUR", "USD"), MAUNDY_THURSDAY, 0).date()).isEqualTo("2026-04-02");
    assertThat(dates.of(List.of("EUR", "USD"), MAUNDY_THURSDAY, 1).date()).isEqualTo("2026-04-07");
    var twoDays = dates.of(List.of("EUR", "USD"), MAUNDY_THURSDAY, 2);
    assertThat(twoDays.date()).isEqualTo("2026-04-08");
    assertThat(twoDays.skipped()).extracting(s -> s.date() + " " + s.why()).containsExactly("2026-04-03 Good Friday (TARGET)", "2026-04-04 weekend (TARGET), weekend (US)",
        "2026-04-05 weekend (TARGET), weekend (US)", "2026-04-06 Easter Monday (TARGET)");
    assertThat(twoDays.calendars()).containsOnlyKeys("TARGET", "US");
    assertThat(dates.of(List.of("EUR"), MAUNDY_THURSDAY, 2).date()).isEqualTo("2026-04-08");
    assertThat(dates.of(List.of("BRL", "MXN"), LocalDate.of(2026, 2, 13), 1).date()).isEqualTo("2026-02-18");
    assertThat(dates.of(List.of("EUR", "USD"), LocalDate.of(2026, 4, 4), 0).date()).isEqualTo("2026-04-07");
  }

  @Test void anAmericanHolidayInBetweenDelaysNoSpotButAgainstThePeso() {
    var dates = new ValueDates(CENTRES);
    var eveOfVeteransDay = LocalDate.of(2026, 11, 10);
    assertThat(dates.of(List.of("EUR", "USD"), eveOfVeteransDay, 2).date()).isEqualTo("2026-11-13");
    assertThat(dates.spot("EUR", "USD", eveOfVeteransDay).date()).isEqualTo("2026-11-12");
    assertThat(dates.spot("USD", "MXN", eveOfVeteransDay).date()).isEqualTo("2026-11-13");
    assertThat(dates.spot("EUR", "USD", LocalDate.of(2023, 6, 16)).date()).as("the trade asked about at quant.stackexchange.com/q/79295").isEqualTo("2023-06-20");
    assertThat(dates.spot("EUR", "GBP", LocalDate.of(2026, 7, 1)).date()).isEqualTo("2026-07-03");
    assertThat(dates.spot("EUR", "GBP", LocalDate.of(2026, 11, 9)).date()).as("no cross settles on a US holiday").isEqualTo("2026-11-12");
  }

  @Test void anOperatorsListLiesOverTheBuiltInOne() {
    var more = Centre.parse("""
        centre   AE
        name     Emirates, our list
        currency AED
        zone     Asia/Dubai
        weekend  SATURDAY SUNDAY
        known    2026 2026
        version  2026-11-30
        source   bank letter of our correspondent
        rule     01-01 | New Year's Day | bank
        day      2026-12-02 | Eid Al Etihad | bank
        """);
    var centres = CENTRES.with(more);
    assertThat(new ValueDates(centres).of(List.of("AED"), LocalDate.of(2026, 12, 1), 1).date()).isEqualTo("2026-12-03");
    assertThat(CENTRES.of("AE").days().knows(LocalDate.of(2026, 12, 2))).isFalse();
    assertThatThrownBy(() -> Centre.parse("centre X\nrule 13-40 | a | b")).isInstanceOf(WrongCalendar.class).hasMessageStartingWith("line 2");
    assertThatThrownBy(() -> Centre.parse("centre X\nsource b c\nrule easter | a | b")).hasMessageContaining("is no rule; expected");
    assertThatThrownBy(() -> Centre.parse("centre X\nname y")).hasMessageContaining("calendar X: has no line");
  }
}
