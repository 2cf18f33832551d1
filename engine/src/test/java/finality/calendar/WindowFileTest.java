package finality.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Files as people and programs export them. */
class WindowFileTest {
  private static final String BOM = "\uFEFF";
  private static final String HEADER = "currency,window_start,window_end,days_of_week,is_active,cut_off,timezone,calendar\n";

  private static List<Schedule> read(String text) { return WindowFile.read(text, Centres.builtIn()); }

  private static Schedule one(String json) { return read("{\"settlement_windows\":{\"it\":" + json + "}}").getFirst(); }

  @Test void aRowIsActiveHoweverItsBooleanIsWritten() {
    for (var active : List.of("t", "1", "yes", "y", "true", "TRUE", "", "on")) assertThat(read(HEADER + "USD,14:00,22:00,," + active + ",,,\n")).as(active).hasSize(1);
    for (var inactive : List.of("f", "0", "no", "n", "False", "off"))
      assertThat(read(HEADER + "USD,14:00,22:00,," + inactive + ",,,\nEUR,08:00,16:00,,t,,,\n")).as(inactive).singleElement().satisfies(s -> assertThat(s.name()).isEqualTo("EUR"));
    assertThatThrownBy(() -> read(HEADER + "EUR,08:00,16:00,,,,,\nUSD,14:00,22:00,,ja,,,\n")).isInstanceOf(WrongCalendar.class).hasMessage("line 3: is_active is \"ja\", expected true or false");
    assertThatThrownBy(() -> read("INSERT INTO settlement_windows (currency, window_start, window_end, is_active) VALUES\n('USD', '14:00', '22:00', 'maybe');")).hasMessageContaining("line 2: is_active");
  }

  @Test void anEmptyFieldIsNoneAndTheNumberOfFieldsMustAgree() {
    var usd = read("# of ours\n" + HEADER + "USD,14:00,22:00,,,,,\n\n").getFirst();
    assertThat(usd.rules().zone().getId()).isEqualTo("UTC");
    assertThat(usd.rules().days()).hasSize(5);
    assertThatThrownBy(() -> read(HEADER + "USD,14:00,22:00\n")).hasMessageContaining("line 2: has 3 values for the 8 columns");
    assertThatThrownBy(() -> read(HEADER + "USD,14:00,22:00,,,,,,,\n")).hasMessageContaining("line 2: has 10 values for the 8 columns");
    assertThatThrownBy(() -> read(HEADER + "USD,,22:00,,,,,\n")).hasMessageContaining("line 2: has no window_start");
  }

  @Test void semicolonsTabsAndQuotesSeparateAsTheyDoElsewhere() {
    for (var separator : List.of(";", "\t")) assertThat(read(HEADER.replace(",", separator) + "USD,14:00,22:00,\"1|2\",,,,\n".replace(",", separator).replace('|', ','))).singleElement().satisfies(s -> assertThat(s.rules().days()).hasSize(2));
    assertThat(read(HEADER + "USD,14:00,22:00,\"{1,3}\",t,,,\nEUR,08:00,16:00,{2},t,,,\nGBP,08:00,16:00,{2,3,4},t,,,\n")).map(s -> s.rules().days().size()).containsExactly(2, 1, 3);
  }

  @Test void aByteOrderMarkIsNoPartOfIt() {
    assertThat(read(BOM + HEADER + "USD,14:00,22:00,,,,,\n")).hasSize(1);
    assertThat(read(BOM + "{\"settlement_windows\":{\"it\":{\"calendar\":\"none\",\"timezone\":\"UTC\",\"times\":[\"09:00\"]}}}")).hasSize(1);
    assertThat(read(BOM + "INSERT INTO settlement_windows (currency, window_start, window_end) VALUES ('USD', '14:00', '22:00');")).hasSize(1);
    assertThat(Centre.parse(BOM + centre("")).code()).isEqualTo("AE");
  }

  @Test void aDayOutsideTheKnownYearsIsRefusedWithItsLine() {
    assertThatThrownBy(() -> Centre.parse(centre("day 2027-01-01 | New Year | bank\n"))).isInstanceOf(WrongCalendar.class).hasMessageContaining("line 9: the day 2027-01-01 is outside the known years 2026-2026");
    assertThatThrownBy(() -> Centre.parse(centre("day 2026-01-01 | New Year | bank\nopen 2025-01-01 | open | bank\n"))).hasMessageContaining("line 10: the day 2025-01-01 is outside");
    assertThatThrownBy(() -> Centre.parse(centre("day 1.1.2026 | New Year | bank\n"))).hasMessage("line 9: \"1.1.2026\" is no date; expected such as 2026-05-28");
  }

  @Test void sessionsMayStandInAnyOrderAndMustNotOverlap() {
    assertThat(one("{\"timezone\":\"UTC\",\"calendar\":\"none\",\"sessions\":[{\"open\":\"13:00\",\"close\":\"17:00\"},{\"open\":\"08:00\",\"close\":\"12:00\"}]}").rules().hours()).isInstanceOfSatisfying(Hours.Sessions.class,
        hours -> assertThat(hours.sessions()).map(s -> s.open().getHour()).containsExactly(8, 13));
    assertThatThrownBy(() -> one("{\"timezone\":\"UTC\",\"calendar\":\"none\",\"sessions\":[{\"open\":\"11:00\",\"close\":\"17:00\"},{\"open\":\"08:00\",\"close\":\"12:00\"}]}")).hasMessageContaining("the session from 08:00 runs into the one from 11:00");
  }

  @Test void aWindowHasSessionsOrReleases() {
    assertThatThrownBy(() -> one("{\"timezone\":\"UTC\",\"calendar\":\"none\",\"frequency\":\"daily\",\"time\":\"09:00\",\"sessions\":[{\"open\":\"08:00\",\"close\":\"12:00\"}]}")).hasMessageContaining("has both sessions and frequency");
    assertThatThrownBy(() -> one("{\"timezone\":\"UTC\",\"calendar\":\"none\",\"times\":[\"9:00\"]}")).hasMessageContaining("\"9:00\"; expected a time such as 09:00");
    assertThatThrownBy(() -> read(HEADER + "USD,9:30,22:00,,,,,\n")).hasMessageContaining("line 2: window_start is \"9:30\"; expected a time such as 09:30");
  }

  private static String centre(String days) {
    return "centre AE\nname ours\ncurrency AED\nzone Asia/Dubai\nweekend SATURDAY SUNDAY\nknown 2026 2026\nversion 2026-11-30\nsource bank a letter\n" + days;
  }
}
