package finality.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.calendar.Constraint.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  private static List<Schedule> read(String text) { return WindowFile.read(text, Centres.builtIn()); }

  private static Schedule one(String json) { return read("{\"settlement_windows\":{\"it\":" + json + "}}").getFirst(); }

  private static Instant at(String text) { return Instant.parse(text); }

  private static Schedule sample(String file, String name) throws IOException {
    return read(Files.readString(SAMPLES.resolve(file))).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  // ── the sources' own configurations ────────────────────────────────────────────────────────────────────

  @Test void pixGoesAtEachFullHourUpToTheCutOffHourOnBrazilianDays() throws IOException {
    var pix = sample("windows.json", "pix");
    assertThat(pix.taking(at("2026-11-18T19:59:59.999999999Z")).opens()).isEqualTo("2026-11-18T20:00:00Z");   // 17:00 in São Paulo
    assertThat(pix.taking(at("2026-11-18T20:00:00Z")).opens()).isEqualTo("2026-11-19T03:00:00Z");
    var onZumbiDay = pix.settlement(at("2026-11-19T20:00:00Z"), null);   // Thursday, at the cut-off; Friday is a holiday
    assertThat(onZumbiDay.earliest()).isEqualTo("2026-11-23T03:00:00Z");
    assertThat(onZumbiDay.constraints()).extracting(Constraint::kind).containsExactly(Kind.CUT_OFF, Kind.CLOSED_DAY, Kind.CLOSED_DAY, Kind.CLOSED_DAY, Kind.RELEASE);
    assertThat(onZumbiDay.constraints().get(1).why()).contains("Consciência Negra");
    assertThat(pix.between(at("2026-11-18T03:00:00Z"), at("2026-11-19T03:00:00Z"))).hasSize(18);
  }

  @Test void speiGoesFourTimesADayOnMexicanDays() throws IOException {
    var spei = sample("windows.json", "spei");
    assertThat(spei.between(at("2026-11-13T00:00:00Z"), at("2026-11-18T00:00:00Z"))).extracting(w -> w.opens().toString()).containsExactly(
        "2026-11-13T15:00:00Z", "2026-11-13T18:00:00Z", "2026-11-13T21:00:00Z", "2026-11-13T23:00:00Z",    // Friday; Monday is Revolution Day
        "2026-11-17T15:00:00Z", "2026-11-17T18:00:00Z", "2026-11-17T21:00:00Z", "2026-11-17T23:00:00Z");
    assertThat(spei.isOpen(at("2026-11-13T15:00:00Z"))).isFalse();
  }

  @Test void betweenTwoReleasesOfADayOnlyTheNextIsWaitedFor() throws IOException {
    var spei = sample("windows.json", "spei");   // 09:00, 12:00, 15:00, 17:00
    var between = spei.settlement(at("2026-11-13T20:30:00Z"), null);   // Friday, 14:30
    assertThat(between.binding().kind()).isEqualTo(Kind.RELEASE);
    assertThat(between.constraints()).hasSize(1);
    assertThat(spei.settlement(at("2026-11-12T23:30:00Z"), null).binding().kind()).as("after the last of the day").isEqualTo(Kind.CUT_OFF);
    var led = one("{\"timezone\": \"UTC\", \"calendar\": \"none\", \"lead\": \"PT10M\", \"times\": [\"09:00\", \"12:00\"]}");
    assertThat(led.settlement(at("2026-11-13T08:55:00Z"), null).binding().kind()).as("minutes too late").isEqualTo(Kind.LEAD_TIME);
    assertThat(led.settlement(at("2026-11-13T10:55:00Z"), null).binding().kind()).isEqualTo(Kind.RELEASE);
  }

  @Test void aDayThatAZoneSkippedHasNoWindow() {
    for (var hours : List.of("\"frequency\": \"daily\", \"time\": \"10:00\"", "\"frequency\": \"hourly\", \"cutoff_hour\": 23", "\"sessions\": [{\"open\": \"09:00\", \"close\": \"17:00\"}]")) {
      var apia = one("{\"timezone\": \"Pacific/Apia\", \"calendar\": \"none\", " + hours + "}");
      assertThat(apia.between(at("2011-12-29T00:00:00Z"), at("2012-01-01T00:00:00Z"))).as(hours).extracting(w -> w.date().toString()).contains("2011-12-29", "2011-12-31").doesNotContain("2011-12-30");
      assertThat(apia.whyClosed(LocalDate.of(2011, 12, 30))).isEqualTo("a day that Pacific/Apia skipped");
    }
  }

  @Test void whatIsKnownOfASpanIsThereWithoutTheRest() {
    var fedwire = one("{\"timezone\": \"America/New_York\", \"sessions\": [{\"opens\": \"day_before\", \"open\": \"21:00\", \"close\": \"19:00\"}]}");
    assertThatThrownBy(() -> fedwire.between(at("2050-12-30T12:00:00Z"), at("2051-02-01T00:00:00Z"))).isInstanceOf(UnknownDay.class);
    assertThat(fedwire.knownBetween(at("2050-12-30T12:00:00Z"), at("2051-02-01T00:00:00Z"))).extracting(w -> w.date().toString()).containsExactly("2050-12-30");
    assertThat(fedwire.knownBetween(at("2060-12-30T12:00:00Z"), at("2061-02-01T00:00:00Z"))).isEmpty();
  }

  @Test void theFiveRowsLoadWithTheZonesTheyWereMeantIn() throws IOException {
    assertThat(read(Files.readString(SAMPLES.resolve("windows.sql")))).extracting(s -> s.name() + " " + s.rules().zone()).containsExactly("USD UTC", "EUR UTC", "GBP UTC", "AED UTC", "INR Asia/Kolkata");
    var usd = sample("windows.sql", "USD");
    assertThat(usd.isOpen(at("2026-11-18T14:00:00Z"))).isTrue();
    assertThat(usd.isOpen(at("2026-11-18T21:59:59.999Z"))).isTrue();
    assertThat(usd.isOpen(at("2026-11-18T22:00:00Z"))).isFalse();
    assertThat(usd.taking(at("2026-11-25T22:00:00Z")).opens()).as("Thanksgiving").isEqualTo("2026-11-27T14:00:00Z");
    assertThat(sample("windows.sql", "INR").taking(at("2026-11-23T11:30:00Z")).opens()).as("Guru Nanak Jayanti, then 09:00 in India").isEqualTo("2026-11-25T03:30:00Z");
    assertThat(sample("windows.sql", "AED").isOpen(at("2026-11-18T10:00:00Z"))).isTrue();
    assertThatThrownBy(() -> sample("windows.sql", "AED").isOpen(at("2031-11-18T10:00:00Z"))).isInstanceOf(UnknownDay.class).hasMessageContaining("AE is known from 2024 to 2030");
  }

  @Test void theSourcesTextLoadsAsItStandsThere() throws IOException {
    var table = """
        CREATE TABLE settlement_windows (
            id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
            currency VARCHAR(3) NOT NULL,
            window_start TIME NOT NULL,
            window_end TIME NOT NULL,
            days_of_week INT[] DEFAULT ARRAY[1,2,3,4,5], -- Mon-Fri
            is_active BOOLEAN DEFAULT true,
            created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
            UNIQUE(currency, window_start)
        );

        -- Initialize settlement windows
        INSERT INTO settlement_windows (currency, window_start, window_end) VALUES
            ('USD', '14:00', '22:00'),  -- US business hours
            ('EUR', '08:00', '16:00'),  -- European business hours
            ('GBP', '08:00', '16:00'),  -- UK business hours
            ('AED', '08:00', '16:00'),  -- UAE business hours
            ('INR', '09:00', '17:00');  -- India business hours
        """;
    var json = """
        {
          "settlement_windows": {
            "pix": {
              "frequency": "hourly",
              "cutoff_hour": 17,
              "timezone": "America/Sao_Paulo"
            },
            "spei": {
              "frequency": "4_per_day",
              "times": ["09:00", "12:00", "15:00", "17:00"],
              "timezone": "America/Mexico_City"
            }
          }
        }
        """;
    assertThat(week(table)).as("rows").isEqualTo(week(Files.readString(SAMPLES.resolve("windows.sql")))).hasSize(5 + 5 + 5 + 5 + 5);
    assertThat(week(json)).as("JSON").isEqualTo(week(Files.readString(SAMPLES.resolve("windows.json")))).hasSize(5 * 18 + 5 * 4);
  }

  /** Every window of a week of 2025 without holidays in any of these centres. */
  private static List<String> week(String text) {
    return read(text).stream().flatMap(schedule -> schedule.between(at("2025-07-21T03:00:00Z"), at("2025-07-26T03:00:00Z")).stream()).map(w -> w.schedule() + " " + w.opens() + " " + w.cutOff() + " " + w.closes()).toList();
  }

  // ── midnight, lead, cut-off ────────────────────────────────────────────────────────────────────────────

  @Test void aSessionFromTheEveBelongsToTheDayItClosesOn() {
    var fedwire = one("""
        {"timezone": "America/New_York", "sessions": [{"opens": "day_before", "open": "21:00", "close": "19:00", "cut_off": "18:45"}]}""");
    var sunday = at("2026-11-22T12:00:00-05:00");
    assertThat(fedwire.taking(sunday)).satisfies(w -> {
      assertThat(w.date()).isEqualTo("2026-11-23");
      assertThat(w.opens()).isEqualTo("2026-11-23T02:00:00Z");
      assertThat(w.cutOff()).isEqualTo("2026-11-23T23:45:00Z");
      assertThat(w.closes()).isEqualTo("2026-11-24T00:00:00Z");
    });
    assertThat(fedwire.isOpen(at("2026-11-25T22:00:00-05:00"))).as("the eve of Thanksgiving").isFalse();
    assertThat(fedwire.isOpen(at("2026-11-26T21:00:00-05:00"))).as("the evening of Thanksgiving").isTrue();
    assertThat(fedwire.taking(at("2026-12-31T23:00:00-05:00")).date()).as("over New Year").isEqualTo("2027-01-04");
    assertThat(fedwire.between(at("2026-12-30T12:00:00Z"), at("2027-01-04T12:00:00Z"))).extracting(w -> w.date().toString()).containsExactly("2026-12-30", "2026-12-31", "2027-01-04");
  }

  @Test void aRequestedDateIsABusinessDate() {
    var fedwire = one("{\"timezone\": \"America/New_York\", \"sessions\": [{\"opens\": \"day_before\", \"open\": \"21:00\", \"close\": \"19:00\"}]}");
    var wednesday = LocalDate.of(2026, 11, 25);
    assertThat(fedwire.settlement(at("2026-11-25T03:00:00Z"), wednesday)).as("22:00 on the eve").satisfies(s -> {
      assertThat(s.earliest()).isEqualTo("2026-11-25T03:00:00Z");
      assertThat(s.binding().kind()).isEqualTo(Kind.NOTHING);
    });
    assertThat(fedwire.settlement(at("2026-11-23T15:00:00Z"), wednesday).earliest()).isEqualTo("2026-11-25T02:00:00Z");
    var saturday = fedwire.settlement(at("2026-11-23T15:00:00Z"), LocalDate.of(2026, 11, 28));
    assertThat(saturday.constraints()).map(c -> c.kind() + " until " + c.until()).containsExactly("REQUESTED_DATE until 2026-11-28T02:00:00Z", "CLOSED_DAY until 2026-11-29T05:00:00Z",
        "CLOSED_DAY until 2026-11-30T02:00:00Z", "OPENING until 2026-11-30T02:00:00Z");
    var midnight = one("{\"timezone\": \"UTC\", \"calendar\": \"none\", \"lead\": \"PT10M\", \"times\": [\"00:00\", \"12:00\"]}");
    assertThat(midnight.settlement(at("2026-11-23T15:00:00Z"), wednesday).earliest()).as("in time for the first release of the day").isEqualTo("2026-11-25T00:00:00Z");
    assertThat(midnight.settlement(at("2026-11-24T23:50:00Z"), wednesday).earliest()).isEqualTo("2026-11-25T12:00:00Z");
  }

  @Test void aSessionOverMidnightBelongsToTheDayItOpensOn() {
    var night = one("""
        {"timezone": "Europe/London", "days": ["FRI"], "sessions": [{"open": "22:00", "close": "02:00"}]}""");
    var saturday = at("2026-11-21T01:59:59Z");
    assertThat(night.isOpen(saturday)).isTrue();
    assertThat(night.taking(saturday).date()).isEqualTo("2026-11-20");
    assertThat(night.isOpen(saturday.plusSeconds(1))).isFalse();
    assertThat(night.taking(saturday.plusSeconds(1)).opens()).isEqualTo("2026-11-27T22:00:00Z");
    assertThat(night.settlement(saturday, LocalDate.of(2026, 11, 21)).window().date()).as("requested for the Saturday").isEqualTo("2026-11-27");
  }

  @Test void theBindingConstraintIsNamed() {
    var chaps = one("""
        {"timezone": "Europe/London", "lead": "PT10M", "settles": "PT30S", "sessions": [{"open": "06:00", "cut_off": "17:40", "close": "18:00"}]}""");
    assertThat(chaps.settlement(at("2026-11-20T10:00:00Z"), null)).satisfies(s -> {
      assertThat(s.binding().kind()).isEqualTo(Kind.NOTHING);
      assertThat(s.earliest()).isEqualTo("2026-11-20T10:00:00Z");
      assertThat(s.expected()).isEqualTo("2026-11-20T10:00:30Z");
    });
    assertThat(chaps.settlement(at("2026-11-19T17:29:59Z"), null).binding().kind()).isEqualTo(Kind.NOTHING);
    assertThat(chaps.settlement(at("2026-11-19T17:30:00Z"), null).binding().kind()).isEqualTo(Kind.LEAD_TIME);
    assertThat(chaps.settlement(at("2026-11-19T17:40:00Z"), null).binding().kind()).isEqualTo(Kind.CUT_OFF);
    assertThat(chaps.settlement(at("2026-11-20T04:00:00Z"), null).binding().kind()).isEqualTo(Kind.OPENING);
    assertThat(chaps.settlement(at("2026-12-24T18:00:00Z"), null).binding()).satisfies(b -> {
      assertThat(b.kind()).isEqualTo(Kind.CLOSED_DAY);
      assertThat(b.why()).isEqualTo("2026-12-28: Boxing Day (substitute day) (GB)");
    });
    assertThat(chaps.settlement(at("2026-11-19T10:00:00Z"), LocalDate.of(2026, 11, 24)).binding().kind()).isEqualTo(Kind.REQUESTED_DATE);
    assertThat(chaps.settlement(at("2026-11-19T10:00:00Z"), LocalDate.of(2026, 11, 22)).binding().kind()).isEqualTo(Kind.CLOSED_DAY);
  }

  // ── when clocks change ─────────────────────────────────────────────────────────────────────────────────

  @Test void aLocalTimeThatIsSkippedIsTheMomentOfTheJump() {
    var berlin = """
        {"timezone": "Europe/Berlin", "calendar": "none", "sessions": [{"open": "02:30", "close": "%s"}]}""";
    var day = one(berlin.formatted("05:00")).taking(at("2026-03-28T23:00:00Z"));
    assertThat(day.opens()).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(day.closes()).isEqualTo("2026-03-29T03:00:00Z");
    assertThat(one(berlin.formatted("02:45")).taking(at("2026-03-28T23:00:00Z")).date()).as("a session that lies in the gap does not take place").isEqualTo("2026-03-30");
  }

  @Test void aLocalTimeThatIsRepeatedIsTheFirstOfTheTwo() {
    var berlin = one("""
        {"timezone": "Europe/Berlin", "calendar": "none", "sessions": [{"open": "01:00", "close": "02:30"}]}""");
    var window = berlin.taking(at("2026-10-24T23:00:00Z"));
    assertThat(window.closes()).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(berlin.isOpen(at("2026-10-25T01:15:00Z"))).as("02:15 the second time").isFalse();
  }

  @Test void everyHourHasItsReleaseOnTheDaysWith23And25() {
    var hourly = one("{\"timezone\": \"America/New_York\", \"calendar\": \"none\", \"frequency\": \"hourly\", \"cutoff_hour\": 23}");
    assertThat(hourly.between(at("2026-03-08T05:00:00Z"), at("2026-03-09T04:00:00Z"))).hasSize(23);
    assertThat(hourly.between(at("2026-11-01T04:00:00Z"), at("2026-11-02T05:00:00Z"))).hasSize(25);
  }

  // ── what is refused ────────────────────────────────────────────────────────────────────────────────────

  @Test void aWrongFileIsRefusedWithThePlaceAndTheRemedy() {
    assertThatThrownBy(() -> one("{\"frequency\":\"hourly\",\"timezone\":\"America/Sao_Paulo\"}")).isInstanceOf(WrongCalendar.class).hasMessage("settlement_windows.it: needs a whole number \"cutoff_hour\"");
    assertThatThrownBy(() -> one("{\"frequency\":\"3_per_day\",\"times\":[\"09:00\"],\"timezone\":\"America/Sao_Paulo\"}")).hasMessageContaining("frequency is 3_per_day, and there are 1 times");
    assertThatThrownBy(() -> one("{\"times\":[\"09:00\"],\"timezone\":\"UTC\"}")).hasMessageContaining("no calendar belongs to the zone UTC; name one");
    assertThatThrownBy(() -> one("{\"times\":[\"09:00\"],\"timezone\":\"Mars/Base\"}")).hasMessageContaining("Mars/Base");
    assertThatThrownBy(() -> one("{\"times\":[\"9\"],\"timezone\":\"Europe/London\"}")).isInstanceOf(WrongCalendar.class);
    assertThatThrownBy(() -> one("{\"times\":[\"09:00\"],\"timezone\":\"Europe/London\",\"cutof\":1}")).hasMessageContaining("there is no field cutof");
    assertThatThrownBy(() -> one("{\"timezone\":\"Europe/London\",\"sessions\":[{\"open\":\"09:00\",\"close\":\"12:00\"},{\"open\":\"11:00\",\"close\":\"13:00\"}]}")).hasMessageContaining("runs into");
    assertThatThrownBy(() -> read("INSERT INTO settlement_windows (currency, window_start, window_end) VALUES ('JPY', '09:00', '17:00');")).hasMessageContaining("the row has no zone");
    assertThatThrownBy(() -> read("{\"a\":")).isInstanceOf(WrongCalendar.class);
  }

  @Test void rowsMayBeCsvHaveSeveralSessionsAndDaysOfTheirOwn() {
    var eur = read("currency,window_start,window_end,days_of_week,is_active\nEUR,13:00,16:00,\"{1,2}\",true\nEUR,08:00,12:00,\"{1,2}\",true\nEUR,17:00,18:00,\"{1,2}\",false\n").getFirst();
    assertThat(eur.between(at("2026-11-23T00:00:00Z"), at("2026-11-30T00:00:00Z"))).hasSize(4);
    var sql = read("insert into settlement_windows (currency, window_start, window_end, days_of_week) values ('EUR','08:00','12:00',ARRAY[3]), ('GBP','08:00','12:00','{4}');");
    assertThat(sql).hasSize(2);
    assertThat(sql.getFirst().taking(at("2026-11-23T00:00:00Z")).date()).isEqualTo("2026-11-25");
  }
}
