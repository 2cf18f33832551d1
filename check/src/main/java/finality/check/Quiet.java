package finality.check;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Waits for every end, and after a while does what an operator would: asks for a look-up now. What waits for a person has no other end. */
final class Quiet {
  private static final Duration NUDGE_EVERY = Duration.ofSeconds(30);

  private final Site site;
  private final PrintStream out;

  Quiet(Site site, PrintStream out) {
    this.site = site;
    this.out = out;
  }

  /** False when something was still under way after so long. */
  boolean await(Duration longest) throws IOException {
    long start = System.nanoTime();
    long nudge = start + NUDGE_EVERY.toNanos();
    while (System.nanoTime() - start < longest.toNanos()) {
      var stats = site.firstApi.get("/v1/settlements/stats").body();
      if (stats.path("unfinished").asInt(-1) == stats.path("states").path("in_review").asInt(0)) return true;
      if (System.nanoTime() > nudge) {
        out.println("quiet, and %d still under way: %s".formatted(stats.path("unfinished").asInt(-1), stats.path("states")));
        nudge();
        nudge = System.nanoTime() + NUDGE_EVERY.toNanos();
      }
      Moment.pause(Duration.ofMillis(200));
    }
    return false;
  }

  private void nudge() throws IOException {
    for (var state : List.of("locked", "sending", "sent", "in_doubt", "queued")) {
      for (var item : site.firstApi.get("/v1/settlements?limit=500&state=" + state).body().path("items"))
        site.firstApi.post("/v1/settlements/" + item.path("id").asString() + "/process", "nudge-" + System.nanoTime(), "{}");
    }
  }
}
