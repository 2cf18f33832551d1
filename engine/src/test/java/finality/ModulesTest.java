package finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

/** The rooms know of each other what their doors say and nothing else: {@code allowedDependencies} in each package-info is the plan of the house. */
class ModulesTest {

  /** From the ground up: a room may know those before it, never those after it. */
  private static final List<String> FLOORS = List.of("money", "postgres", "console", "edge", "audit", "database", "access", "idempotency", "ledger", "rail", "rail.bankapi",
      "screening", "settlement", "cli");

  private final ApplicationModules house = ApplicationModules.of(Finality.class);

  @Test void roomsKnowOnlyWhatTheirDoorsAllowAndEnterThroughThem() { house.verify(); }

  @Test void everyRoomHasItsPlaceInTheHouse() {
    assertThat(house).hasSizeGreaterThan(10);
    assertThat(house.stream().map(room -> room.getIdentifier().toString()).filter(room -> !FLOORS.contains(room))).as("rooms without a floor: add them to FLOORS, where they belong").isEmpty();
  }

  @Test void noRoomKnowsOneAboveIt() {
    var upwards = new ArrayList<String>();
    for (var room : house) for (var known : dependencies(room)) if (FLOORS.indexOf(known) > FLOORS.indexOf(room.getIdentifier().toString())) upwards.add(room.getIdentifier() + " knows " + known);
    assertThat(upwards).isEmpty();
  }

  private List<String> dependencies(ApplicationModule room) {
    return room.getDirectDependencies(house, DependencyType.values()).stream().map(d -> d.getTargetModule().getIdentifier().toString()).distinct().toList();
  }
}
