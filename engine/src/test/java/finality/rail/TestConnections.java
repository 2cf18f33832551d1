package finality.rail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The engine's connections made of rails that are there already, by the way that configuration takes. */
public final class TestConnections {
  private TestConnections() {}

  public static Connections of(Collection<? extends Rail> rails) {
    Map<String, Rail> byName = rails.stream().collect(Collectors.toMap(r -> r.profile().connection(), r -> r));
    var settings = new HashMap<String, Object>();
    var counts = new HashMap<String, Integer>();
    for (var rail : rails) {
      var p = rail.profile();
      var prefix = "rails." + p.rail() + ".connections[" + (counts.merge(p.rail(), 1, Integer::sum) - 1) + "].";
      settings.put(prefix + "name", p.connection());
      settings.put(prefix + "bank", p.bank());
      settings.put(prefix + "currencies", String.join(" ", p.currencies()));
    }
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return new Connections(counts.keySet().stream().map(rail -> (RailFactory) new Ready(rail, byName)).collect(Collectors.toList()), environment);
  }

  private record Ready(String rail, Map<String, Rail> byName) implements RailFactory {
    @Override public Rail connect(Profile profile, Settings settings) { return byName.get(profile.connection()); }
  }
}
