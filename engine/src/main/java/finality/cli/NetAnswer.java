package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Flag;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import finality.edge.Json.Nothing;
import finality.edge.Json.Text;
import finality.netting.Clearing;
import finality.netting.Figures;
import finality.netting.Leg;
import finality.netting.Method;
import finality.netting.Net;
import finality.netting.Netting;
import finality.netting.NettingSet;
import finality.netting.Obligation;
import finality.netting.Queued;
import finality.netting.Rule;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code ./finality net}, for people or as JSON.
 *
 * @param netting of what settles
 * @param clearing {@code null}: no balances were asked about, and all settles by its nets
 */
record NetAnswer(NetInput input, Rule rule, Netting netting, @Nullable Clearing clearing, Map<String, Integer> scales) {
  private static final int MOST_SHOWN = 50;

  static NetAnswer of(NetInput input, Rule rule, Netting netting) { return new NetAnswer(input, rule, netting, null, scales(input, null)); }

  static NetAnswer of(NetInput input, Clearing clearing) {
    var method = switch (clearing.rule()) {
      case GROSS -> Method.GROSS;
      case BILATERAL -> Method.BILATERAL;
      case MULTILATERAL, FIFO, BYPASS, EXACT -> Method.MULTILATERAL;
    };
    var settled = new ArrayList<Obligation>();   // they go now, whenever they were due
    for (var entry : clearing.settled()) for (var leg : entry.legs()) settled.add(new Obligation(leg.payer(), leg.payee(), leg.asset(), leg.amount(), null, entry.reference() + "/" + settled.size()));
    return new NetAnswer(input, clearing.rule(), Netting.of(method, settled), clearing, scales(input, clearing));
  }

  /** Amounts are shown with as many decimals as their asset was written with anywhere. */
  private static Map<String, Integer> scales(NetInput input, @Nullable Clearing clearing) {
    var scales = new HashMap<String, Integer>();
    for (var o : input.obligations()) scales.merge(o.asset(), o.amount().scale(), Math::max);
    if (clearing != null) for (var p : clearing.positions()) scales.merge(p.account().asset(), Math.max(p.before().amount().scale(), p.before().limit().scale()), Math::max);
    return scales;
  }

  private String shown(String asset, BigDecimal amount) { return amount.setScale(Math.max(scales.getOrDefault(asset, 0), Math.max(0, amount.stripTrailingZeros().scale()))).toPlainString(); }

  private List<Queued> settled() { return clearing == null ? input.queue() : clearing.settled(); }

  private List<Clearing.Waiting> waiting() { return clearing == null ? List.of() : clearing.waiting(); }

  private List<Clearing.Position> positions() { return clearing == null ? List.of() : clearing.positions(); }

  /** What is due on a day; {@code null}: now. */
  private record Due<T>(@Nullable LocalDate day, T what) {}

  /** What is due on different days is not set off, and not added up either. By asset, name and day. */
  private List<Due<Net>> nets() {
    var days = new TreeMap<LocalDate, List<NettingSet>>(Comparator.nullsFirst(Comparator.naturalOrder()));
    for (var set : netting.sets()) days.computeIfAbsent(set.due(), _ -> new ArrayList<>()).add(set);
    var nets = new ArrayList<Due<Net>>();
    days.forEach((day, sets) -> { for (var net : new Netting(netting.method(), sets).nets()) nets.add(new Due<>(day, net)); });
    nets.sort(Comparator.comparing((Due<Net> net) -> net.what.asset()).thenComparing(net -> net.what.participant()));
    return nets;
  }

  private List<Due<Leg>> payments() { return netting.sets().stream().flatMap(set -> set.payments().stream().map(leg -> new Due<>(set.due(), leg))).toList(); }

  /** Of the one asset that is paid; {@code null} where there are several, whose amounts do not add up. */
  private @Nullable Figures figures() {
    if (input.paid().size() != 1) return null;
    return netting.figures().getOrDefault(input.paid().first(), new Figures(input.paid().first(), BigDecimal.ZERO, BigDecimal.ZERO, 0, 0));
  }

  // ── for programs ───────────────────────────────────────────────────────────────────────────────────────

  String json() {
    var figures = figures();
    var answer = new LinkedHashMap<String, Json>();
    answer.put("mode", new Text(word(rule)));
    answer.put("nets", items(nets(), this::net));
    answer.put("asset", figures == null ? new Nothing() : new Text(figures.asset()));
    answer.put("gross", figures == null ? new Nothing() : new Text(shown(figures.asset(), figures.gross())));
    answer.put("netted", figures == null ? new Nothing() : new Text(shown(figures.asset(), figures.netted())));
    answer.put("efficiency", figures == null ? new Nothing() : new Text(share(figures)));
    answer.put("assets", items(List.copyOf(netting.figures().values()), this::json));
    answer.put("payments", items(payments(), this::payment));
    answer.put("settled", items(settled(), entry -> new Text(entry.reference())));
    answer.put("waiting", items(waiting(), w -> members("reference", new Text(w.entry().reference()), "why", new Text(w.why().toString()))));
    answer.put("balances", items(positions(), this::json));
    if (clearing != null) {
      answer.put("blockage", new Text(word(clearing.blockage())));
      answer.put("best", new Flag(clearing.best()));
    }
    return new Members(answer).text();
  }

