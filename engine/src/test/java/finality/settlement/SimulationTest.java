package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whole days in small; {@code ./finality check simulate} plays more of them, and others. */
class SimulationTest {
  private static final long SEED = Long.getLong("seed", 20261124);

  @Test void twoDaysOfPaymentsFaultsAndPeopleEndWithBooksThatAgree() {
    assertThat(Simulation.run(2, Integer.getInteger("perDay", 120), SEED, System.out)).as("seed %d", SEED).isEmpty();
  }
}
