package finality.matching;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Pairs of open items that a person should look at, the best few of each. */
final class Proposals {
  private static final int MOST_OF_EACH = 3;
  private static final long MOST_PAIRS = 10_000;
  private static final int LEAST_SCORE = 40;
  /** Business days within which the only two of an amount are proposed: customers pay late. */
  private static final int FARTHEST = 66;
  /** Amounts of one party that differ by less than a fiftieth may be one and the same. */
  private static final BigDecimal FIFTIETH = new BigDecimal("0.02");

  private final Table table;
  private final Window window;
  private final Map<List<String>, Proposal> found = new HashMap<>();

  Proposals(Table table) {
    this.table = table;
    window = table.rules.passes().stream().mapMultiToInt((Pass p, IntConsumer days) -> {
      if (p instanceof Pass.Party by) days.accept(Math.max(by.window().early(), by.window().late()));
    }).mapToObj(days -> new Window(days, days)).findFirst().orElse(new Window(3, 3)).twice();
  }

  List<Proposal> find() {
    Groups.each(table, Table::looseReference, (bs, ss) -> pairs(bs, ss, true));
    Groups.each(table, Half::amount, (bs, ss) -> pairs(bs, ss, false));
    Groups.each(table, (half, i) -> half.get(i).counterparty().isEmpty() ? null : table.likeness.words(half.get(i)), (bs, ss) -> pairs(bs, ss, false));
    var openBooks = open(table.books);
    var openLines = open(table.statement);
    var all = new ArrayList<>(found.values());
    for (var way : table.ambiguous) if (way.books().stream().allMatch(i -> openBooks.contains(i.id())) && way.statement().stream().allMatch(i -> openLines.contains(i.id()))) all.add(way);
    all.sort(Comparator.comparingInt(Proposal::score).reversed().thenComparing(p -> p.books().getFirst().id()).thenComparing(p -> p.statement().getFirst().id())
        .thenComparing(p -> ids(p.books())).thenComparing(p -> ids(p.statement())));
    return best(all);
  }

  private static Set<String> open(Half half) {
    var open = new HashSet<String>();
    for (int i = 0; i < half.items.length; i++) if (half.open(i)) open.add(half.items[i].id());
    return open;
  }

  private static String ids(List<Item> items) { return String.join("\n", items.stream().map(Item::id).toList()); }

  private void pairs(int[] bs, int[] ss, boolean reference) {
    if ((long) bs.length * ss.length > MOST_PAIRS) return;
    boolean only = bs.length == 1 && ss.length == 1;
    for (int b : bs) {
      for (int s : ss) {
        var proposal = pair(b, s, reference, only);
        if (proposal != null) found.merge(List.of(proposal.books().getFirst().id(), proposal.statement().getFirst().id()), proposal, (old, fresh) -> fresh.score() > old.score() ? fresh : old);
      }
    }
  }

  /** @param only of what they have in common there is no other */
  private @Nullable Proposal pair(int b, int s, boolean reference, boolean only) {
    var book = table.books.get(b);
    var line = table.statement.get(s);
    var reasons = new ArrayList<String>();
    int score = reference ? 45 : 0;
    if (reference) reasons.add("same reference");
    var difference = line.amount().amount().subtract(book.amount().amount());
    if (difference.signum() == 0) {
      score += 45;
      reasons.add("same amount");
    } else {
      if (!reference && difference.abs().compareTo(book.amount().amount().multiply(FIFTIETH)) > 0) return null;
      score += 10;
      reasons.add(table.difference(b, s));
    }
    int days = table.days(book, line);
    if (!reference && !window.holds(days) && !(only && difference.signum() == 0 && Math.abs(days) <= FARTHEST)) return null;
    score += Math.max(-10, 15 - 5 * Math.abs(days));
    if (days != 0) reasons.add(Math.abs(days) + (days > 0 ? " business days later" : " business days earlier"));
    int alike = table.likeness(b, s);
    score += Likeness.known(book, line) ? alike * 4 / 10 - 15 : alike / 4;
    reasons.add(alike > 0 ? "names " + alike + " % alike" : Likeness.known(book, line) ? "names differ" : "no names to compare");
    if (table.texts().name(b, s)) {
      score += 30;
      reasons.add("the text names it");
    } else if (table.contradict(b, s)) {
      score -= 25;
      reasons.add(book.contradicts(line) ? "references differ" : "the text names another");
    }
    return score < LEAST_SCORE ? null : new Proposal(Math.min(99, score), List.of(book), List.of(line), List.copyOf(reasons));
  }

  private static List<Proposal> best(List<Proposal> all) {
    var books = new HashMap<String, Integer>();
    var lines = new HashMap<String, Integer>();
    var best = new ArrayList<Proposal>();
    for (var proposal : all) {
      if (shownEnough(books, proposal.books()) || shownEnough(lines, proposal.statement())) continue;
      proposal.books().forEach(i -> books.merge(i.id(), 1, Integer::sum));
      proposal.statement().forEach(i -> lines.merge(i.id(), 1, Integer::sum));
      best.add(proposal);
    }
    return best;
  }

  private static boolean shownEnough(Map<String, Integer> shown, List<Item> items) { return items.stream().anyMatch(i -> shown.getOrDefault(i.id(), 0) >= MOST_OF_EACH); }
}
