package finality.check;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The crash campaign: pay without pause, disturb, bring up again, and at the end compare what everybody remembers. */
final class Crash {
  /** A lease is an order's time-out of 3 s and 30 s around it. */
  private static final Duration FROZEN = Duration.ofSeconds(38);
  private static final Duration RECOVERY_WITHIN = Duration.ofSeconds(10);
  private static final Duration END_WITHIN = Duration.ofMinutes(8);
  /** Under way before a kill: so many that one of them at least has work to go on with. */
  private static final int ENOUGH_UNDER_WAY = 3;

  private final Site site;
  private final long seed;
  private final SplittableRandom random;
  private final PrintStream out;
  private final Map<Disturbance, Integer> done = new EnumMap<>(Disturbance.class);
  private final List<String> violations = new ArrayList<>();
  private final Times readyAfter = new Times();
  private final Times movedOnAfter = new Times();

  Crash(Site site, long seed, PrintStream out) {
    this.site = site;
    this.seed = seed;
    this.out = out;
    random = new SplittableRandom(seed);
  }

  /** @throws Site.NotRunning when a process does not come up: also a finding, but one that ends the campaign */
  Verdict run(int kills) throws IOException, InterruptedException {
    var disturbances = new ArrayList<Disturbance>();
    for (int i = 0; i < kills; i++) disturbances.add(Disturbance.draw(random));
    return run(disturbances);
  }

  Verdict run(List<Disturbance> disturbances) throws IOException, InterruptedException {
    long start = System.nanoTime();
    out.println("everything is up after " + Times.seconds(site.bringUp()));
    try (var journal = new Journal(site.data.resolveSibling("journal.txt"))) {
      var payers = new Payers(site, journal, seed);
      spoil();
      payers.start();
      for (int i = 0; i < disturbances.size(); i++) {
        Moment.pause(Duration.ofMillis(random.nextInt(500, 3_000)));
        disturb(disturbances.get(i), journal, payers);
        out.println("%d/%d %s; %d payments acknowledged".formatted(i + 1, disturbances.size(), journal.disturbances().getLast(), payers.answers()));
      }
      Moment.pause(Duration.ofSeconds(2));
      if (!payers.finish()) violations.add("some calls were not answered within minutes although everything was up");
      site.bankApi.put("/admin/faults", "{\"items\":[]}");
      if (!new Quiet(site, out).await(END_WITHIN)) violations.add("not everything had ended after " + END_WITHIN.toMinutes() + " minutes of quiet: " + site.firstApi.get("/v1/settlements/stats").body());
      var comparison = new Comparison(site, journal);
      violations.addAll(comparison.violations());
      return new Verdict(summary(comparison, Duration.ofNanos(System.nanoTime() - start)), violations);
    }
  }

  // ── disturbing ─────────────────────────────────────────────────────────────────────────────────────────

  private void disturb(Disturbance what, Journal journal, Payers payers) throws IOException {
    int underWay = underWay();
    var killed = Instant.now();
    strike(what);
    done.merge(what, 1, Integer::sum);
    Moment.pause(Duration.ofMillis(random.nextInt(0, 400)));   // let the others notice, or not
    var restarted = Instant.now();
    site.bringUp();
    spoil();
    var ready = Duration.between(restarted, Instant.now());
    if (what != Disturbance.FREEZE) readyAfter.add(ready);
    var recovered = what == Disturbance.FREEZE || underWay < ENOUGH_UNDER_WAY ? "" : ", work under way went on " + recovery(killed, restarted, Instant.now());
    answered(payers, what);
    journal.disturbed(what.words + ": all up after " + Times.seconds(ready) + recovered);
  }

  private void strike(Disturbance what) {
    switch (what) {
      case FIRST_ENGINE -> site.first.kill();
      case SECOND_ENGINE -> site.second.kill();
      case BOTH_ENGINES -> {
        site.first.kill();
        site.second.kill();
      }
      case POSTGRES -> site.killPostgres();
      case BANK -> {
        site.killBanksPostgres();
        site.bank.kill();
      }
      case BANK_AND_ENGINES -> {
        site.bank.kill();
        site.first.kill();
        site.second.kill();
      }
      case FREEZE -> {
        var program = random.nextBoolean() ? site.first : site.second;
        program.freeze();
        Moment.pause(FROZEN);
        program.thaw();
      }
    }
  }

  /** From when all was up again to when the first instruction that had been under way moved on; it may well have before. */
  private String recovery(Instant killed, Instant restarted, Instant ready) {
    long deadline = System.nanoTime() + RECOVERY_WITHIN.toNanos();
    for (Instant at = site.movedOn(killed, restarted); ; at = site.movedOn(killed, restarted)) {
      if (at != null) {
        var after = at.isBefore(ready) ? Duration.ZERO : Duration.between(ready, at);
        movedOnAfter.add(after);
        return at.isBefore(ready) ? "before that" : Times.seconds(after) + " later";
      }
      if (System.nanoTime() > deadline) {
        if (underWay() > 0) violations.add("nothing of what was under way at " + killed + " moved on within 10 s of " + ready + ", when all was up again");
        return "not at all: all of it had ended";
      }
      Moment.pause(Duration.ofMillis(200));
    }
  }

  private void answered(Payers payers, Disturbance what) {
    long before = payers.answers();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (payers.answers() == before) {
      if (System.nanoTime() > deadline) {
        violations.add("no payment was acknowledged within 60 s of " + Instant.now() + " although all was up after " + what.words);
        return;
      }
      Moment.pause(Duration.ofMillis(50));
    }
  }

  private int underWay() {
    try {
      return site.secondApi.get("/v1/settlements/stats").body().path("unfinished").asInt(0);
    } catch (IOException _) {
      return 0;
    }
  }

  /** What the bank does wrong meanwhile: only what a correct engine resolves by itself. A restarted bank has forgotten it. */
  private void spoil() throws IOException {
    site.bankApi.put("/admin/faults", """
        {"items":[{"effect":"execute_then_reset","share":0.04,"seed":1},{"effect":"unavailable","share":0.04,"seed":2},{"effect":"execute_then_503","share":0.03,"seed":3},
         {"effect":"rate_limit","share":0.03,"seed":4},{"effect":"confirm_late","share":0.05,"seed":5,"after_ms":1500},{"effect":"delay","share":0.02,"seed":6,"after_ms":1000},
         {"effect":"reject","share":0.04,"seed":7},{"effect":"execute_then_half_answer","share":0.02,"seed":8}]}""");
  }

  // ── at the end ─────────────────────────────────────────────────────────────────────────────────────────

  private String summary(Comparison comparison, Duration took) {
    var kinds = done.entrySet().stream().map(e -> "  %3d × %s".formatted(e.getValue(), e.getKey().words)).collect(Collectors.joining("\n"));
    var found = violations.isEmpty() ? "no violation" : violations.size() + " VIOLATIONS\n" + violations.stream().map(v -> "  - " + v.replace("\n", "\n    ")).collect(Collectors.joining("\n"));
    return """

        check crash, seed %d, %d min %d s
        disturbances
        %s
        all up again after      %s
        work went on after that %s
        %s
        %s""".formatted(seed, took.toMinutes(), took.toSecondsPart(), kinds, readyAfter, movedOnAfter, comparison.figures(), found);
  }
}
