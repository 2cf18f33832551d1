package finality.rail;

import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The connections this engine has, from {@code rails.<rail>.connections[]}. Which there are never changes while it
 * runs; whether one can be used now says its {@link Rail#health()}.
 */
@Component
public final class Connections {
  private final Map<String, Rail> byName = new LinkedHashMap<>();
  private final Map<String, List<Rail>> byCurrency = new HashMap<>();
  private final Map<String, String> rails = new HashMap<>();

  /** @throws WrongSetting when the configuration names a rail that is not there, or a connection cannot be made of it */
  Connections(List<RailFactory> factories, Environment environment) {
    var kinds = new HashMap<String, RailFactory>();
    for (var factory : factories) {
      kinds.put(factory.rail(), factory);
      rails.put(factory.rail(), factory.rail());
      factory.aliases().forEach(alias -> rails.put(alias, factory.rail()));
    }
    var binder = Binder.get(environment);
    int attempts = attempts(environment.getProperty("FINALITY_MAX_RETRIES"));
    configured(binder).forEach((rail, listed) -> {
      var factory = kinds.get(rails.get(rail.toLowerCase(Locale.ROOT)));
      if (factory == null) throw new WrongSetting("rails." + rail, "not a rail of this engine", "one of " + String.join(", ", new TreeSet<>(rails.keySet())));
      for (int i = 0; i < listed.connections().size(); i++) {
        add(factory, new Settings("rails." + rail + ".connections[" + i + "]", listed.connections().get(i)), attempts);
      }
    });
  }

  private static int attempts(@Nullable String setting) {
    if (setting == null) return 5;
    if (!setting.matches("[1-9]|[1-4][0-9]|50")) {
      throw new WrongSetting("FINALITY_MAX_RETRIES", "\"" + setting + "\"", "a whole number from 1 to 50: attempts in total, the first included");
    }
    return Integer.parseInt(setting);
  }

  /** What stands under {@code rails.<rail>}. */
  record Listed(List<Map<String, String>> connections) {
    Listed { connections = connections == null ? List.of() : connections; }
  }

  private static Map<String, Listed> configured(Binder binder) {
    Bindable<Map<String, Listed>> shape = Bindable.of(ResolvableType.forClassWithGenerics(Map.class, String.class, Listed.class));
    return binder.bind("rails", shape).orElseGet(Map::of);
  }

  private void add(RailFactory factory, Settings settings, int attempts) {
    if (!settings.flag("enabled", true)) return;
    var profile = settings.profile(factory.rail(), attempts);
    var rail = factory.connect(profile, settings);
    settings.nothingElse();
    if (byName.putIfAbsent(profile.connection(), rail) != null) throw settings.wrong("name", "a name that no other connection has");
    for (var currency : profile.currencies()) byCurrency.computeIfAbsent(currency, _ -> new ArrayList<>()).add(rail);
  }

  /** In the order of the configuration. */
  public Collection<Rail> all() { return List.copyOf(byName.values()); }

  public Optional<Rail> find(String connection) { return Optional.ofNullable(byName.get(connection)); }

  /** The rail meant by a name in any case ({@code REST} is {@code bankapi}). Empty: no such rail here. */
  public Optional<String> rail(String name) { return Optional.ofNullable(rails.get(name.toLowerCase(Locale.ROOT))); }

  /** Those that pay this currency, in the order of the configuration. */
  public List<Rail> paying(String currency) { return byCurrency.getOrDefault(currency, List.of()); }

  @PreDestroy void close() throws Exception {
    for (var rail : byName.values()) if (rail instanceof AutoCloseable open) open.close();
  }
}
