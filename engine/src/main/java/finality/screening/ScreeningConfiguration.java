package finality.screening;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The screening of this node. */
@Configuration(proxyBeanMethods = false)
class ScreeningConfiguration {

  @Bean Screening screening(Environment environment) { return Screening.configured(environment); }
}
