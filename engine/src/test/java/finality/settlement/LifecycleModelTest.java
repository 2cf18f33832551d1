package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every interleaving, in every bounded world of {@link Settings}, of crashes, frozen workers, lost, late, doubled and contradictory
 * answers. Decision 0003 says what is proven and within which bounds; a failure prints a shortest trace.
 */
class LifecycleModelTest {
  private static long states;
  private static long moves;
  private static long nanos;

  static List<Setting> honest() { return Settings.honest(); }

  static List<Setting> flawed() { return Settings.flawed(); }

  static List<Setting> deep() { return Settings.deep(); }

  @ParameterizedTest(name = "{0}") @MethodSource("honest")
  void never_pays_twice_frees_money_in_doubt_or_stops_without_a_person(Setting setting) { holds(setting); }

  @ParameterizedTest(name = "{0}") @MethodSource("flawed")
  void a_bank_that_contradicts_itself_is_never_sent_again_what_it_executed_and_a_person_is_told(Setting setting) { holds(setting); }

  @ParameterizedTest(name = "{0}") @MethodSource("deep") @EnabledIfSystemProperty(named = "model.deep", matches = "true",
      disabledReason = "minutes: -Dmodel.deep=true")
  void holds_in_larger_worlds_too(Setting setting) { holds(setting); }

  private static void holds(Setting setting) {
    long start = System.nanoTime();
    var result = ModelCheck.run(new Guards(), setting);
    long took = System.nanoTime() - start;
    states += result.states();
    moves += result.moves();
    nanos += took;
    System.out.printf("%-70s %,9d states %,10d moves %,6d ms%n", setting, result.states(), result.moves(), took / 1_000_000);
    assertThat(result.violation()).as(() -> "" + result.violation()).isNull();
  }

  @AfterAll static void sum() { System.out.printf("model check: %,d states, %,d moves, %.1f s%n", states, moves, nanos / 1e9); }
}
