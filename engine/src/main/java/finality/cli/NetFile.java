package finality.cli;

import finality.netting.Balance;
import finality.netting.LiquiditySaving;
import finality.netting.Method;
import finality.netting.Netting;
import finality.netting.Rule;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code ./finality net FILE.csv}: what is left of a file of obligations or trades, and which of them go with the balances there are. Needs no engine. */
public final class NetFile {
  private static final List<String> MODES = Arrays.stream(Rule.values()).map(rule -> rule.name().toLowerCase(Locale.ROOT)).toList();

  private final PrintStream out;
  private final PrintStream err;

  NetFile(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) { Ending.with("net", (out, err) -> new NetFile(out, err).run(arguments)); }

  /** @return the exit code: 0 computed, whether or not all settles; 64 usage, 65 unreadable file */
  int run(String... arguments) {
    try {
      if (Arrays.asList(arguments).contains("--help") || Arrays.asList(arguments).contains("-h")) out.print(help());
      else answer(Asked.parse(arguments));
      return 0;
    } catch (Stop stop) {
      err.println("net: " + stop.getMessage());
      return stop.code;
    }
  }

  private void answer(Asked asked) {
    var input = NetInput.read(asked.file);
    var balances = asked.balances == null ? List.<Balance>of() : NetInput.balances(asked.balances);
    NetNames.check(input.obligations(), balances, err);
    var rule = asked.rule != null ? asked.rule : asked.balances != null ? Rule.FIFO : Rule.MULTILATERAL;
    boolean netsAlone = asked.balances == null && rule.ordinal() <= Rule.MULTILATERAL.ordinal();
    var answer = netsAlone ? NetAnswer.of(input, rule, Netting.of(Method.valueOf(rule.name()), input.obligations()))
        : NetAnswer.of(input, LiquiditySaving.clear(rule, input.queue(), balances));
    if (asked.json) out.println(answer.json());
    else answer.print(out);
  }

  private static String help() {
    try (var in = NetFile.class.getResourceAsStream("net-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Asked(Path file, @Nullable Path balances, @Nullable Rule rule, boolean json) {

    static Asked parse(String[] arguments) {
      Path file = null, balances = null;
      Rule rule = null;
      boolean json = false;
      for (var words = List.of(arguments).iterator(); words.hasNext(); ) {
        var word = words.next();
        switch (word) {
          case "--json" -> json = true;
          case "--balances" -> balances = once(balances, word, Words.path(value(words, word)));
          case "--mode" -> rule = once(rule, word, rule(value(words, word)));
          default -> {
            if (word.startsWith("--mode=")) rule = once(rule, "--mode", rule(word.substring("--mode=".length())));
            else if (word.startsWith("--balances=")) balances = once(balances, "--balances", Words.path(word.substring("--balances=".length())));
            else if (word.startsWith("-")) throw usage("There is no option " + word + ".");
            else if (file != null) throw usage("One file at a time: " + file + " and " + word + " are named.");
            else file = Words.path(word);
          }
        }
      }
      if (file == null) throw usage("No file is named.");
      return new Asked(file, balances, rule, json);
    }

    private static <T> T once(@Nullable T earlier, String option, T value) {
      if (earlier != null) throw usage(option + " is there twice.");
      return value;
    }

    private static String value(Iterator<String> words, String option) {
      if (!words.hasNext()) throw usage(option + " needs a value.");
      return words.next();
    }

    private static Rule rule(String word) {
      if (!MODES.contains(word)) throw usage("--mode is \"" + word + "\", expected one of " + String.join(", ", MODES) + ".");
      return Rule.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Stop usage(String sentence) { return new Stop(Stop.USAGE, sentence + " Try ./finality net --help."); }
  }
}
