package finality.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what is known to belong together. */
class QualityTest {
  private static final LocalDate END = LocalDate.of(2026, 12, 4);

  private static Comparison compare(Known known) { return Matching.compare(known.books, known.statement, Rules.standard().with(List.of(), List.of(Known.FEE)), BusinessDays.WEEKDAYS, END); }

  @ParameterizedTest @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void withReferencesEverythingIsFoundAndNothingElse(long seed) {
    var known = new Known(seed, 5_000, true);
    assertThat(known.quality(compare(known))).as("seed %d", seed).isEqualTo(new Known.Quality(10_000, 10_000));
  }

  @ParameterizedTest @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void withoutReferencesNinetyNineInAHundredAreRightAndThreeInFourAreFound(long seed) {
    for (int events : new int[] {200, 2_000, 5_000}) {
      var known = new Known(seed, events, false);
      var quality = known.quality(compare(known));
      System.out.println("without references, seed " + seed + ", " + events + " events: " + quality);
      assertThat(quality.precision()).as("precision, seed %d, %d events", seed, events).isGreaterThanOrEqualTo(9_900);
      assertThat(quality.recall()).as("recall, seed %d, %d events", seed, events).isGreaterThanOrEqualTo(7_500);
    }
  }
}
