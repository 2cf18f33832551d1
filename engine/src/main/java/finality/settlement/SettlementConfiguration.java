package finality.settlement;

import finality.access.Access;
import finality.database.WrongConfiguration;
import finality.ledger.Accounts;
import finality.rail.Connections;
import finality.screening.Screening;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The settlement room as this node runs it. */
@Configuration(proxyBeanMethods = false)
class SettlementConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  SettlementEngine settlementEngine(@Qualifier("pipelineDataSource") DataSource pool, Accounts accounts, Connections connections, Screening screening, Access access, Clock clock,
      List<ChangeListener> listeners, Environment environment) {
    return new SettlementEngine(pool, accounts, connections, screening, access::activeTenants, clock, settings(environment, clock),
        change -> listeners.forEach(listener -> listener.changed(change)));
  }

  @Bean Settlements settlements(SettlementEngine engine) { return engine.settlements(); }

  /** @throws WrongConfiguration naming the setting, its value and what it may hold */
  static SettlementEngine.Settings settings(Environment environment, Clock wall) {
    var role = environment.getProperty("FINALITY_ROLE", "all");
    if (!role.matches("all|api|worker")) throw new WrongConfiguration("FINALITY_ROLE", role, "all, api or worker");
    return new SettlementEngine.Settings(number(environment, "FINALITY_BATCH_SIZE", 4_000, 10_000), Duration.ofMillis(number(environment, "FINALITY_POLL_INTERVAL_MS", 1_000, 600_000)),
        number(environment, "FINALITY_MAX_RETRIES", 5, 50), number(environment, "FINALITY_WORKERS", 2, 16), !role.equals("api"), wall, place(environment));
  }

  private static int number(Environment environment, String name, int otherwise, int most) {
    var text = environment.getProperty(name, Integer.toString(otherwise)).strip();
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) throw new WrongConfiguration(name, text, "a whole number from 1 to " + most);
    return Integer.parseInt(text);
  }

  /** Which files the embedded database is in. Of a server elsewhere nothing is seen: its identity and timeline must do. */
  private static String place(Environment environment) {
    return environment.containsProperty("DATABASE_URL") ? "" : DataFiles.identity(Path.of(environment.getProperty("FINALITY_DATA", "./data"), "postgres", "data"));
  }
}
