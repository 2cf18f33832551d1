package finality.settlement;

import static finality.settlement.State.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of the design's section 3, as data, and what must be true of every single step. */
final class Steps {

  private static final Map<State, Set<State>> MAY_BECOME = new EnumMap<>(Map.ofEntries(
      Map.entry(PENDING, EnumSet.of(HELD, QUEUED, LOCKED, FAILED, CANCELLED, SETTLED)),
      Map.entry(HELD, EnumSet.of(PENDING, FAILED, CANCELLED)),
      Map.entry(QUEUED, EnumSet.of(PENDING, CANCELLED, FAILED)),
      Map.entry(LOCKED, EnumSet.of(SENDING, PENDING, CANCELLED, FAILED)),
      Map.entry(SENDING, EnumSet.of(SENT, SETTLED, IN_DOUBT, LOCKED, FAILED)),
      Map.entry(SENT, EnumSet.of(SETTLED, IN_DOUBT, CANCELLED, LOCKED, FAILED)),
      Map.entry(IN_DOUBT, EnumSet.of(SENT, SETTLED, CANCELLED, IN_REVIEW, LOCKED, FAILED)),
      Map.entry(IN_REVIEW, EnumSet.of(SETTLED, FAILED, LOCKED, IN_DOUBT)),
      Map.entry(SETTLED, EnumSet.of(REVERSED, IN_REVIEW)),
      Map.entry(FAILED, EnumSet.of(PENDING, IN_REVIEW)),
      Map.entry(CANCELLED, EnumSet.of(IN_REVIEW)),
      Map.entry(REVERSED, EnumSet.of(IN_REVIEW))));

  private Steps() {}

  /** Any state may become {@code in_review} by a contradiction; the rest is the table. */
  static boolean allowed(State from, State to) { return from == to || to == IN_REVIEW || MAY_BECOME.get(from).contains(to); }

  static boolean fits(State state, Funds funds) {
    return switch (state) {
      case PENDING, HELD, QUEUED, FAILED, CANCELLED -> funds == Funds.FREE;
      case LOCKED -> funds == Funds.HELD;
      case SENDING, SENT, IN_DOUBT -> funds == Funds.TRANSIT;
      case SETTLED, REVERSED -> funds == Funds.PAID;
      case IN_REVIEW -> true;
    };
  }

  /** What is wrong with a step, whatever led to it. */
  static @Nullable String fault(Life before, Step step) {
    var from = before.state();
    for (var to : step.path()) {
      if (!allowed(from, to)) return "the table does not allow " + from.word() + " to " + to.word();
      from = to;
    }
    var after = step.life();
    if (from != after.state()) return "the path ends in " + from.word() + ", the life in " + after.state().word();
    if (!fits(after.state(), after.funds())) return after.state().word() + " with funds " + after.funds();
    boolean alarming = after.state() == IN_REVIEW && before.state() != IN_REVIEW;
    if (alarming && !step.alarm()) return "in review, and nobody was told";
    if (step.due().equals(Lifecycle.NEVER) && !after.state().ended() && after.state() != IN_REVIEW
        && after.state() != HELD) return "nobody will ever look at it again: due never in " + after.state().word();
    if (step.due().equals(Lifecycle.KEEP)
        && (after.state() != SENDING || before.state() != SENDING)) return "due is kept although it is not the lease of a sender";
    return null;
  }
}
