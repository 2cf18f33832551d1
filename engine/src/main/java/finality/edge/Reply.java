package finality.edge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer ready to be sent: what is stored for a replay is what was sent, byte by byte.
 *
 * @param status HTTP status; from 400 on the body is a problem
 * @param body JSON text; empty for none
 */
public record Reply(int status, String body, Map<String, String> headers) {

  public static Reply of(int status, String body) { return new Reply(status, body, Map.of()); }

  /** A refusal that follows from the state of things, to be stored and replayed like any answer. */
  public static Reply of(Problem problem) { return of(problem.status(), Answers.body(problem)); }

  public Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, body, more);
  }
}
