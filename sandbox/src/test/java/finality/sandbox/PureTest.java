package finality.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What needs no bank. */
class PureTest {
  @Test void amountsHaveExactlyTheirCurrencysDecimals() {
    assertThat(Amounts.positive("amount", "0.001", "KWD")).isEqualTo("0.001");
    assertThat(Amounts.positive("amount", "500", "JPY")).isEqualTo("500");
    assertThatThrownBy(() -> Amounts.positive("amount", "500.0", "JPY")).isInstanceOf(Problem.class).hasMessageContaining("exactly 0");
    assertThatThrownBy(() -> Amounts.positive("amount", "NaN", "EUR")).isInstanceOf(Problem.class);
    assertThat(Amounts.smallestUnit("KWD")).isEqualTo("0.001");
  }

  @Test void magicIsAnExactAmount() {
    assertThat(Effect.byMagic(new BigDecimal("13.01"))).contains(Effect.REJECT);
    assertThat(Effect.byMagic(new BigDecimal("1301"))).contains(Effect.REJECT);
    assertThat(Effect.byMagic(new BigDecimal("13.010"))).contains(Effect.REJECT);
    assertThat(Effect.byMagic(new BigDecimal("13.011"))).isEmpty();
    assertThat(Effect.byMagic(new BigDecimal("13.00"))).isEmpty();
    assertThat(Effect.byMagic(new BigDecimal("1301.00"))).isEmpty();
  }

  @Test void theEnvironmentSetsTheMode() {
    var mode = Mode.DEFAULT.with(Map.of("SANDBOX_LATENCY_MS", "500", "SANDBOX_SUCCESS_RATE", "0.95", "SANDBOX_DUPLICATES", "execute", "SANDBOX_ENFORCES_VALID_UNTIL", "false"));
    assertThat(mode).isEqualTo(new Mode(Mode.Duplicates.EXECUTE, false, true, true, Duration.ZERO, Duration.ofMillis(500), new BigDecimal("0.95"), 0));
    assertThat(Mode.DEFAULT.with(Json.of(mode.json()))).isEqualTo(mode);
  }

  @Test void drawsAreEvenAndDependOnEverything() {
    int below = 0;
    for (int i = 0; i < 10_000; i++) if (Draw.billionth(7, "ID" + i, 1) < 200_000_000L) below++;
    assertThat(below).isBetween(1_850, 2_150);
    assertThat(Draw.billionth(1, "A", 1)).isEqualTo(Draw.billionth(1, "A", 1)).isNotEqualTo(Draw.billionth(2, "A", 1)).isNotEqualTo(Draw.billionth(1, "B", 1)).isNotEqualTo(Draw.billionth(1, "A", 2));
  }

  @Test void theRateIsCountedPerSecondAndClient() {
    var limit = new RateLimit();
    var now = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(limit.allows("a", 2, now)).isTrue();
    assertThat(limit.allows("a", 2, now.plusMillis(900))).isTrue();
    assertThat(limit.allows("a", 2, now.plusMillis(999))).isFalse();
    assertThat(limit.allows("b", 2, now)).isTrue();
    assertThat(limit.allows("a", 2, now.plusSeconds(1))).isTrue();
    assertThat(limit.allows("a", 0, now)).isTrue();
  }
}
