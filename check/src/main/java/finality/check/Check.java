package finality.check;

import finality.settlement.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** {@code ./finality check NAME}. Exit 0: nothing found; 1: violations; 64: wrong usage; 70: the campaign itself could not run. */
public final class Check {
  private static final String USAGE = """
      Usage: ./finality check crash [--kills N] [--only random|aimed|WORDS] [--seed S] [--keep]

        crash   random   pays under load through two engines, kills -9 engines, PostgreSQL and the bank at random moments, freezes engines until
                         others took over
                aimed    kills or freezes an engine at exact moments: before and after each commit, at each byte to and from the bank
                and compares the bank's journal, the books and every acknowledged answer. 200 kills by default, every named moment among them.

        --kills N   how many in all; the aimed ones are up to half of them
        --only X    only random ones, only aimed ones, or only those aimed at moments whose names have these words
        --seed S    repeats which disturbances come when, and which payments are made (what meets what in time is still the machine's affair)
        --keep      keep the directories with data and logs although nothing was found

      Usage: ./finality check simulate [--days N] [--payments N] [--seed S]

        plays whole days on a clock of their own: two engines on a real database, a bank with bad habits, clients, and people who decide; at the end
        of each day audits the books, compares the bank's journal, and finds every instruction at an end or with a person. 10 days of 200 payments by default.
      """;

  private Check() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) throws Exception {
    var words = new ArrayDeque<>(Arrays.asList(arguments));
    var name = words.isEmpty() ? "" : words.pop();
    var options = new HashMap<String, String>();
    while (!words.isEmpty()) {
      var option = words.pop();
      options.put(option, option.equals("--keep") || words.isEmpty() ? "" : words.pop());
    }
    var known = switch (name) {
      case "crash" -> Set.of("--kills", "--only", "--seed", "--keep");
      case "simulate" -> Set.of("--days", "--payments", "--seed");
      default -> Set.<String>of();
    };
    try {
      if (known.isEmpty() || !known.containsAll(options.keySet())) throw new NumberFormatException();
      long seed = options.containsKey("--seed") ? Long.parseLong(options.get("--seed")) : new SecureRandom().nextInt(1_000_000_000);
      if (name.equals("simulate")) return simulate(number(options, "--days", 10), number(options, "--payments", 200), seed);
      return crash(number(options, "--kills", 200), options.getOrDefault("--only", ""), seed, options.containsKey("--keep"));
    } catch (NumberFormatException _) {
      System.err.print(USAGE);
      return 64;
    }
  }

  private static int number(Map<String, String> options, String name, int otherwise) { return options.containsKey(name) ? Integer.parseInt(options.get(name)) : otherwise; }

  private static int simulate(int days, int payments, long seed) {
    System.out.println("check simulate: " + days + " days of " + payments + " payments, seed " + seed);
    var violations = Simulation.run(days, payments, seed, System.out);
    System.out.println(violations.isEmpty() ? "no violation" : violations.size() + " VIOLATIONS\n  - " + String.join("\n  - ", violations)
        + "\nRepeat with: ./finality check simulate --days " + days + " --payments " + payments + " --seed " + seed);
    return violations.isEmpty() ? 0 : 1;
  }

  private static int crash(int kills, String only, long seed, boolean keep) throws Exception {
    var shots = only.equals("random") ? List.<Shot>of() : aimed(only, only.equals("aimed") ? kills : kills / 2, new SplittableRandom(seed));
    int random = only.isEmpty() || only.equals("random") ? kills - shots.size() : 0;
    int worst = 0;
    if (!shots.isEmpty()) {
      var trap = new Trap();
      worst = campaign("aimed", shots.size(), seed, keep, directory -> new Site(jars(), directory, trap), site -> new Aimed(site, trap, seed, System.out).run(shots));
    }
    if (random > 0) worst = Math.max(worst, campaign("random", random, seed, keep, directory -> new Site(jars(), directory), site -> new Crash(site, seed, System.out).run(random)));
    return worst;
  }

  /** Every moment once, then again with other bytes, up to so many; or all those with these words in their names. */
  private static List<Shot> aimed(String only, int most, SplittableRandom random) {
    var shots = new ArrayList<Shot>();
    if (!only.isEmpty() && !only.equals("aimed")) return Shot.all(random).stream().filter(shot -> shot.name().contains(only)).toList();
    while (shots.size() < most) shots.addAll(Shot.all(random));
    return shots.subList(0, most);
  }

  private interface Place { Site in(Path directory) throws IOException; }

  private interface Campaign { Verdict run(Site site) throws IOException, InterruptedException; }

  private static int campaign(String name, int kills, long seed, boolean keep, Place place, Campaign campaign) throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("finality-crash-");
    System.out.println("check crash: " + kills + " " + name + " kills, seed " + seed + ", in " + directory);
    try (var site = place.in(directory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(site::close));
      var verdict = campaign.run(site);
      System.out.println(verdict.summary());
      if (!verdict.violations().isEmpty()) System.out.println("Repeat with: ./finality check crash --only " + name + " --kills " + kills + " --seed " + seed + "\nData and logs are kept in " + directory);
      else if (!keep) site.deleteOnClose();
      return verdict.violations().isEmpty() ? 0 : 1;
    } catch (Site.NotRunning e) {
      System.err.println("check crash: " + e.getMessage() + "\nLogs are in " + directory);
      return 70;
    }
  }

  /** The checkout this jar was built in. */
  static Path jars() throws IOException {
    var here = Path.of(Check.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    for (var at = here; at != null; at = at.getParent()) if (Files.exists(at.resolve("engine/pom.xml"))) return at;
    throw new IOException("engine/ and sandbox/ are not found above " + here);
  }
}
