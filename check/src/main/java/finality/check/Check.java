package finality.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;

/** {@code ./finality check NAME}. Exit 0: nothing found; 1: violations; 64: wrong usage; 70: the campaign itself could not run. */
public final class Check {
  private static final String USAGE = """
      Usage: ./finality check crash [--kills N] [--seed S] [--keep]

        crash   pays under load through two engines, kills -9 engines, PostgreSQL and the bank at random moments, freezes engines until
                others took over, and compares the bank's journal, the books and every acknowledged answer. 200 kills by default.

        --kills N   how many disturbances
        --seed S    repeats which disturbances come when, and which payments are made (what meets what in time is still the machine's affair)
        --keep      keep the directory with data and logs although nothing was found
      """;

  private Check() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) throws Exception {
    var words = new ArrayDeque<>(Arrays.asList(arguments));
    int kills = 200;
    long seed = new SecureRandom().nextInt(1_000_000_000);
    boolean keep = false;
    var name = words.isEmpty() ? "" : words.pop();
    try {
      while (!words.isEmpty()) {
        switch (words.pop()) {
          case "--kills" -> kills = Integer.parseInt(words.pop());
          case "--seed" -> seed = Long.parseLong(words.pop());
          case "--keep" -> keep = true;
          default -> name = "";
        }
      }
    } catch (RuntimeException _) {   // no number, or none where one belongs
      name = "";
    }
    if (!name.equals("crash")) {
      System.err.print(USAGE);
      return 64;
    }
    return crash(kills, seed, keep);
  }

  private static int crash(int kills, long seed, boolean keep) throws Exception {
    var directory = Files.createTempDirectory("finality-crash-");
    System.out.println("check crash: " + kills + " kills, seed " + seed + ", in " + directory);
    try (var site = new Site(jars(), directory)) {
      Runtime.getRuntime().addShutdownHook(new Thread(site::close));
      var verdict = new Crash(site, seed, System.out).run(kills);
      System.out.println(verdict.summary());
      if (!verdict.violations().isEmpty()) System.out.println("Repeat with: ./finality check crash --kills " + kills + " --seed " + seed + "\nData and logs are kept in " + directory);
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
