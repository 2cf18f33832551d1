package finality.settlement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What became of a request to settle. Everything but {@link Refused} is durable when it is returned. */
public sealed interface Submitted {

  /** Stored under its key, with its state at that commit; {@code at} is the commit's time, its first log row's. */
  record Created(UUID id, State state, int version, String cause, Instant createdAt, Instant at) implements Submitted {}

  /** The key is known, with the same content: the instruction it made. {@code first} is when. */
  record Replayed(UUID id, Instant first) implements Submitted {}

  /** The key is known, with other content; {@code difference} names the first field that differs, as far as it is known. */
  record Conflict(UUID id, String difference) implements Submitted {}

  /** Not stored: every reason at once. */
  record Refused(List<Problem> problems) implements Submitted {}

  /**
   * @param field path in the body: {@code creditor.account}
   * @param code stable word: {@code unknown_account}
   * @param message what is wrong and what to do, for a person
   */
  record Problem(String field, String code, String message) {}
}
