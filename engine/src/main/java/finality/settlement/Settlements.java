package finality.settlement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The verbs. Safe for many threads; each returns after its commit.
 * @see Submitted
 */
public interface Settlements {

  /** Stores the request, or answers from what its key made. Waits for the commit it shares with others that came at the same time. @throws Unavailable when the database is away */
  Submitted submit(Request request);

  /** The same for many at once, answered in order: one transaction for up to a batch. */
  List<Submitted> submitAll(List<Request> requests);

  /** Everything for which {@link #submit} would refuse it now, or else for which it would fail by itself: a blocked party, a limit on one payment. Stores nothing. */
  List<Submitted.Problem> validate(Request request);

  /** Withdraws it, or asks its rail to. */
  Done cancel(int tenant, UUID id, String by);

  /** A failed one tries again, with fresh attempts. */
  Done retry(int tenant, UUID id, String by);

  /** Makes it due now: what waits is taken up, what is under way is looked up. Opens no window. */
  Done process(int tenant, UUID id, String by);

  /**
   * Gives back what a settled one paid, or a part of it, as an instruction of its own: held until a second person approves it. Over a
   * rail the bank is asked, and nothing is booked before the money is evidenced to have come back. Empty: there is no such settlement.
   * @param amount {@code null}: all that is left to give back
   */
  Optional<Submitted> reverse(int tenant, UUID id, UUID key, UUID fingerprint, @Nullable BigDecimal amount, String reason, String by);

  /** A person's decision about what is held or in review; takes effect when another approves it. */
  Done propose(int tenant, UUID id, State decision, String reason, String by);

  /** What can be decided about it now. Empty: there is no such settlement. */
  Optional<Decisions> decisions(int tenant, UUID id);

  /** The second person's yes. */
  default Done approve(int tenant, UUID id, String by) { return approve(tenant, id, null, by); }

  /** @param decision what the second person agrees to; may be left out where only one decision was ever proposed */
  Done approve(int tenant, UUID id, @Nullable State decision, String by);

  /** The decisions that people may take about a settlement as it stands; none where it needs nobody. */
  record Decisions(State state, List<State> open) {

    /** For a person who chose another, or none. */
    @Override public String toString() {
      if (open.isEmpty()) return "a settlement that is " + state.word() + " has nothing to decide; only one that is held or in_review has";
      return "a settlement that is " + state.word() + " can be decided as " + String.join(", ", open.stream().map(this::told).toList());
    }

    private String told(State decision) { return decision == State.PENDING ? "pending (it is released)" : decision.word(); }
  }

  /** What a verb did. */
  sealed interface Done {
    /** In effect: the state it has now. */
    record Changed(State state) implements Done {}

    /** Under way: a rail is asked, or a second person. */
    record Accepted(State state, String what) implements Done {}

    /** Not for this state, or not by this person. */
    record Refused(String code, String message) implements Done {}

    record NotFound() implements Done {}
  }

  /** The database does not answer now; nothing was acknowledged, and what was under way may be committed all the same. */
  final class Unavailable extends RuntimeException {
    public Unavailable(@Nullable Throwable cause) { super("the database is not available", cause); }
  }
}
