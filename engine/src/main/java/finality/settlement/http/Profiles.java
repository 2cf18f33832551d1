package finality.settlement.http;

import finality.rail.Connections;
import finality.rail.Party;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What the source calls bank profiles: {@code finality.profiles.<id>} names who pays, who is paid and over what. */
@Component
final class Profiles {
  private final Map<String, Profile> configured;
  private final Connections connections;

  Profiles(Environment environment, Connections connections) {
    configured = Binder.get(environment).bind("finality.profiles", Bindable.mapOf(String.class, Profile.class)).orElse(Map.of());
    this.connections = connections;
  }

  record Creditor(@Nullable String name, String account, @Nullable String bank, @Nullable String country) {
    Party party() { return new Party(name, account, bank, country); }
  }

  /**
   * @param debtor account that pays, by id or code
   * @param connection the configured connection; absent: routed
   * @param rail of the connection
   */
  record Profile(String debtor, Creditor creditor, @Nullable String connection, @Nullable String rail) {}

  Optional<Profile> find(String id) {
    return Optional.ofNullable(configured.get(id)).map(p -> p.connection == null || p.rail != null ? p : new Profile(p.debtor, p.creditor, p.connection, connections.find(p.connection).map(rail -> rail.profile().rail()).orElse(null)));
  }
}
