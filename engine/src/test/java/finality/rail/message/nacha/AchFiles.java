package finality.rail.message.nacha;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** ACH files for tests of other packages. */
public final class AchFiles {
  private AchFiles() {}

  /** Payments of classes PPD, CCD and WEB without addenda that say something comes back. */
  public static String domestic(Random random) {
    while (true) {
      var batches = Made.any(random).stream().filter(batch -> List.of("PPD", "CCD", "WEB").contains(batch.header().entryClass()) && !batch.entries().isEmpty()).toList();
      if (!batches.isEmpty() && batches.stream().flatMap(batch -> batch.entries().stream()).noneMatch(entry -> entry.has("99"))) return new String(Made.write(Made.FILE, batches), StandardCharsets.US_ASCII);
    }
  }
}
