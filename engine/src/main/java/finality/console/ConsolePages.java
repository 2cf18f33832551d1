package finality.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers every address of the console with its one page, so that a link sent to a colleague opens where it should. */
@Configuration(proxyBeanMethods = false)
class ConsolePages implements WebMvcConfigurer {

  /** The pages' addresses; {@code console/src/routes.tsx} has the same, and a test compares them. */
  static final List<String> PAGES = List.of("/", "/settlements", "/settlements/*", "/new-payment", "/accounts", "/accounts/*", "/books", "/sending");

  private static final String INDEX = "/index.html";
  private static final Logger LOG = LoggerFactory.getLogger(ConsolePages.class);

  private final boolean built = ConsolePages.class.getResource("/static" + INDEX) != null;

  ConsolePages() {
    if (!built) LOG.info("This engine was built without its web console (no npm at build time); the API is whole.");
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    if (built) PAGES.forEach(page -> registry.addViewController(page).setViewName("forward:" + INDEX));
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // their names carry a hash of their content
    registry.addResourceHandler("/assets/**").addResourceLocations("classpath:/static/assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry.addResourceHandler(INDEX, "/favicon.svg").addResourceLocations("classpath:/static/").setCacheControl(CacheControl.noCache());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Guarded()).addPathPatterns(PAGES).addPathPatterns(INDEX, "/assets/**");
  }

  /** What a browser is told about the pages: only their own scripts run, nobody frames them, addresses leak nowhere. */
  private static final class Guarded implements HandlerInterceptor {
    // styles: the component library writes its colours into a style element
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "same-origin");
      return true;
    }
  }
}
