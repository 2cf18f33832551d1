package finality.cli;

import finality.matching.Comparison;
import finality.matching.Item;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.io.JsonStringEncoder;

/** A comparison for people, or written item by item for programs. */
final class MatchReport {
  private static final int SHOWN = 50;

  private final Comparison comparison;
  private final int books;
  private final int lines;
  private final String calendar;
  private final LocalDate asOf;

  /** @param books how many items they have; {@code lines}: the statement */
  MatchReport(Comparison comparison, int books, int lines, String calendar, LocalDate asOf) {
    this.comparison = comparison;
    this.books = books;
    this.lines = lines;
    this.calendar = calendar;
    this.asOf = asOf;
  }

  // ── for people ─────────────────────────────────────────────────────────────────────────────────────────

  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%d items in the books, %d on the statement, %s %% of them matched; as of %s, business days of %s.%n", books, lines, comparison.matchRate().movePointRight(2).setScale(2, RoundingMode.DOWN).toPlainString(), asOf, calendar);
    var passes = new TreeMap<String, Integer>();
    for (var match : comparison.matches()) passes.merge(match.pass(), 1, Integer::sum);
    if (!passes.isEmpty()) out.printf(Locale.ROOT, "%n%-32s %9s%n", "pass", "matches");
    passes.forEach((pass, count) -> out.printf(Locale.ROOT, "%-32s %9d%n", pass, count));
    if (!comparison.breaks().isEmpty()) out.printf(Locale.ROOT, "%n%-18s %-8s %18s %-4s %4s  %s%n", "break", "severity", "amount", "", "days", "items");
    comparison.breaks().stream().limit(SHOWN).forEach(b -> out.printf(Locale.ROOT, "%-18s %-8s %18s %-4s %4d  %s: %s%n", word(b.type()), word(b.severity()), b.amount().toPlainString(), b.asset().code(), b.age(),
        ids(b.items()), b.why()));
    more(out, comparison.breaks().size());
    if (!comparison.proposals().isEmpty()) out.printf(Locale.ROOT, "%n%-8s %s%n", "proposal", "score, books, statement, reasons");
    comparison.proposals().stream().limit(SHOWN).forEach(p -> out.printf(Locale.ROOT, "%8d %s <> %s: %s%n", p.score(), ids(p.books()), ids(p.statement()), String.join(", ", p.reasons())));
    more(out, comparison.proposals().size());
  }

  private static void more(PrintStream out, int all) {
    if (all > SHOWN) out.println("… and " + (all - SHOWN) + " more; --json and --csv show all");
  }

  static String word(Enum<?> value) { return value.name().toLowerCase(Locale.ROOT); }

  /** With a blank between them; one that is part of an id has a backslash before it, and so has a backslash. */
  private static String ids(List<Item> items) { return items.stream().map(item -> item.id().replace("\\", "\\\\").replace(" ", "\\ ")).collect(Collectors.joining(" ")); }

  // ── for programs ───────────────────────────────────────────────────────────────────────────────────────

  /** Written as it goes: a million matches are not built up as a tree first. */
  void printJson(PrintStream out) {
    var json = new StringBuilder(1 << 16).append("{\"matches\":[");
    boolean first = true;
    for (var match : comparison.matches()) {
      comma(json, first, out).append("{\"pass\":");
      quote(json, match.pass()).append(",\"books\":");
      ids(json, match.books()).append(",\"statement\":");
      ids(json, match.statement());
      if (!match.why().isEmpty()) quote(json.append(",\"why\":"), match.why());
      json.append('}');
      first = false;
    }
    json.append("],\n\"breaks\":[");
    breaks(json, out);
    json.append("],\n\"proposals\":[");
    first = true;
    for (var proposal : comparison.proposals()) {
      ids(comma(json, first, out).append("{\"score\":").append(proposal.score()).append(",\"books\":"), proposal.books());
      ids(json.append(",\"statement\":"), proposal.statement());
      texts(json.append(",\"reasons\":"), proposal.reasons()).append('}');
      first = false;
    }
    json.append("],\n\"match_rate\":").append(plain(comparison.matchRate())).append(",\"as_of\":\"").append(asOf).append("\",\"calendar\":");
    out.println(quote(json, calendar).append('}'));
  }

  private void breaks(StringBuilder json, PrintStream out) {
    boolean first = true;
    for (var b : comparison.breaks()) {
      quote(comma(json, first, out).append("{\"type\":"), word(b.type()));
      quote(json.append(",\"severity\":"), word(b.severity()));
      quote(json.append(",\"side\":"), word(b.side()));
      ids(json.append(",\"ids\":"), b.items());
      quote(json.append(",\"amount\":"), b.amount().toPlainString());
      quote(json.append(",\"currency\":"), b.asset().code());
      quote(json.append(",\"age_days\":").append(b.age()).append(",\"why\":"), b.why()).append('}');
      first = false;
    }
  }

  private static String plain(BigDecimal rate) { return rate.signum() == 0 ? "0" : rate.stripTrailingZeros().toPlainString(); }

  private static StringBuilder comma(StringBuilder json, boolean first, PrintStream out) {
    if (!first) json.append(",\n");
    if (json.length() > 1 << 15) {
      out.print(json);
      json.setLength(0);
    }
    return json;
  }

  private static StringBuilder ids(StringBuilder json, List<Item> items) {
    json.append('[');
    for (int i = 0; i < items.size(); i++) quote(i == 0 ? json : json.append(','), items.get(i).id());
    return json.append(']');
  }

  private static StringBuilder texts(StringBuilder json, List<String> texts) {
    json.append('[');
    for (int i = 0; i < texts.size(); i++) quote(i == 0 ? json : json.append(','), texts.get(i));
    return json.append(']');
  }

  private static StringBuilder quote(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"');
  }

  /** One row for each finding; several ids stand in one field, as {@link #ids} joins them. The amount is that of the books' items together, of a break the break's. */
  void printCsv(PrintStream out) {
    out.println("result,type,severity,books,statement,amount,currency,age_days,why,score");
    for (var match : comparison.matches()) row(out, "match", match.pass(), "", cell(match.books()), cell(match.statement()),
        sum(match.books()), match.books().getFirst().amount().asset().code(), "", match.why(), "");
    for (var b : comparison.breaks()) {
      row(out, "break", word(b.type()), word(b.severity()), cell(b.books()), cell(b.statement()), b.amount().toPlainString(), b.asset().code(), Integer.toString(b.age()), b.why(), "");
    }
    for (var p : comparison.proposals())
      row(out, "proposal", "", "", cell(p.books()), cell(p.statement()), sum(p.books()), p.books().getFirst().amount().asset().code(), "", String.join("; ", p.reasons()), Integer.toString(p.score()));
  }

  private static String sum(List<Item> items) { return items.stream().map(item -> item.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString(); }

  /** What begins as a formula does in a spreadsheet, or with an apostrophe, has one more apostrophe before it here: ids and texts are what somebody else wrote. */
  private static String cell(List<Item> items) {
    var ids = ids(items);
    return !ids.isEmpty() && "=+-@'\t\r".indexOf(ids.charAt(0)) >= 0 ? "'" + ids : ids;
  }

  private static void row(PrintStream out, String... fields) {
    var line = new StringBuilder();
    for (var field : fields) {
      if (!line.isEmpty()) line.append(',');   // the first is never empty
      if (field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) line.append('"').append(field.replace("\"", "\"\"")).append('"');
      else line.append(field);
    }
    out.println(line);
  }
}
