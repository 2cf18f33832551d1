package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.database.WrongConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What an operator may write, and what is said about the rest. */
class SettlementConfigurationTest {
  private static final Clock CLOCK = Clock.systemUTC();


  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "FINALITY_BATCH_SIZE       | 0       | a whole number from 1 to 10000",
      "FINALITY_BATCH_SIZE       | 10001   | a whole number from 1 to 10000",
      "FINALITY_BATCH_SIZE       | many    | a whole number from 1 to 10000",
      "FINALITY_WORKERS          | 17      | a whole number from 1 to 16",
      "FINALITY_WORKERS          | -1      | a whole number from 1 to 16",
      "FINALITY_WORKERS          | ''      | a whole number from 1 to 16",
      "FINALITY_MAX_RETRIES      | 51      | a whole number from 1 to 50",
      "FINALITY_POLL_INTERVAL_MS | 1s      | a whole number from 1 to 600000",
      "FINALITY_POLL_INTERVAL_MS | 99999999999999999999 | a whole number from 1 to 600000",
      "FINALITY_ROLE             | both    | all, api or worker",
      "FINALITY_ROLE             | Worker  | all, api or worker"})
  void aWrongSettingIsNamedWithWhatItHoldsAndWhatItMayHold(String name, String value, String expected) {
    assertThatThrownBy(() -> settings(Map.of(name, value))).isInstanceOf(WrongConfiguration.class).hasMessage("%s is %s, expected %s.", name, value, expected);
  }

  @Test void whatIsAllowedIsTaken() {
    assertThat(settings(Map.of())).isEqualTo(new SettlementEngine.Settings(4_000, Duration.ofSeconds(1), 5, 2, true, CLOCK, ""));
    assertThat(settings(Map.of("FINALITY_BATCH_SIZE", " 1 ", "FINALITY_WORKERS", "16", "FINALITY_MAX_RETRIES", "50", "FINALITY_POLL_INTERVAL_MS", "20", "FINALITY_ROLE", "api")))
        .isEqualTo(new SettlementEngine.Settings(1, Duration.ofMillis(20), 50, 16, false, CLOCK, ""));
  }

  private static SettlementEngine.Settings settings(Map<String, Object> written) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));   // not the machine's own
    environment.getPropertySources().addFirst(new MapPropertySource("written", written));
    return SettlementConfiguration.settings(environment, CLOCK);
  }
}
