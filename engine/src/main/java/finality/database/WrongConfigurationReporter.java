package finality.database;

import finality.postgres.PostgresFailed;
import org.springframework.boot.SpringBootExceptionReporter;

/** Prints what stopped the start in its own sentence, instead of a stack trace around it. */
final class WrongConfigurationReporter implements SpringBootExceptionReporter {

  @Override public boolean reportException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WrongConfiguration || cause instanceof PostgresFailed) {
        System.err.println("Finality does not start: " + cause.getMessage());
        return true;
      }
    }
    return false;
  }
}
