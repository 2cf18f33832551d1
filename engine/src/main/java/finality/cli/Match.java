package finality.cli;

import finality.calendar.WrongCalendar;
import finality.matching.Comparison;
import finality.matching.Direction;
import finality.matching.Item;
import finality.matching.Matching;
import finality.matching.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;

/** {@code ./finality match BOOKS STATEMENT}: what two files say of the same account, matched, and where they differ. Needs no engine. */
public final class Match {
  /** Below it so little matches, and from it on so much, that the directions of one side are the other way round. */
  private static final BigDecimal LITTLE = new BigDecimal("0.1");
  private static final BigDecimal NEARLY_ALL = new BigDecimal("0.9");

  private final PrintStream out;
  private final PrintStream err;

  Match(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) { Ending.with("match", (out, err) -> new Match(out, err).run(arguments)); }

  /** @return the exit code: 0 no breaks, 1 breaks, 64 usage, 65 a file that cannot be read or compared */
  int run(String... arguments) {
    var words = Words.of(arguments);
    try {
      if (words.has("--help") || words.has("-h")) {
        out.print(help());
        return 0;
      }
      return compare(words);
    } catch (Stop stop) {
      err.println("match: " + stop.getMessage() + (stop.code == Stop.USAGE ? " Try ./finality match --help." : ""));
      return stop.code;
    } catch (WrongCalendar wrong) {
      err.println("match: " + wrong.getMessage());
      return Stop.UNREADABLE;
    }
  }

  private int compare(Words words) {
    words.allow("--rules", "--as-of", "--calendar", "--centre", "--account", "--despite-findings", "--json", "--csv");
    var named = words.plain();
    if (named.size() != 2) throw usage("Two files are compared, the books and the statement; " + (named.isEmpty() ? "none is" : named.size() + (named.size() == 1 ? " is" : " are")) + " named.");
    if (words.has("--json") && words.has("--csv")) throw usage("--json and --csv are two answers; choose one.");
    var rules = words.has("--rules") ? MatchRules.read(Words.path(words.value("--rules"))) : Rules.standard();
    var files = new MatchFile(words.has("--account") ? words.value("--account") : null, words.has("--despite-findings"), err);
    var left = files.read(Words.path(named.getFirst()));
    var right = files.read(Words.path(named.getLast()));
    if (isSame(Words.path(named.getFirst()), Words.path(named.getLast()))) err.println("match: " + named.getFirst() + " and " + named.getLast() + " are one file; that it agrees with itself says nothing.");
    var books = left.inBatchesOf(right);
    var statement = right.inBatchesOf(left);
    if (books.isEmpty() && statement.isEmpty()) throw Stop.unreadable("There is no item in either file; nothing was compared.");   // exports that failed look the same
    var latest = latest(books, statement);
    var asOf = words.has("--as-of") ? day(words.value("--as-of")) : latest;
    if (asOf.isBefore(latest)) err.println("--as-of " + asOf + " is before " + latest + ", the latest day in the files; what is of a later day has the age 0.");
    var days = MatchDays.of(words, List.of(books, statement), asOf, err);
    var comparison = compare(books, statement, rules, days, asOf);
    if (comparison.matchRate().compareTo(LITTLE) < 0 && !books.isEmpty() && !statement.isEmpty()) tellSwapped(compare(books, statement.stream().map(Match::swapped).toList(), rules, days, asOf));
    var report = new MatchReport(comparison, books.size(), statement.size(), days.name(), asOf);
    if (words.has("--json")) report.printJson(out);
    else if (words.has("--csv")) report.printCsv(out);
    else report.print(out);
    return comparison.breaks().isEmpty() ? 0 : 1;
  }

  private static Comparison compare(List<Item> books, List<Item> statement, Rules rules, MatchDays days, LocalDate asOf) {
    try {
      return Matching.compare(books, statement, rules, days, asOf);
    } catch (IllegalArgumentException e) {
      throw Stop.unreadable(e.getMessage());
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException _) {
      return false;   // both were read, and what they are is no longer to be learnt
    }
  }

  private static Item swapped(Item item) {
    return new Item(item.id(), item.amount(), item.direction() == Direction.DEBIT ? Direction.CREDIT : Direction.DEBIT, item.valueDate(), item.bookingDate(), item.references(), item.counterparty(), item.text(), item.standing());
  }

  /** @param swapped the same items, the statement's with debit for credit */
  private void tellSwapped(Comparison swapped) {
    if (swapped.matchRate().compareTo(NEARLY_ALL) >= 0)
      err.println("match: hardly anything matches, and with debit for credit on one side " + swapped.matchRate().movePointRight(2).setScale(0, RoundingMode.DOWN) + " % would. The direction is as the account's holder sees it, on both sides; look which side has it the other way round.");
  }

  /** Of the value and booking dates; one side at least has an item. */
  private static LocalDate latest(List<Item> books, List<Item> statement) {
    var latest = LocalDate.MIN;
    for (var side : List.of(books, statement)) {
      for (var item : side) {
        if (item.valueDate().isAfter(latest)) latest = item.valueDate();
        if (item.bookingDate().isAfter(latest)) latest = item.bookingDate();
      }
    }
    return latest;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw usage("--as-of is \"" + text + "\", expected a day such as 2026-11-21.");
    }
  }

  private static Stop usage(String sentence) { return new Stop(Stop.USAGE, sentence); }

  private static String help() {
    try (var in = Match.class.getResourceAsStream("match-help.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
