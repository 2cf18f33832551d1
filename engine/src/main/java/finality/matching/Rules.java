package finality.matching;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * How two sides are compared.
 *
 * @param tolerances for passes by reference; none covers what another covers
 * @param alert breaks from this amount on are one step more severe
 * @param old breaks older than this, in business days, are one step more severe
 * @param inTransit an item of the books that is missing for at most this many business days may still be on its way
 */
public record Rules(List<Pass> passes, List<Tolerance> tolerances, List<Fee> fees, BigDecimal alert, int old, int inTransit) {

  /** @throws IllegalArgumentException when two tolerances, or two fees of one name, cover the same items */
  public Rules {
    passes = List.copyOf(passes);
    tolerances = List.copyOf(tolerances);
    fees = List.copyOf(fees);
    if (passes.isEmpty()) throw new IllegalArgumentException("no pass is named");
    refuseOverlaps("tolerances", tolerances, Tolerance::scope, (a, b) -> true);
    refuseOverlaps("fees", fees, Fee::scope, (a, b) -> a.name().equals(b.name()));
  }

  /** Exact amounts, no fees. */
  public static Rules standard() { return new Rules(passes(new Window(1, 3)), List.of(), List.of(), new BigDecimal("1000.00"), 5, 2); }

  /** The order of the trade: what is certain first. */
  public static List<Pass> passes(Window window) {
    return List.of(new Pass.Reference(Pass.Link.OWN, false), new Pass.Reference(Pass.Link.OWN, true), new Pass.Reference(Pass.Link.BANK, false), new Pass.Reference(Pass.Link.BANK, true),
        new Pass.Reference(Pass.Link.OWN_LETTERS_AND_DIGITS, false), new Pass.Reference(Pass.Link.OWN_IN_TEXT, false), new Pass.Reference(Pass.Link.OWN_IN_TEXT, true), new Pass.Batch(),
        new Pass.Split(true, true, window, 0, 24, 24), new Pass.Split(false, true, window, 0, 24, 24),
        new Pass.Party(window, 80, 15), new Pass.Split(true, false, window, 85, 8, 16), new Pass.Split(false, false, window, 85, 8, 16), new Pass.Amount(window));
  }

  public Rules with(List<Tolerance> newTolerances, List<Fee> newFees) { return new Rules(passes, newTolerances, newFees, alert, old, inTransit); }

  private static <T> void refuseOverlaps(String what, List<T> rules, Function<T, Scope> scope, BiPredicate<T, T> rivals) {
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        var one = scope.apply(rules.get(i));
        var other = scope.apply(rules.get(j));
        if (rivals.test(rules.get(i), rules.get(j)) && one.overlaps(other)) throw new IllegalArgumentException(what + " " + (i + 1) + " (" + one + ") and " + (j + 1) + " (" + other + ") overlap: which one holds must be certain");
      }
    }
  }
}
