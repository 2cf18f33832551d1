package finality.rail;

import org.jspecify.annotations.Nullable;

/**
 * How a connection is doing now, by what its last calls met. For metrics, for the choice of a connection, and for how
 * much work is worth claiming; it proves nothing about any order.
 *
 * @param inFlight orders under way
 * @param room orders that could start at once
 * @param cause why it is not {@code UP}, for a person; no secrets
 */
public record Health(State state, int inFlight, int room, @Nullable String cause) {

  public enum State {
    UP,
    /** Its calls failed in a row; sends are refused as unsent until a single one has tried it again. */
    DOWN,
    /** It has never been reachable as configured: its credentials are not there yet. */
    NOT_READY
  }

  public boolean up() { return state == State.UP; }
}
