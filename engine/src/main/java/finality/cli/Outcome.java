package finality.cli;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a line.
 *
 * @param id the settlement's, once acknowledged
 * @param state as the API says it; {@code null} before that
 * @param why for people
 * @param replayed an earlier run had sent it; not: an earlier attempt of this one
 * @param createdAt of the settlement, by the engine's clock
 */
record Outcome(Standing standing, @Nullable String id, @Nullable String state, @Nullable String why, boolean replayed, @Nullable Instant createdAt) {
  private static final Set<String> FAILED = Set.of("failed", "cancelled", "reversed");

  enum Standing {
    SETTLED("settled"),
    /** Ended otherwise: nothing was paid, or all of it came back. */
    FAILED("failed"),
    /** The engine did not take it. */
    REFUSED("refused"),
    /** Its form is wrong; it was not sent. */
    UNREADABLE("unreadable"),
    /** Acknowledged and not ended. */
    OPEN("open"),
    /** Sent, perhaps stored, never acknowledged. */
    UNKNOWN("unknown"),
    UNSENT("not sent");

    final String word;

    Standing(String word) { this.word = word; }
  }

  static final Outcome UNSENT = new Outcome(Standing.UNSENT, null, null, null, false, null);

  static Outcome unreadable(String why) { return new Outcome(Standing.UNREADABLE, null, null, why, false, null); }

  static Outcome unknown(String why) { return new Outcome(Standing.UNKNOWN, null, null, why, false, null); }

  static Outcome refused(String why) { return new Outcome(Standing.REFUSED, null, null, why, false, null); }

  static Outcome acknowledged(String id, String state, @Nullable String cause, boolean replayed, Instant createdAt) {
    return new Outcome(standing(state), id, state, cause, replayed, createdAt);
  }

  /** The same settlement, seen later. */
  Outcome now(String state, @Nullable String cause) { return new Outcome(standing(state), id, state, cause, replayed, createdAt); }

  private static Standing standing(String state) {
    return state.equals("settled") ? Standing.SETTLED : FAILED.contains(state) ? Standing.FAILED : Standing.OPEN;
  }

  /** Its state where it has one. */
  String word() { return state == null ? standing.word : state; }
}
