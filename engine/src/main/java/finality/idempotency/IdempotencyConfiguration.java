package finality.idempotency;

import finality.access.Doorkeeper;
import finality.edge.Bodies;
import finality.edge.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives handlers their {@link Call}. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration implements WebMvcConfigurer {

  @Override public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) { resolvers.add(new CallResolver()); }

  private static final class CallResolver implements HandlerMethodArgumentResolver {
    @Override public boolean supportsParameter(MethodParameter parameter) { return parameter.getParameterType() == Call.class; }

    @Override public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest web, @Nullable WebDataBinderFactory binder) throws IOException {
      var request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
      if (Collections.list(request.getHeaders("Idempotency-Key")).size() > 1)
        throw Problem.of(400, "idempotency_key_repeated", "Idempotency-Key", "The header Idempotency-Key was sent more than once; send it once.").refused();
      return Call.of(Doorkeeper.principal(request), request.getMethod(), request.getRequestURI(), request.getHeader("Idempotency-Key"), Bodies.read(request));
    }
  }
}
