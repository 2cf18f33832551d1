package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.Profile;
import finality.settlement.Setting.Flaw;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that keeps money safe, removed alone, makes the model check fail: none is superfluous, and the check sees what it claims to see. */
class LifecycleMutationTest {

  private static final Setting PROMISES_NOTHING = Setting.of(false, false, false);
  private static final Setting TAKES_ONCE = Setting.of(true, false, false);
  private static final Setting ENFORCES = Setting.of(false, true, false).withAttempts(1);

  /** Without the guard, in this world, this goes wrong. */
  record Mutation(String guard, Guards without, Setting world, String goesWrong) {
    @Override public String toString() { return "without " + guard + ": " + goesWrong; }
  }

  static List<Mutation> guards() {
    return List.of(
        new Mutation("lossIsDoubt", new Guards() { @Override boolean lossIsDoubt() { return false; } }, PROMISES_NOTHING, "(b)"),
        new Mutation("unknownIsDoubt", new Guards() { @Override boolean unknownIsDoubt() { return false; } }, PROMISES_NOTHING, "(b)"),
        new Mutation("unsentProvesOnlyItself", new Guards() { @Override boolean unsentProvesOnlyItself() { return false; } },
            TAKES_ONCE.withRefusals(1), "(b)"),
        new Mutation("declineConcludes", new Guards() { @Override boolean declineConcludes(Life rest) { return true; } }, TAKES_ONCE, "(b)"),
        new Mutation("lookedUpDeclineConcludes", new Guards() { @Override boolean lookedUpDeclineConcludes(Life life, Profile profile,
            Instant asked) { return true; } }, TAKES_ONCE, "(b)"),
        new Mutation("absenceIsProof", new Guards() { @Override boolean absenceIsProof(Life life, Profile profile,
            Instant asked) { return true; } }, ENFORCES, "(b)"),
        new Mutation("neverTaken", new Guards() { @Override boolean neverTaken(Life life) { return true; } },
            ENFORCES.withFlaw(Flaw.FORGETS_WHAT_IT_HAD), "(b)"),
        new Mutation("mustHaveExpired", new Guards() { @Override boolean mustHaveExpired(Life life, Profile profile,
            Instant asked) { return true; } }, ENFORCES, "(b)"),
        new Mutation("maySendAgain", new Guards() { @Override boolean maySendAgain(Life life, Profile profile) { return true; } },
            PROMISES_NOTHING, "(a)"),
        new Mutation("cancelIsProof", new Guards() { @Override boolean cancelIsProof(Profile profile) { return true; } },
            PROMISES_NOTHING.withAttempts(1).withCancels(), "(b)"),
        new Mutation("mayStartAnew", new Guards() { @Override boolean mayStartAnew(Life life) { return true; } }, TAKES_ONCE.withRefusals(1), "(b)"),
        new Mutation("timeFreesNothing", new Guards() { @Override boolean timeFreesNothing() { return false; } }, PROMISES_NOTHING, "(b)"),
        new Mutation("contradictionIsReviewed", new Guards() { @Override boolean contradictionIsReviewed() { return false; } },
            PROMISES_NOTHING.withFlaw(Flaw.EXECUTES_WHAT_IT_DECLINED), "an execution is known"),
        new Mutation("amountMustMatch", new Guards() { @Override boolean amountMustMatch() { return false; } },
            PROMISES_NOTHING.withFlaw(Flaw.EXECUTES_ANOTHER_AMOUNT), "a wrong execution is known"),
        new Mutation("closedIdStaysClosed", new Guards() { @Override boolean closedIdStaysClosed() { return false; } }, PROMISES_NOTHING, "(b)"));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("guards")
  void removing_a_guard_is_seen(Mutation mutation) {
    var violation = ModelCheck.run(mutation.without(), mutation.world()).violation();
    assertThat(violation).as("the guard " + mutation.guard()
        + " can be removed and nothing goes wrong: it is useless, or the model lacks what it guards against").isNotNull();
    assertThat(violation).startsWith(mutation.goesWrong());
  }

  @Test void every_guard_has_its_mutation_and_removes_that_guard_alone() {
    var declared = Arrays.stream(Guards.class.getDeclaredMethods()).filter(m -> !m.isSynthetic()).map(Method::getName).collect(Collectors.toSet());
    assertThat(guards().stream().map(Mutation::guard).toList()).containsExactlyInAnyOrderElementsOf(declared);
    for (var mutation : guards())
      assertThat(mutation.without().getClass().getDeclaredMethods()).as(mutation.guard()).extracting(Method::getName).containsExactly(mutation.guard());
  }

  record Removed(Check check, Setting world, String goesWrong) {
    @Override public String toString() { return "without " + check + ": " + goesWrong; }
  }

  static List<Removed> checks() {
    return List.of(
        new Removed(Check.FENCE, PROMISES_NOTHING, "(b)"),
        new Removed(Check.INTENT_FIRST, PROMISES_NOTHING, "(b)"),
        new Removed(Check.LEASE_ENDS, PROMISES_NOTHING, "(d)"),
        new Removed(Check.VALID_UNTIL, PROMISES_NOTHING, "(b)"));
  }

  @ParameterizedTest(name = "{0}") @MethodSource("checks")
  void removing_a_rule_of_the_pipeline_is_seen(Removed removed) {
    var violation = ModelCheck.run(new Guards(), removed.world(), EnumSet.of(removed.check())).violation();
    assertThat(violation).as("without " + removed.check() + " nothing goes wrong").isNotNull();
    assertThat(violation).startsWith(removed.goesWrong());
  }

  /** A lease saves work. That nobody else takes over while it runs protects no money, so a lease may be short, and a clock may be wrong. */
  @ParameterizedTest(name = "{0}") @MethodSource("withoutLeases")
  void no_money_rests_on_a_lease_keeping_others_away(Setting world) {
    assertThat(ModelCheck.run(new Guards(), world, Set.of(Check.LEASE_HOLDS)).violation()).isNull();
  }

  static List<Setting> withoutLeases() { return List.of(PROMISES_NOTHING, TAKES_ONCE, ENFORCES.withRefusals(1)); }

  @Test void every_rule_of_the_pipeline_is_removed_somewhere() {
    var removed = checks().stream().map(Removed::check).collect(Collectors.toCollection(() -> EnumSet.of(Check.LEASE_HOLDS)));
    assertThat(removed).containsExactlyInAnyOrder(Check.values());
  }
}
