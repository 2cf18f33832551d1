package finality.access;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the doorkeeper before every handler, and gives handlers their {@link Principal}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean Pepper pepper(Environment environment, @Qualifier("apiDataSource") HikariDataSource apiDataSource) {
    var named = Pepper.named(environment.getProperty(Pepper.SETTING));
    var file = named != null ? named : Path.of(environment.getProperty("FINALITY_DATA", "./data")).resolve("pepper");
    return Pepper.open(file, Objects.requireNonNullElse(apiDataSource.getPassword(), ""), JdbcClient.create(apiDataSource));
  }

  @Bean Credentials credentials(Pepper pepper, @Qualifier("apiDataSource") HikariDataSource apiDataSource, Clock clock) {
    return new Credentials(pepper, JdbcClient.create(apiDataSource), clock);
  }

  @Bean WebMvcConfigurer door(ObjectProvider<Credentials> credentials) {
    return new WebMvcConfigurer() {
      @Override public void addInterceptors(InterceptorRegistry registry) { registry.addInterceptor(new Doorkeeper(credentials.getObject())); }

      @Override public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) { resolvers.add(new PrincipalResolver()); }
    };
  }

  private static final class PrincipalResolver implements HandlerMethodArgumentResolver {
    @Override public boolean supportsParameter(MethodParameter parameter) { return parameter.getParameterType() == Principal.class; }

    @Override public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request, @Nullable WebDataBinderFactory binder) {
      return Doorkeeper.principal(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
  }
}
