package finality.edge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.PropertyNamingStrategies;

/** Spring MVC as this house uses it: handlers take {@link Json}, {@link Query} and their principal, and give {@link Reply} or a view. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EdgeConfiguration implements WebMvcConfigurer {

  /** The only clock; everything inside is told the time. */
  @Bean Clock clock() { return Clock.systemUTC(); }

  @Bean FilterRegistrationBean<Envelope> envelope() {
    var registration = new FilterRegistrationBean<>(new Envelope());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean JsonMapperBuilderCustomizer snakeCase() { return mapper -> mapper.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE); }

  /** What Tomcat refuses itself, such as an illegal character in the path, is a problem too and not a page. */
  @Bean WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
    TomcatContextCustomizer valve = context -> {
      if (context.getParent() instanceof StandardHost host) host.setErrorReportValveClass(ProblemValve.class.getName());
    };
    return factory -> factory.addContextCustomizers(valve);
  }

  @Override public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new BodyResolver());
    resolvers.add(new QueryResolver());
  }

  /** Before Spring's own handlers: in a {@code @RestController} those would take a {@link Reply} for a view. */
  @Bean SmartInitializingSingleton repliesFirst(RequestMappingHandlerAdapter adapter) {
    return () -> {
      var handlers = new ArrayList<>(Objects.requireNonNull(adapter.getReturnValueHandlers()));
      handlers.addFirst(new ReplyHandler());
      adapter.setReturnValueHandlers(handlers);
    };
  }

  private static final class BodyResolver implements HandlerMethodArgumentResolver {
    @Override public boolean supportsParameter(MethodParameter parameter) { return parameter.getParameterType() == Json.class; }

    @Override public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request, @Nullable WebDataBinderFactory binder) throws IOException {
      return Bodies.read(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
  }

  private static final class QueryResolver implements HandlerMethodArgumentResolver {
    @Override public boolean supportsParameter(MethodParameter parameter) { return parameter.getParameterType() == Query.class; }

    @Override public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
      return new Query(request.getParameterMap());
    }
  }

  private static final class ReplyHandler implements HandlerMethodReturnValueHandler {
    @Override public boolean supportsReturnType(MethodParameter type) { return type.getParameterType() == Reply.class; }

    @Override public void handleReturnValue(@Nullable Object reply, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request) throws IOException {
      container.setRequestHandled(true);
      Answers.send(Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)), (Reply) Objects.requireNonNull(reply));
    }
  }

  /** Where the container sends what was refused outside of any handler. */
  @RestController
  static final class Elsewhere implements ErrorController {
    @Open
    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
      var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
      Answers.send(response, status >= 500 ? Answers.bug() : Problem.of(status, status == 404 ? "no_such_path" : "bad_request", "The request cannot be served; /openapi.json lists what there is."));
    }
  }
}
