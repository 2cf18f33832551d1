package finality.edge;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Prometheus scrapes: from this machine, or with the scrape key. What needs the database is refreshed elsewhere, never by a scrape. */
@RestController
final class MetricsController {
  static final String PATH = "/metrics";
  static final String OPEN = "finality.metrics.open";
  static final String SCRAPE_KEY = "finality.metrics.scrape-key";

  private final PrometheusMeterRegistry registry;
  private final boolean open;
  private final String scrapeKey;
  private final int port;

  MetricsController(PrometheusMeterRegistry registry, Environment environment) {
    this.registry = registry;
    open = environment.getProperty(OPEN, Boolean.class, false);
    scrapeKey = environment.getProperty(SCRAPE_KEY, "");
    port = MetricsConfiguration.port(environment);
  }

  @Open
  @GetMapping(PATH)
  ResponseEntity<byte[]> metrics(HttpServletRequest request) throws IOException {
    if (port != 0 && request.getLocalPort() != port) throw Problem.of(404, "no_such_path", "Metrics are on port " + port + ".").refused();
    if (!allowed(request)) throw Problem.of(403, "forbidden", "Metrics are for this machine; elsewhere set " + SCRAPE_KEY + " and send Authorization: Bearer with it, or set " + OPEN + ": true.").refused();
    return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8")).body(registry.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private boolean allowed(HttpServletRequest request) throws IOException {
    if (open) return true;
    var header = request.getHeader("Authorization");
    if (!scrapeKey.isEmpty() && header != null) return MessageDigest.isEqual(("Bearer " + scrapeKey).getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    boolean forwarded = request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;   // a proxy on this machine speaks for somebody else
    return !forwarded && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
  }
}
