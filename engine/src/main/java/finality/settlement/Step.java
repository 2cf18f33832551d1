package finality.settlement;

import java.time.Instant;
import java.util.List;

/**
 * A decision of the lifecycle: one log row.
 *
 * @param path the states passed, the last one being where it stands now; never empty, and one entry equal to the state before when only knowledge changed
 * @param cause why, in one of the words of {@code docs/words.md}
 * @param due when somebody must look at it next; {@link Lifecycle#NEVER} when only a person or a fact moves it
 * @param alarm a person must be told at once
 */
record Step(Life life, List<State> path, String cause, Instant due, boolean alarm) {}