  private Json net(Due<Net> due) {
    var net = due.what;
    return members(due.day, "participant", new Text(net.participant()), "asset", new Text(net.asset()), "net", new Text(shown(net.asset(), net.amount())));
  }

  private Json payment(Due<Leg> due) {
    var leg = due.what;
    return members(due.day, "payer", new Text(leg.payer()), "payee", new Text(leg.payee()), "asset", new Text(leg.asset()), "amount", new Text(shown(leg.asset(), leg.amount())));
  }

  private Json json(Figures f) {
    return members("asset", new Text(f.asset()), "gross", new Text(shown(f.asset(), f.gross())), "netted", new Text(shown(f.asset(), f.netted())), "efficiency", new Text(share(f)),
        "obligations", new Digits(String.valueOf(f.obligations())), "payments", new Digits(String.valueOf(f.payments())));
  }

  private Json json(Clearing.Position p) {
    var asset = p.account().asset();
    return members("participant", new Text(p.account().participant()), "asset", new Text(asset), "before", new Text(shown(asset, p.before().amount())), "after", new Text(shown(asset, p.after())));
  }

  private static String share(Figures figures) {
    var share = figures.efficiency().stripTrailingZeros();
    return share.signum() == 0 ? "0" : share.toPlainString();
  }

  private static String word(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }

  private static <T> Items items(List<T> of, java.util.function.Function<T, Json> json) { return new Items(of.stream().map(json).toList()); }

  /** With the day on which it is due, where there is one. */
  private static Members members(@Nullable LocalDate day, Object... namesAndValues) {
    var members = new LinkedHashMap<>(members(namesAndValues).values());
    if (day != null) members.put("due", new Text(day.toString()));
    return new Members(members);
  }

  private static Members members(Object... namesAndValues) {
    var members = new LinkedHashMap<String, Json>();
    for (int i = 0; i < namesAndValues.length; i += 2) members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
    return new Members(members);
  }

  // ── for people ─────────────────────────────────────────────────────────────────────────────────────────

  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%d %s, %s%n%n", input.queue().size(), input.trades() ? "trades" : "obligations", word(rule));
    if (clearing == null) {
      var nets = nets();
      boolean dated = nets.stream().anyMatch(net -> net.day != null);
      out.printf(Locale.ROOT, "%-24s %-12s %24s%s%n", "participant", "asset", "net", dated ? "  due" : "");
      for (var net : nets) out.printf(Locale.ROOT, "%-24s %-12s %24s%s%n", net.what.participant(), net.what.asset(), shown(net.what.asset(), net.what.amount()), net.day == null ? "" : "  " + net.day);
    } else {
      out.printf(Locale.ROOT, "%-24s %-12s %24s %24s %24s%n", "participant", "asset", "before", "net", "after");
      for (var p : positions()) {
        var asset = p.account().asset();
        out.printf(Locale.ROOT, "%-24s %-12s %24s %24s %24s%n", p.account().participant(), asset, shown(asset, p.before().amount()), shown(asset, p.net()), shown(asset, p.after()));
      }
    }
    out.println();
    for (var f : netting.figures().values())
      out.printf(Locale.ROOT, "%-12s gross %s, netted %s, saved %s %%; %d become %d payments%n", f.asset(), shown(f.asset(), f.gross()), shown(f.asset(), f.netted()), f.efficiency().movePointRight(2).setScale(2, java.math.RoundingMode.DOWN).toPlainString(),
          f.obligations(), f.payments());
    if (clearing != null) printWaiting(out, clearing);
  }

  private void printWaiting(PrintStream out, Clearing clearing) {
    out.printf(Locale.ROOT, "%n%d settled, %d waiting%s%s%n", clearing.settled().size(), clearing.waiting().size(), blocked(clearing), clearing.rule() == Rule.EXACT ? clearing.best() ? "; proven to be the most value" : "; not proven to be the most value" : "");
    clearing.waiting().stream().limit(MOST_SHOWN).forEach(w -> out.printf(Locale.ROOT, "  %-20s %s%n", w.entry().reference(), w.why()));
    if (clearing.waiting().size() > MOST_SHOWN) out.printf(Locale.ROOT, "  … and %d more; --json has all%n", clearing.waiting().size() - MOST_SHOWN);
  }

  private static String blocked(Clearing clearing) {
    return switch (clearing.blockage()) {
      case NONE -> "";
      case GRIDLOCK -> ": a gridlock, some of it could go together with the money there is";
      case DEADLOCK -> ": a deadlock, nothing more goes" + (clearing.rule().respectsOrder() ? " in this order" : "") + " without more money";
      case UNDECIDED -> ": no set of it was found that goes, and none was proven not to exist";
    };
  }
}
