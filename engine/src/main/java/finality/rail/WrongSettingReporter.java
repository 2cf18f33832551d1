package finality.rail;

import org.springframework.boot.SpringBootExceptionReporter;

/** Prints what stopped the start in its own sentence, instead of a stack trace around it. */
final class WrongSettingReporter implements SpringBootExceptionReporter {

  @Override public boolean reportException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WrongSetting) {
        System.err.println("Finality does not start: " + cause.getMessage());
        return true;
      }
    }
    return false;
  }
}
