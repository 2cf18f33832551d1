package finality.postgres;

/** The embedded server cannot be started, reached or stopped. The message says why and what to do. */
public final class PostgresFailed extends RuntimeException {
  PostgresFailed(String message) { super(message); }

  PostgresFailed(String message, Throwable cause) { super(message, cause); }
}
