package finality.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Leaves a handler with a problem as the answer. Carries no stack trace: it is an answer, not a bug. */
public final class Refused extends RuntimeException {
  private final transient Problem problem;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  public Refused(Problem problem) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** Nothing was acknowledged; what was under way may be committed all the same, which the same call under the same key finds out. */
  public static Refused databaseUnavailable() {
    return Problem.of(503, "database_unavailable", "The database does not answer now. The call may have been accepted all the same: send it again with the same Idempotency-Key, and it is done once.").refused().with("Retry-After", "1");
  }

  /** As the answer, from where no handler is. */
  public void send(HttpServletResponse response) throws IOException {
    headers.forEach(response::setHeader);
    Answers.send(response, problem);
  }

  /** With a header of the answer, such as {@code Retry-After}. */
  public Refused with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public Problem problem() { return problem; }
}
