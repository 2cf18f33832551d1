package finality.calendar;

import java.time.Instant;
import java.util.List;

/**
 * When an instruction can leave, and is expected to be settled.
 *
 * @param earliest when it leaves
 * @param expected {@code earliest} and the time the rail usually takes
 * @param binding what to change to be earlier: the last constraint that is not merely the opening that every day has
 * @param constraints all that kept it, in order of time
 */
public record Settlement(Instant earliest, Instant expected, Window window, Constraint binding, List<Constraint> constraints) {
  public Settlement { constraints = List.copyOf(constraints); }
}
