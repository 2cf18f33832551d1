package finality.cli;

import finality.cli.Outcome.Standing;
import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Flag;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import finality.edge.Json.Nothing;
import finality.edge.Json.Text;
import finality.money.Money;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of each line and of all together, for people or as JSON. */
final class Report {
  private static final int ALL_SHOWN = 50;

  private final Board board;

  Report(Board board) { this.board = board; }

  // ── for people ─────────────────────────────────────────────────────────────────────────────────────────

  void print(PrintStream out) {
    boolean all = board.lines.size() <= ALL_SHOWN;
    for (int i = 0; i < board.lines.size(); i++) {
      if (all || board.of(i).standing() != Standing.SETTLED) out.println(line(i));
    }
    out.printf(Locale.ROOT, "%n%-12s %7s   %28s%n", "outcome", "lines", "sum");
    sums().forEach((sum, figures) -> out.printf(Locale.ROOT, "%-12s %7d   %24s %s%n", sum.word, figures.lines, figures.total == null ? "" : figures.total.amount().toPlainString(), sum.currency));
    if (board.replayed() > 0) out.println("Sent by an earlier run and not paid again: " + board.replayed() + (board.replayed() == 1 ? " line" : " lines") + ". To pay a second time use --again.");
  }

  private String line(int index) {
    var line = board.lines.get(index);
    var outcome = board.of(index);
    var amount = line.amount();
    boolean reason = outcome.standing() != Standing.SETTLED && outcome.why() != null;
    return line.place() + "  " + (amount == null ? "" : amount + "  ") + (line.payee().isEmpty() ? "" : line.payee() + "  ") + outcome.word()
        + (reason ? ": " + outcome.why() : "") + (outcome.id() == null ? "" : "  " + outcome.id()) + (outcome.replayed() ? "  (sent before)" : "");
  }

  private record Sum(String word, String currency) {}

  private record Figures(int lines, @Nullable Money total) {
    Figures plus(@Nullable Money amount) { return new Figures(lines + 1, amount == null ? total : total == null ? amount : total.plus(amount)); }
  }

  /** By outcome, within it by currency. */
  private Map<Sum, Figures> sums() {
    var sums = new TreeMap<Sum, Figures>(java.util.Comparator.comparing((Sum s) -> order(s.word)).thenComparing(Sum::word).thenComparing(Sum::currency));
    for (int i = 0; i < board.lines.size(); i++) {
      var amount = board.of(i).standing() == Standing.UNREADABLE ? null : board.lines.get(i).amount();
      var sum = new Sum(board.of(i).word(), amount == null ? "" : amount.asset().code());
      sums.put(sum, sums.getOrDefault(sum, new Figures(0, null)).plus(amount));
    }
    return sums;
  }

  private static int order(String word) { return word.equals("settled") ? 0 : List.of("failed", "cancelled", "reversed", "refused", "unreadable").contains(word) ? 1 : 2; }

  // ── for programs ───────────────────────────────────────────────────────────────────────────────────────

  void printJson(PrintStream out, int exitCode) {
    var lines = new ArrayList<Json>();
    for (int i = 0; i < board.lines.size(); i++) lines.add(json(i));
    var sums = new ArrayList<Json>();
    sums().forEach((sum, figures) -> {
      var row = new LinkedHashMap<String, Json>();
      row.put("outcome", new Text(sum.word));
      row.put("currency", text(sum.currency.isEmpty() ? null : sum.currency));
      row.put("lines", new Digits(Integer.toString(figures.lines)));
      row.put("amount", text(figures.total == null ? null : figures.total.amount().toPlainString()));
      sums.add(new Members(row));
    });
    var report = new LinkedHashMap<String, Json>();
    report.put("exit_code", new Digits(Integer.toString(exitCode)));
    report.put("message", text(board.stopped()));
    report.put("summary", new Items(sums));
    report.put("lines", new Items(lines));
    out.println(new Members(report).text());
  }

  private Json json(int index) {
    var line = board.lines.get(index);
    var outcome = board.of(index);
    var json = new LinkedHashMap<String, Json>();
    json.put("file", new Text(line.place().file()));
    json.put("at", new Text(line.place().at()));
    json.put("idempotency_key", new Text(line.key()));
    json.put("reference", text(line.text("reference")));
    var amount = line.amount();
    json.put("amount", text(amount == null ? null : amount.amount().toPlainString()));
    json.put("currency", text(amount == null ? null : amount.asset().code()));
    json.put("outcome", new Text(outcome.word()));
    json.put("id", text(outcome.id()));
    json.put("reason", text(outcome.why()));
    json.put("replayed", new Flag(outcome.replayed()));
    return new Members(json);
  }

  private static Json text(@Nullable String value) { return value == null ? new Nothing() : new Text(value); }
}
