package finality.settlement;

import finality.rail.Profile;
import finality.rail.Rail;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which rail a connection is of, for those who read and ask by rail. */
@Component
public class Connections {
  private final ObjectProvider<Rail> rails;

  Connections(ObjectProvider<Rail> rails) { this.rails = rails; }

  /** {@code null} when the connection is no longer configured. */
  public @Nullable String railOf(String connection) {
    return connection.equals(Instruction.BOOK) ? Instruction.BOOK
        : profiles().filter(p -> p.connection().equals(connection)).map(Profile::rail).findFirst().orElse(null);
  }

  /** The connections of a rail in any case; empty when there is none. {@code rest} means {@code bankapi}. */
  List<String> of(String rail) {
    var wanted = rail.toLowerCase(Locale.ROOT);
    if (wanted.equals(Instruction.BOOK)) return List.of(Instruction.BOOK);
    return profiles().filter(p -> p.rail().equals(wanted.equals("rest") ? "bankapi" : wanted)).map(Profile::connection).toList();
  }

  public boolean isConnection(String name) { return profiles().anyMatch(p -> p.connection().equals(name)); }

  public boolean isRail(String name) { return profiles().anyMatch(p -> p.rail().equals(name)); }

  private Stream<Profile> profiles() { return rails.stream().map(Rail::profile); }
}
