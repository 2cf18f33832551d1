package finality.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class ConsolePagesTest {

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class})
  @Import(ConsolePages.class)
  static class WebOnly {}

  @Test
  void everyRouteOfTheConsoleIsServed() throws IOException {
    var routes = Path.of("..", "console", "src", "routes.tsx");
    assumeThat(routes).exists();
    var paths = Pattern.compile("path: '([^']+)'").matcher(Files.readString(routes)).results().map(match -> match.group(1))
        .map(path -> path.equals("$id") ? "/settlements/*" : path.replaceAll("\\$\\w+", "*")).toList();
    assertThat(paths).isNotEmpty().containsExactlyInAnyOrderElementsOf(ConsolePages.PAGES);
  }

  @Test
  void aDeepLinkOpensThePageAndOnlyHashedFilesAreKept() throws Exception {
    assumeThat(getClass().getResource("/static/index.html")).as("the console was built").isNotNull();
    var application = new SpringApplicationBuilder(WebOnly.class).run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
    try (application; var browser = HttpClient.newHttpClient()) {
      var base = "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");

      var page = get(browser, base + "/settlements/019a9f3c-5e0b-7c1d-9a77-3f2b8c1d4e5f?state=failed");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'", "frame-ancestors 'none'");

      var script = get(browser, base + Pattern.compile("src=\"(/assets/[^\"]+)\"").matcher(page.body()).results().map(MatchResult::group)
          .map(found -> found.substring(5, found.length() - 1)).findFirst().orElseThrow());
      assertThat(script.statusCode()).isEqualTo(200);
      assertThat(script.headers().firstValue("Cache-Control").orElse("")).contains("immutable");

      assertThat(get(browser, base + "/").statusCode()).isEqualTo(200);
      assertThat(get(browser, base + "/favicon.svg").statusCode()).isEqualTo(200);
      assertThat(get(browser, base + "/v1/no-such-thing").statusCode()).as("what is no page of the console stays the API's").isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(HttpClient browser, String address) throws IOException, InterruptedException {
    return browser.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
