package finality.settlement.http;

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

  Profiles(Environment environment) {
    configured = Binder.get(environment).bind("finality.profiles", Bindable.mapOf(String.class, Profile.class)).orElse(Map.of());
  }

  record Creditor(@Nullable String name, String account, @Nullable String bank, @Nullable String country) {
    Party party() { return new Party(name, account, bank, country); }
  }

  /**
   * @param debtor account that pays, by id or code
   * @param connection that pays, and no other; absent: chosen for each payment
   * @param rail that pays, where the request names none; absent: any
   */
  record Profile(String debtor, Creditor creditor, @Nullable String connection, @Nullable String rail) {}

  Optional<Profile> find(String id) { return Optional.ofNullable(configured.get(id)); }
}
