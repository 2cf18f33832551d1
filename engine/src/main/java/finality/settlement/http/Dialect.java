package finality.settlement.http;

import finality.settlement.State;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** In whose words a path speaks. The handlers are the same. */
enum Dialect {
  OURS("/v1/settlements"),
  SOURCE("/api/treasury/settlement");

  final String path;

  Dialect(String path) { this.path = path; }

  static Dialect of(String path) { return path.startsWith(SOURCE.path) ? SOURCE : OURS; }

  /** The source's four states. */
  static String status(State state) {
    return switch (state) {
      case PENDING, HELD, QUEUED, LOCKED -> "pending";
      case SENDING, SENT, IN_DOUBT, IN_REVIEW -> "sent";
      case SETTLED -> "confirmed";
      case FAILED, CANCELLED, REVERSED -> "failed";
    };
  }

  /** @throws IllegalArgumentException naming the words there are */
  static Set<State> states(String status) {
    var states = EnumSet.noneOf(State.class);
    Arrays.stream(State.values()).filter(state -> status(state).equals(status)).forEach(states::add);
    if (states.isEmpty()) throw new IllegalArgumentException("\"" + status + "\" is not a status; they are pending, sent, confirmed, failed");
    return states;
  }
}
