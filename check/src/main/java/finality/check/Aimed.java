package finality.check;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The aimed campaign: one engine after the other is killed, or frozen, at an exact moment of what it does; at the end everybody's memory is compared. */
final class Aimed {
  private static final Duration REACHED_WITHIN = Duration.ofSeconds(40);
  private static final Duration TAKEN_OVER_WITHIN = Duration.ofMinutes(3);
  private static final Duration QUIET_WITHIN = Duration.ofMinutes(3);

  private final Site site;
  private final Trap trap;
  private final long seed;
  private final SplittableRandom random;
  private final PrintStream out;
  private final List<String> violations = new ArrayList<>();

  /** @param trap on the wires of the site's second engine */
  Aimed(Site site, Trap trap, long seed, PrintStream out) {
    this.site = site;
    this.trap = trap;
    this.seed = seed;
    this.out = out;
    random = new SplittableRandom(seed);
  }

  Verdict run(List<Shot> shots) throws IOException, InterruptedException {
    long start = System.nanoTime();
    out.println("everything is up after " + Times.seconds(site.bringUp()));
    site.bankApi.put("/admin/mode", "{\"takes_recalls\":true}");
    var approver = site.firstApi.post("/v1/keys", "approver", "{\"person\":\"second person\",\"role\":\"approver\"}").text("key");
    try (var journal = new Journal(site.data.resolveSibling("journal.txt"))) {
      for (int i = 0; i < shots.size(); i++) {
        long began = System.nanoTime();
        var shot = shots.get(i);
        shoot(shot, journal, new Stage(site, journal, "s%d-a%d".formatted(seed, i), approver, random.split(), () -> trap.arm(shot.points(), shot.freezes(), strike(shot))));
        out.println("%d/%d %s: %s".formatted(i + 1, shots.size(), shot.name(), Times.seconds(Duration.ofNanos(System.nanoTime() - began))));
      }
      if (!new Quiet(site, out).await(QUIET_WITHIN)) violations.add("not everything had ended: " + site.firstApi.get("/v1/settlements/stats").body());
      var comparison = new Comparison(site, journal);
      violations.addAll(comparison.violations());
      return new Verdict(summary(shots, comparison, Duration.ofNanos(System.nanoTime() - start)), violations);
    }
  }

  private Runnable strike(Shot shot) { return shot.freezes() ? site.second::freeze : site.second::kill; }

  private void shoot(Shot shot, Journal journal, Stage stage) throws IOException, InterruptedException {
    trap.reset();
    site.bringUp();   // up it is; its line to the bank is to be quiet, so that the bytes that are counted are those that are meant
    var scene = Thread.ofVirtual().start(() -> {
      try {
        shot.scene().play(stage);
      } catch (IOException e) {
        violation(shot.name() + ": " + e.getMessage());
      }
    });
    if (!trap.awaitSprung(REACHED_WITHIN)) violation(shot.name() + " was not reached; what passed: " + trap.seen());
    else journal.disturbed(shot.name());
    if (shot.freezes()) wake(shot, stage);
    trap.release();
    site.bringUp();
    scene.join(QUIET_WITHIN.plus(QUIET_WITHIN));
    stage.abandon();
    site.bankApi.put("/admin/faults", "{\"items\":[]}");
    if (!new Quiet(site, out).await(QUIET_WITHIN)) violation(shot.name() + ": not everything had ended after " + QUIET_WITHIN.toMinutes() + " minutes of quiet");
  }

  /** Another engine does what the frozen one left; only then it wakes, and what it was about to write goes out. */
  private void wake(Shot shot, Stage stage) throws IOException {
    site.bringUpThird();
    long deadline = System.nanoTime() + TAKEN_OVER_WITHIN.toNanos();
    while (!ended(stage) && System.nanoTime() < deadline) Moment.pause(Duration.ofMillis(200));
    if (!ended(stage)) violation(shot.name() + ": nobody took over within " + TAKEN_OVER_WITHIN.toMinutes() + " minutes");
    trap.release();
    site.second.thaw();
    Moment.pause(Duration.ofSeconds(4));   // longer than its calls wait for an answer
    site.third.kill();
  }

  private boolean ended(Stage stage) throws IOException {
    for (var payment : stage.payments()) {
      var id = payment.id();
      if (id == null || !site.firstApi.get("/v1/settlements/" + id).text("state").matches("settled|failed|cancelled|reversed")) return false;
    }
    return true;
  }

  private synchronized void violation(String what) {
    violations.add(what);
    out.println("VIOLATION " + what);
  }

  private String summary(List<Shot> shots, Comparison comparison, Duration took) {
    var found = violations.isEmpty() ? "no violation" : violations.size() + " VIOLATIONS\n" + violations.stream().map(v -> "  - " + v.replace("\n", "\n    ")).collect(Collectors.joining("\n"));
    long freezes = shots.stream().filter(Shot::freezes).count();
    return """

        check crash, aimed, seed %d, %d min %d s
        %d aimed kills, %d aimed freezes
        %s
        %s""".formatted(seed, took.toMinutes(), took.toSecondsPart(), shots.size() - freezes, freezes, comparison.figures(), found);
  }
}
