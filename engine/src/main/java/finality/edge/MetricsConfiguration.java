package finality.edge;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The registry that every room's meters go to, and a port of their own when one is set. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  private static final String PORT = "METRICS_PORT";

  @Bean(destroyMethod = "close") PrometheusMeterRegistry meters() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var gc = new JvmGcMetrics();
    for (var binder : List.of(new JvmMemoryMetrics(), gc, new JvmThreadMetrics(), new ProcessorMetrics())) binder.bindTo(registry);
    return registry;
  }

  @Bean WebServerFactoryCustomizer<TomcatServletWebServerFactory> metricsConnector(Environment environment) {
    return factory -> {
      int port = port(environment);
      if (port == 0) return;
      var connector = new Connector();
      connector.setPort(port);
      factory.addAdditionalConnectors(connector);
    };
  }

  /** That port is for the metrics and opens no second door to the API. */
  @Bean FilterRegistrationBean<Filter> metricsPortServesMetricsOnly(Environment environment) {
    int port = port(environment);
    var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
      if (request.getLocalPort() != port || ((HttpServletRequest) request).getRequestURI().equals(MetricsController.PATH)) chain.doFilter(request, response);
      else Answers.send((HttpServletResponse) response, Problem.of(404, "no_such_path", "This port has " + MetricsController.PATH + " and nothing else."));
    });
    registration.setEnabled(port != 0);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);   // within the envelope, before everything else
    return registration;
  }

  /** 0: none of its own. */
  static int port(Environment environment) {
    var text = environment.getProperty(PORT, "").strip();
    if (text.isEmpty()) return 0;
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) return Integer.parseInt(text);
    throw new InvalidConfigurationPropertyValueException(PORT, text, PORT + " is \"" + text + "\", expected a port from 1 to 65535, or nothing.");
  }
}
