package finality.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The crash campaign in small: every kind of kill at least once, against the real jars. */
class CrashTest {
  private static final long SEED = 20261123;

  @Test @Timeout(value = 8, unit = TimeUnit.MINUTES) void tenKillsLoseNothingAndPayNothingTwice() throws Exception {
    var checkout = Check.jars();
    boolean built = Files.exists(checkout.resolve("engine/target/finality-app.jar")) && Files.exists(checkout.resolve("sandbox/target/sandbox.jar"));
    if (!built && "true".equals(System.getenv("CI"))) throw new AssertionError("the engine's and the sandbox bank's jars are not built, and CI=true: run ./finality test, which builds them first");
    assumeTrue(built, "skipped: the engine's and the sandbox bank's jars are not built; ./finality test builds them first");

    Path directory = Files.createTempDirectory("finality-crash-test-");
    try (var site = new Site(checkout, directory)) {
      var verdict = new Crash(site, SEED, System.out).run(List.of(
          Disturbance.POSTGRES, Disturbance.SECOND_ENGINE, Disturbance.BANK, Disturbance.FIRST_ENGINE, Disturbance.POSTGRES,
          Disturbance.SECOND_ENGINE, Disturbance.BOTH_ENGINES, Disturbance.POSTGRES, Disturbance.BANK_AND_ENGINES, Disturbance.SECOND_ENGINE));
      System.out.println(verdict.summary());
      assertThat(verdict.violations()).as("seed %d; data and logs are kept in %s", SEED, directory).isEmpty();
      site.deleteOnClose();
    }
  }
}
