package finality.settlement;

import finality.rail.Profile;
import java.time.Duration;
import java.util.Set;

/** What a scripted bank promises. All of it unless the test takes something away. */
final class Promises {
  String rail = "scripted";
  Set<String> currencies = Set.of("EUR");
  boolean takesIdOnce = true;
  boolean enforcesValidUntil = true;
  boolean cancelBlocksId = true;
  Duration readDelay = Duration.ofSeconds(5);
  Duration validFor = Duration.ofMinutes(5);
  Duration answerBy = Duration.ofMinutes(10);
  Duration latestAnswer = Duration.ofHours(24);
  int concurrency = 100;
  int maxAttempts = 5;
  Duration firstBackoff = Duration.ofSeconds(1);

  Profile profile(String connection, String bank) {
    return new Profile(rail, connection, bank, currencies, takesIdOnce, enforcesValidUntil, cancelBlocksId, readDelay, validFor, Duration.ofSeconds(30), answerBy, latestAnswer,
        concurrency, 0, maxAttempts, firstBackoff, Duration.ofMinutes(5));
  }
}
