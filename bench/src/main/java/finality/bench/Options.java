package finality.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param names workloads to run beside the yardstick; empty: all
 * @param seconds measured in each round, for each workload
 * @param warmUp seconds before them
 * @param scale of TPC-B: 100,000 accounts each
 * @param data where the server's files are kept; null: a directory that is removed at the end
 * @param profile also show which statements the time went to
 */
record Options(List<String> names, int seconds, int warmUp, int rounds, int scale, @Nullable Path json, @Nullable Path data, boolean profile) {

  static final String USAGE = """
      Usage: ./finality bench [NAME…] [--json FILE] [--seconds N] [--rounds N] [--warm-up N] [--scale N] [--data DIR] [--profile]

        NAME       %s; all when none is named, and tpcb always;
                   or calendar, netting or matching alone, which need no server
        --json     also write the results to this file
        --seconds  measured for each workload and round (15), after a warm-up of 3
        --rounds   medians are taken over so many (3)
        --scale    of TPC-B (50: five million accounts)
        --data     keep the server's files there; it must be on the kind of disk that counts
        --profile  which statements the time and the log went to (costs a few per cent itself)
      """;

  /** Not understood; says what is. */
  static final class Misunderstood extends RuntimeException {
    Misunderstood(String message) { super(message); }
  }

  static Options parse(String[] arguments, List<String> known) {
    var names = new ArrayList<String>();
    int seconds = 15, warmUp = 3, rounds = 3, scale = 50;
    Path json = null, data = null;
    boolean profile = false;
    for (var left = List.of(arguments).iterator(); left.hasNext(); ) {
      var argument = left.next();
      switch (argument) {
        case "--json" -> json = Path.of(value(left, argument)).toAbsolutePath();
        case "--data" -> data = Path.of(value(left, argument)).toAbsolutePath();
        case "--seconds" -> seconds = number(left, argument);
        case "--warm-up" -> warmUp = number(left, argument);
        case "--rounds" -> rounds = number(left, argument);
        case "--scale" -> scale = number(left, argument);
        case "--profile" -> profile = true;
        default -> {
          if (!known.contains(argument)) throw new Misunderstood("bench does not know " + argument);
          names.add(argument);
        }
      }
    }
    return new Options(List.copyOf(names), seconds, warmUp, rounds, scale, json, data, profile);
  }

  boolean wants(String name) { return names.isEmpty() || names.contains(name) || name.equals(Report.YARDSTICK); }

  private static String value(Iterator<String> left, String option) {
    if (!left.hasNext()) throw new Misunderstood(option + " needs a value");
    return left.next();
  }

  private static int number(Iterator<String> left, String option) {
    var text = value(left, option);
    if (!text.matches("[1-9][0-9]{0,5}")) throw new Misunderstood(option + " is " + text + ", expected a whole number from 1");
    return Integer.parseInt(text);
  }
}
