package finality.settlement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an instruction stands. What may follow what is decided by {@link Lifecycle} alone. */
public enum State {
  /** Stored and keyed, not yet funded. */
  PENDING(1, null),
  /** Waits for a person to approve it. */
  HELD(2, null),
  /** Waits for a date, a window, or liquidity on the nostro. */
  QUEUED(3, null),
  /** Funds held; also where an attempt that provably did not execute waits for its next try. */
  LOCKED(4, "funds_locked"),
  /** Intent durable and money in transit; the call may be under way. */
  SENDING(5, "transfer_initiated"),
  /** The rail has it and has not finished. */
  SENT(6, null),
  /** Answer lost, late or contradictory: looked up, and the money stays where it is. */
  IN_DOUBT(7, null),
  /** A person must decide; four eyes. */
  IN_REVIEW(8, null),
  /** Final at its rail and posted. */
  SETTLED(9, "settlement_finalized"),
  /** Nothing moved, everything released. */
  FAILED(10, null),
  /** Withdrawn. */
  CANCELLED(11, null),
  /** The whole amount came back. */
  REVERSED(12, null);

  private static final State[] BY_CODE = new State[13];

  static {
    for (var state : values()) BY_CODE[state.code] = state;
  }

  /** How the database writes it; never reused. */
  final byte code;
  /** The checkpoint that is durable when this state is reached, in the words of the source. */
  final @Nullable String checkpoint;

  State(int code, @Nullable String checkpoint) {
    this.code = (byte) code;
    this.checkpoint = checkpoint;
  }

  static State of(int code) { return BY_CODE[code]; }

  /** No longer in the work queue. */
  public boolean ended() { return this == SETTLED || this == FAILED || this == CANCELLED || this == REVERSED; }

  /** The rail may have it, and nobody here knows the end yet. */
  public boolean underWay() { return this == SENDING || this == SENT || this == IN_DOUBT; }

  /** As the API says it: {@code in_doubt}. */
  public String word() { return name().toLowerCase(Locale.ROOT); }

  public static Optional<State> find(String word) { return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst(); }

  /** @throws IllegalArgumentException naming the words there are */
  public static State parse(String word) {
    return find(word).orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is not a state; the states are "
        + String.join(", ", Arrays.stream(values()).map(State::word).toList())));
  }
}
