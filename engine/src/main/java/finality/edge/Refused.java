package finality.edge;

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

  /** With a header of the answer, such as {@code Retry-After}. */
  public Refused with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  public Problem problem() { return problem; }

  Map<String, String> headers() { return headers; }
}
