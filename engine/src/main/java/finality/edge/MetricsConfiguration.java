package finality.edge;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The registry that every room's meters go to, and a port of their own when one is set. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

  @Bean(destroyMethod = "close") PrometheusMeterRegistry meters() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var gc = new JvmGcMetrics();
    for (var binder : List.of(new JvmMemoryMetrics(), gc, new JvmThreadMetrics(), new ProcessorMetrics())) binder.bindTo(registry);
    return registry;
  }

  @Bean WebServerFactoryCustomizer<TomcatServletWebServerFactory> metricsPort(Environment environment) {
    return factory -> {
      int port = environment.getProperty("METRICS_PORT", Integer.class, 0);
      if (port == 0) return;
      var connector = new Connector();
      connector.setPort(port);
      factory.addAdditionalConnectors(connector);
    };
  }
}
