package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

class PortTakenReporterTest {
  private final GenericApplicationContext context = new GenericApplicationContext();

  /** As a start that failed is told: the first reporter that knows it speaks. */
  private String said(Throwable failure) {
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", Map.of("METRICS_PORT", "9464")));
    var said = new ByteArrayOutputStream();
    var stderr = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      var reporters = SpringFactoriesLoader.forDefaultResourceLocation().load(SpringBootExceptionReporter.class, ArgumentResolver.of(org.springframework.context.ConfigurableApplicationContext.class, context));
      assertThat(reporters.stream().anyMatch(r -> r.reportException(failure))).isTrue();
    } finally {
      System.setErr(stderr);
    }
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  @Test void aTakenPortIsToldInOneSentenceWithItsSetting() {
    assertThat(said(new IllegalStateException(new PortInUseException(8086))))
        .isEqualTo("Finality does not start: HTTP_PORT is 8086, expected a free port: another program listens there. Stop it, or set HTTP_PORT to another port.");
    assertThat(said(new PortInUseException(9464))).startsWith("Finality does not start: METRICS_PORT is 9464, expected a free port");
  }
}
