package finality.edge;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one sentence which setting names the port that another program has; before Spring's own reporter, which knows no settings. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortTakenReporter implements SpringBootExceptionReporter {
  private final ConfigurableApplicationContext context;

  PortTakenReporter(ConfigurableApplicationContext context) { this.context = context; }

  @Override public boolean reportException(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException taken) {
        var setting = taken.getPort() == MetricsConfiguration.port(context.getEnvironment()) ? "METRICS_PORT" : "HTTP_PORT";
        System.err.println("Finality does not start: " + setting + " is " + taken.getPort() + ", expected a free port: another program listens there. Stop it, or set " + setting + " to another port.");
        return true;
      }
    }
    return false;
  }
}
