package finality.cli;

import finality.matching.BusinessDays;
import finality.matching.Comparison;
import finality.matching.Item;
import finality.matching.Matching;
import finality.matching.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code ./finality match BOOKS STATEMENT}: what two files say of the same account, matched, and where they differ. Needs no engine. */
public final class Match {
  private static final String HELP = " Try ./finality match --help.";

  private final PrintStream out;
  private final PrintStream err;

  Match(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) { Ending.with((out, err) -> new Match(out, err).run(arguments)); }

  private enum Form { TEXT, JSON, CSV }

  /** @param asOf {@code null}: the latest day that the files know */
  private record Asked(Path books, Path statement, @Nullable Path rules, @Nullable LocalDate asOf, Form form) {}

  /** @return the exit code: 0 no breaks, 1 breaks, 64 usage, 65 unreadable file */
  int run(String... arguments) {
    try {
      if (Stream.of(arguments).anyMatch(a -> a.equals("--help") || a.equals("-h"))) {
        out.print(help());
        return 0;
      }
      return run(asked(List.of(arguments)));
    } catch (Stop stop) {
      err.println("match: " + stop.getMessage());
      return stop.code;
    }
  }

  private int run(Asked asked) {
    var rules = asked.rules == null ? Rules.standard() : MatchRules.read(asked.rules);
    var files = new MatchFile(err);
    var books = files.read(asked.books);
    var statement = files.read(asked.statement);
    var asOf = asked.asOf != null ? asked.asOf : latest(books, statement);
    var comparison = compare(books, statement, rules, asOf);
    var report = new MatchReport(comparison, books, statement, asOf);
    switch (asked.form) {
      case TEXT -> report.print(out);
      case JSON -> report.printJson(out);
      case CSV -> report.printCsv(out);
    }
    return comparison.breaks().isEmpty() ? 0 : 1;
  }

  private static Comparison compare(List<Item> books, List<Item> statement, Rules rules, LocalDate asOf) {
    try {
      return Matching.compare(books, statement, rules, BusinessDays.WEEKDAYS, asOf);
    } catch (IllegalArgumentException e) {
      throw Stop.unreadable(e.getMessage());
    }
  }

  private static LocalDate latest(List<Item> books, List<Item> statement) {
    return Stream.of(books, statement).flatMap(Collection::stream).flatMap(i -> Stream.of(i.valueDate(), i.bookingDate())).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH);
  }

  private static Asked asked(List<String> arguments) {
    var files = new ArrayList<Path>();
    Path rules = null;
    LocalDate asOf = null;
    var form = Form.TEXT;
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      switch (argument) {
        case "--json" -> form = Form.JSON;
        case "--csv" -> form = Form.CSV;
        case "--rules" -> rules = Path.of(value(arguments, ++i, argument));
        case "--as-of" -> asOf = day(value(arguments, ++i, argument));
        default -> {
          if (argument.startsWith("--")) throw usage("There is no option " + argument + ".");
          files.add(Path.of(argument));
        }
      }
    }
    if (files.size() != 2) throw usage("Two files are compared, the books and the statement; " + (files.isEmpty() ? "none is" : files.size() + (files.size() == 1 ? " is" : " are")) + " named.");
    return new Asked(files.get(0), files.get(1), rules, asOf, form);
  }

  private static String value(List<String> arguments, int at, String option) {
    if (at >= arguments.size()) throw usage(option + " needs a value.");
    return arguments.get(at);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw usage("--as-of is \"" + text + "\", expected a day such as 2026-11-21.");
    }
  }

  private static Stop usage(String sentence) { return new Stop(Stop.USAGE, sentence + HELP); }

  private static String help() {
    try (var in = Match.class.getResourceAsStream("match-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
