package finality.sandbox;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What the bank would answer if nothing went wrong on the way. */
record Reply(int status, ObjectNode body, Map<String, String> headers) {
  Reply(int status, ObjectNode body) { this(status, body, Map.of()); }

  /** An error in the shape of bankapi. */
  static Reply error(int status, String code) { return new Reply(status, Json.object().put("code", code)); }

  static Reply of(Problem problem) {
    return new Reply(problem.status, Json.object().put("code", problem.code).put("field", problem.field).put("text", problem.text()));
  }
}
