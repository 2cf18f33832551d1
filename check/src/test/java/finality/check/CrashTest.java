package finality.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The crash campaign in small: every kind of kill at least once, against the real jars. */
class CrashTest {
  private static final long SEED = 20261123;

  @Test @Timeout(value = 8, unit = TimeUnit.MINUTES) void tenKillsLoseNothingAndPayNothingTwice() throws Exception {
    finds(null, site -> new Crash(site, SEED, System.out).run(List.of(
        Disturbance.POSTGRES, Disturbance.SECOND_ENGINE, Disturbance.BANK, Disturbance.FIRST_ENGINE, Disturbance.POSTGRES,
        Disturbance.SECOND_ENGINE, Disturbance.BOTH_ENGINES, Disturbance.POSTGRES, Disturbance.BANK_AND_ENGINES, Disturbance.SECOND_ENGINE)));
  }

  /** Every commit that holds a promise, the wire to the bank before, within and after an order, and one engine that wakes when others have done its work. */
  @Test @Timeout(value = 8, unit = TimeUnit.MINUTES) void killsAtTheExactMomentsLoseNothingAndPayNothingTwice() throws Exception {
    var aimed = Shot.all(new SplittableRandom(SEED)).stream().filter(shot -> AIMED.stream().anyMatch(shot.name()::startsWith)).toList();
    assertThat(AIMED).allMatch(name -> aimed.stream().anyMatch(shot -> shot.name().startsWith(name)));
    var trap = new Trap();
    finds(trap, site -> new Aimed(site, trap, SEED, System.out).run(aimed));
  }

  private static final List<String> AIMED = List.of(
      "killed before the commit of a payout, with", "killed after the commit of a payout, with", "killed before the commit of a payout that had waited", "killed after the commit of a payout that had waited",
      "killed before the commit of an answer that says paid", "killed after the commit of an answer that says paid", "killed before the commit of a look-up of what is in doubt: end",
      "killed before the commit of a return", "killed after the commit of a reversal: second", "killed before the first byte of an order", "killed after byte ",
      "killed after the last byte of an order", "frozen before the first byte of an order");

  private interface Campaign { Verdict run(Site site) throws Exception; }

  private static void finds(@Nullable Trap trap, Campaign campaign) throws Exception {
    var checkout = Launcher.built();
    Path directory = Files.createTempDirectory("finality-crash-test-");
    try (var site = new Site(checkout, directory, trap)) {
      var verdict = campaign.run(site);
      System.out.println(verdict.summary());
      assertThat(verdict.violations()).as("seed %d; data and logs are kept in %s", SEED, directory).isEmpty();
      site.deleteOnClose();
    }
  }
}
