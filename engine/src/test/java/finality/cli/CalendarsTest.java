package finality.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarsTest {
  private static Ran calendar(String... arguments) { return Ran.of((out, err) -> new Calendars(out, err).run(arguments)); }

  @Test void aValueDateComesFirstAndThenWhyItIsNotSooner() {
    assertThat(calendar("value-date", "EUR/USD", "2026-04-02", "T+2").out()).startsWith("2026-04-08\n").contains("2026-04-03 Fri  Good Friday (TARGET)");
    assertThat(calendar("value-date", "EUR/USD", "2026-11-10", "spot", "--json").out()).startsWith("{\"value_date\":\"2026-11-12\"");
    assertThat(calendar("value-date", "gbp", "2026-12-24", "t+1").out()).startsWith("2026-12-29\n");
  }

  @Test void whatIsNotKnownIsNotAnswered() {
    assertThat(calendar("value-date", "USD/AED", "2026-11-21", "T+2").out()).startsWith("2026-11-24\n");
    assertThat(calendar("value-date", "USD/AED", "2026-11-27", "T+2")).satisfies(s -> {
      assertThat(s.code()).isEqualTo(1);
      assertThat(s.out()).isEmpty();
      assertThat(s.err()).contains("Whether AE is open on 2026-11-30 is not known: Eid Al Etihad (National Day) is expected from 2026-12-02 to 2026-12-03 and is not announced");
    });
    assertThat(calendar("holidays", "IN", "2030").code()).isEqualTo(1);
    assertThat(calendar("value-date", "USD/XXX", "2026-11-20", "T+2").code()).isEqualTo(65);
  }

  @Test void holidaysAreListedByWeekday() {
    assertThat(calendar("holidays", "BR", "2027").out().lines().map(l -> l.substring(0, 14))).containsExactly("2027-01-01 Fri", "2027-02-08 Mon", "2027-02-09 Tue", "2027-03-26 Fri", "2027-04-21 Wed",
        "2027-05-27 Thu", "2027-09-07 Tue", "2027-10-12 Tue", "2027-11-02 Tue", "2027-11-15 Mon");
    assertThat(calendar("holidays", "BR", "2027", "--all", "--json").out().lines()).hasSize(13).allMatch(l -> l.startsWith("{\"date\":\"2027-"));
    assertThat(calendar("holidays").out().lines()).hasSize(7).anyMatch(l -> l.startsWith("AE       AED  2024 to 2025, not all announced to 2030"));
  }

  @Test void whatIsExpectedAndNotAnnouncedIsListedAsSuch() {
    assertThat(calendar("holidays", "AE", "2026").out().lines()).containsSubsequence("2026-01-01 Thu  New Year's Day", "2026-03-20 Fri  Eid Al Fitr",
        "not announced   2026-12-02 to 2026-12-03  Eid Al Etihad (National Day) as expected; undecided are the weekdays 2026-11-30 to 2026-12-04").hasSize(9);
    assertThat(calendar("holidays", "AE", "2027", "--json").out().lines()).allMatch(l -> l.startsWith("{\"expected\":\"20")).anyMatch(l -> l.startsWith(
        "{\"expected\":\"2027-03-09\",\"until\":\"2027-03-11\",\"name\":\"Eid Al Fitr\",\"undecided\":{\"from\":\"2027-03-08\",\"until\":\"2027-03-12\"},\"source\":\"Cabinet resolution 27 of 2024"));
  }

  @Test void windowsOfAFileAreListed() {
    var windows = calendar("windows", "../samples/windows.json", "--from", "2026-11-23", "--to", "2026-11-24");
    assertThat(windows.code()).isZero();
    assertThat(windows.out().lines()).hasSize(1 + 18 + 4);
    assertThat(calendar("windows", "../samples/windows.sql", "--from", "2026-11-23T00:00:00Z", "--to=2026-11-24T00:00:00Z", "--name", "USD", "--json").out()).isEqualTo(
        "{\"schedule\":\"USD\",\"date\":\"2026-11-23\",\"opens\":\"2026-11-23T14:00:00Z\",\"takes_until\":\"2026-11-23T22:00:00Z\",\"cut_off\":\"2026-11-23T22:00:00Z\",\"closes\":\"2026-11-23T22:00:00Z\"}\n");
    assertThat(calendar("next", "../samples/windows.sql", "--name", "EUR", "--at", "2026-12-24T17:00:00+01:00").out()).contains("leaves 2026-12-28 08:00:00+00:00").contains("  > closed day     2026-12-27 00:00:00+00:00  until 2026-12-28 00:00:00+00:00  2026-12-27: weekend (TARGET)");
  }

  @Test void theCutOffIsTheFilesAndTheLeadIsTakenOffBeside(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("w.json"), "{\"settlement_windows\":{\"fed\":{\"timezone\":\"America/New_York\",\"lead\":\"PT10M\",\"sessions\":[{\"opens\":\"day_before\",\"open\":\"21:00\",\"cut_off\":\"18:45\",\"close\":\"19:00\"}]}}}").toString();
    var lines = calendar("windows", file, "--from", "2026-11-25", "--to", "2026-11-25T23:30:00Z").out().lines().toList();
    assertThat(lines.get(1).indexOf("2026-11-25 18:35:00")).isPositive().isEqualTo(lines.getFirst().indexOf("takes until"));
    assertThat(lines.get(1).indexOf("2026-11-25 18:45:00")).isPositive().isEqualTo(lines.getFirst().indexOf("cut-off"));
    assertThat(calendar("windows", file, "--from", "2026-11-25", "--to", "2026-11-25T23:30:00Z", "--json").out()).contains("\"takes_until\":\"2026-11-25T23:35:00Z\",\"cut_off\":\"2026-11-25T23:45:00Z\"");
    assertThat(calendar("next", file, "--at", "2026-11-25T23:40:00Z").out()).contains("lead time      2026-11-25 18:35:00-05:00  until 2026-11-25 18:45:00-05:00  less than PT10M before the cut-off");
    assertThat(calendar("open", file, "--at", "2026-11-25T20:00:00Z").out()).contains("open until 2026-11-25 18:35:00");
    assertThat(calendar("next", file, "--at", "2026-11-25T03:00:00Z", "--date", "2026-11-25").out()).contains("leaves 2026-11-24 22:00:00-05:00").contains("window of 2026-11-25");
  }

  @Test void whatCanBeAnsweredIsWhenOneCalendarIsNotKnown() {
    var windows = calendar("windows", "../samples/windows.sql", "--from", "2026-12-01", "--to", "2026-12-02");
    assertThat(windows.code()).isEqualTo(1);
    assertThat(windows.out().lines().map(l -> l.substring(0, 3))).containsExactly("sch", "USD", "EUR", "GBP", "INR");
    assertThat(windows.err()).startsWith("calendar: AED: Whether AE is open on 2026-12-01 is not known").hasLineCount(1);
    var next = calendar("next", "../samples/windows.sql", "--at", "2026-12-01T00:00:00Z", "--json");
    assertThat(next.code()).isEqualTo(1);
    assertThat(next.out().lines()).hasSize(4);
    assertThat(calendar("windows", "../samples/windows.sql", "--name", "AED", "--from", "2026-12-01", "--to", "2026-12-02").out()).isEmpty();
    var thisWeek = calendar("windows", "../samples/windows.sql", "--from", "2026-11-23", "--to", "2026-11-28");
    assertThat(thisWeek.code()).isZero();
    assertThat(thisWeek.out().lines().filter(l -> l.startsWith("AED"))).hasSize(5);
  }

  @Test void aSpanThatEndsBeforeItBeginsIsWrongUsage() {
    for (var to : new String[] {"2026-11-23", "2026-11-22"}) assertThat(calendar("windows", "../samples/windows.json", "--from", "2026-11-23", "--to", to)).satisfies(s -> {
      assertThat(s.code()).isEqualTo(64);
      assertThat(s.out()).isEmpty();
      assertThat(s.err()).contains("is not before --to");
    });
  }

  @Test void whatIsKnownOfASpanComesBeforeWhatIsNot() {
    var windows = calendar("windows", "../samples/windows.sql", "--name", "INR", "--from", "2026-12-29", "--to", "2027-02-01", "--json");
    assertThat(windows.code()).isEqualTo(1);
    assertThat(windows.out().lines().map(l -> l.substring(26, 36))).containsExactly("2026-12-29", "2026-12-30", "2026-12-31");
    assertThat(windows.err()).contains("INR: The calendar IN is known from 2024 to 2026");
    var dirhams = calendar("windows", "../samples/windows.sql", "--name", "AED", "--from", "2026-11-27", "--to", "2026-12-08", "--json");
    assertThat(dirhams.code()).isEqualTo(1);
    assertThat(dirhams.out().lines().map(l -> l.substring(26, 36))).containsExactly("2026-11-27", "2026-12-07");
    assertThat(dirhams.err()).contains("Whether AE is open on 2026-11-30 is not known").hasLineCount(1);
  }

  @Test void aWindowThatNeverOpensIsTold(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("w.json"), "{\"settlement_windows\":{\"sat\":{\"times\":[\"09:00\"],\"days\":[\"SAT\"],\"timezone\":\"UTC\",\"calendar\":\"TARGET\"},\"fri\":{\"times\":[\"09:00\"],\"days\":[\"FRI\"],\"timezone\":\"UTC\",\"calendar\":\"TARGET\"}}}");
    assertThat(calendar("windows", file.toString(), "--from", "2026-11-23", "--to", "2026-11-30").err()).startsWith("calendar: sat never opens: none of its days (Sat)").hasLineCount(1);
  }

  @Test void whetherItIsOpenIsSaidWithUntilWhen() {
    var monday = "2026-11-23T15:00:00Z";
    assertThat(calendar("open", "../samples/windows.sql", "--name", "USD", "--at", monday).out()).isEqualTo("USD          open until 2026-11-23 22:00:00+00:00, window of 2026-11-23\n");
    assertThat(calendar("open", "../samples/windows.sql", "--name", "USD", "--at", "2026-11-20T22:00:00Z").out()).isEqualTo("USD          closed until 2026-11-23 14:00:00+00:00, window of 2026-11-23\n");
    assertThat(calendar("open", "../samples/windows.json", "--name", "spei", "--at", monday).out()).isEqualTo("spei         closed until 2026-11-23 12:00:00-06:00, the next release, window of 2026-11-23\n");
    assertThat(calendar("open", "../samples/windows.sql", "--name", "USD", "--at", monday, "--json").out()).isEqualTo("{\"schedule\":\"USD\",\"open\":true,\"until\":\"2026-11-23T22:00:00Z\",\"window\":\"2026-11-23\",\"release\":false}\n");
    assertThat(calendar("open", "../samples/windows.sql").code()).isEqualTo(64);
  }

  @Test void aPairHasTwoCurrencies() {
    assertThat(calendar("value-date", "EUR/EUR", "2026-04-02", "T+2")).satisfies(s -> assertThat(s.code()).isEqualTo(64)).satisfies(s -> assertThat(s.err()).contains("A pair has two currencies; EUR/EUR is one"));
  }

  @Test void aFileIsCalledAFile(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("w.json"), "{\"settlement_windows\":");
    assertThat(calendar("windows", file.toString(), "--from", "2026-11-23", "--to", "2026-11-30").err()).contains("w.json: the file is not JSON").doesNotContain("body");
  }

  @Test void aWrongListIsToldWithItsFile(@TempDir Path directory) throws Exception {
    var list = Files.writeString(directory.resolve("ae.centre"), "centre AE\nfrom 2026\n");
    assertThat(calendar("holidays", "--centre", list.toString())).satisfies(s -> assertThat(s.code()).isEqualTo(65)).satisfies(s -> assertThat(s.err()).contains("ae.centre: line 2: \"from\" is not one of"));
  }

  @Test void wrongUsageSaysWhatIsExpected(@TempDir Path directory) throws Exception {
    for (var wrong : new String[][] {{}, {"dates"}, {"value-date", "EUR/USD"}, {"value-date", "EURUSD", "2026-04-02", "T+2"}, {"value-date", "EUR/USD", "02.04.2026", "T+2"}, {"value-date", "EUR/USD", "2026-04-02", "T2"},
        {"holidays", "BR"}, {"holidays", "BR", "2027", "--from", "1"}, {"windows", "x"}}) {
      assertThat(calendar(wrong)).as(String.join(" ", wrong)).satisfies(s -> assertThat(s.code()).isEqualTo(64)).satisfies(s -> assertThat(s.err()).isNotBlank());
    }
    assertThat(calendar("windows", "nowhere.json", "--from", "2026-11-23", "--to", "2026-11-24").code()).isEqualTo(65);
    var file = Files.writeString(directory.resolve("w.json"), "{\"settlement_windows\":{\"a\":{\"frequency\":\"weekly\",\"timezone\":\"Europe/London\"}}}");
    assertThat(calendar("windows", file.toString(), "--from", "2026-11-23", "--to", "2026-11-24")).satisfies(s -> assertThat(s.code()).isEqualTo(65)).satisfies(s -> assertThat(s.err()).contains("expected hourly, daily, times"));
    assertThat(calendar("--help").code()).isZero();
  }
}
