package finality.matching;

import finality.matching.Break.Severity;
import finality.matching.Break.Side;
import finality.matching.Break.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is left open, by what is wrong with it, and what is matched but not final on both sides. */
final class Breaks {
  private final Table table;
  private final LocalDate asOf;
  private final List<Break> breaks = new ArrayList<>();
  /** Taken while the others are looked at: what has its break needs no other. Open again for the proposals. */
  private final BitSet explainedBooks = new BitSet();
  private final BitSet explainedLines = new BitSet();
  private final BitSet addingUp = new BitSet();

  Breaks(Table table, LocalDate asOf) {
    this.table = table;
    this.asOf = asOf;
  }

  List<Break> find() {
    for (var match : table.matches) status(match);
    mismatches(Table::looseReference, Table::looseReference);
    mismatches(Breaks::bankReference, Breaks::bankReference);
    mismatches(Batches::ofBook, Batches::ofLine);
    table.texts().together().forEach((s, books) -> mismatch(books, new int[] {s}, table.statement.amount(s).subtract(table.books.sum(books))));
    duplicates(table.books, Side.BOOKS);
    duplicates(table.statement, Side.STATEMENT);
    alone();
    explainedBooks.stream().forEach(b -> table.books.taken[b] = false);
    explainedLines.stream().forEach(s -> table.statement.taken[s] = false);
    breaks.sort(Comparator.comparing(Break::severity).reversed().thenComparing(Break::type).thenComparing(Break::side).thenComparing(b -> b.items().getFirst().id()));
    return breaks;
  }

  // ── matched ────────────────────────────────────────────────────────────────────────────────────────────

  private void status(Match match) {
    var here = match.books().getFirst();
    var there = match.statement().getFirst();
    for (var item : match.books()) if (item.standing() != Standing.FINAL) here = item;
    for (var item : match.statement()) if (item.standing() != Standing.FINAL) there = item;
    if (here.standing() == there.standing()) return;
    var severity = here.standing() == Standing.FAILED || there.standing() == Standing.FAILED ? Severity.HIGH : Severity.MEDIUM;
    add(Type.STATUS_MISMATCH, severity, List.of(here), List.of(there), here.amount().amount(), "the books say " + word(here) + ", the statement " + word(there));
  }

  private static String word(Item item) { return item.standing().name().toLowerCase(Locale.ROOT); }

  // ── the same reference, another amount ─────────────────────────────────────────────────────────────────

  private static @Nullable Object bankReference(Half half, int i) {
    var bank = half.get(i).references().bank();
    return bank.isEmpty() ? null : bank;
  }

  private void mismatches(Groups.Key ofBook, Groups.Key ofLine) {
    Groups.each(table, ofBook, ofLine, false, (bs, ss) -> {
      if (!table.oneReference(bs, ss)) return;
      var difference = table.statement.sum(ss).subtract(table.books.sum(bs));
      if (difference.signum() != 0) mismatch(bs, ss, difference);
      else addsUp(bs, ss);
    });
  }

  private void mismatch(int[] bs, int[] ss, BigDecimal difference) {
    for (int b : bs) explain(table.books, b);
    for (int s : ss) explain(table.statement, s);
    var missing = difference.negate();
    var one = bs.length < 2 ? new int[0] : Arrays.stream(bs).filter(b -> table.books.amount(b).compareTo(missing) == 0).toArray();
    var why = "the books say " + table.books.sum(bs).toPlainString() + ", the statement " + table.statement.sum(ss).toPlainString() + (one.length == 1 ? "; the difference is that of " + table.books.get(one[0]).id() : "");
    add(Type.AMOUNT_MISMATCH, Severity.MEDIUM, table.books.of(bs), table.statement.of(ss), difference.abs(), why);
  }

  /** In some way that nobody may choose: proposed, and each is open for itself; but none is the other once more. */
  private void addsUp(int[] bs, int[] ss) {
    for (int s : ss) addingUp.set(s);
    table.ambiguous.add(new Proposal(70, table.books.of(bs), table.statement.of(ss), List.of("same reference", "the amounts add up")));
  }

  private void explain(Half half, int i) {
    half.taken[i] = true;
    (half == table.books ? explainedBooks : explainedLines).set(i);
  }

  // ── once more ──────────────────────────────────────────────────────────────────────────────────────────

  /** What two items share of which one is the other once more. The day counts in the books, and where there is no reference. */
  private record Twin(String reference, BigDecimal amount, String asset, Direction direction, @Nullable LocalDate day, String party, String text) {
    static @Nullable Twin of(Half half, int i, boolean books) {
      var item = half.get(i);
      var own = half.own(i);
      var amount = item.amount();
      if (!own.isEmpty()) return new Twin(own, amount.amount(), amount.asset().code(), item.direction(), books ? item.valueDate() : null, "", "");
      if (item.counterparty().isEmpty() || !item.references().bank().isEmpty()) return null;
      return new Twin("", amount.amount(), amount.asset().code(), item.direction(), item.valueDate(), item.counterparty(), item.text());
    }
  }

  private void duplicates(Half half, Side side) {
    var open = new HashMap<Twin, List<Integer>>();
    for (int i = 0; i < half.items.length; i++) {
      var twin = half.open(i) ? Twin.of(half, i, side == Side.BOOKS) : null;
      if (twin != null) open.computeIfAbsent(twin, _ -> new ArrayList<>()).add(i);
    }
    if (open.isEmpty()) return;
    var originals = new HashMap<Twin, Item>();
    for (int i = 0; i < half.items.length; i++) {
      if (half.open(i) || !half.get(i).expected()) continue;
      var twin = Twin.of(half, i, side == Side.BOOKS);
      if (twin != null && open.containsKey(twin)) originals.putIfAbsent(twin, half.get(i));
    }
    open.forEach((twin, items) -> {
      var original = originals.get(twin);
      if (original == null && (twin.reference.isEmpty() || items.size() < 2 || side == Side.STATEMENT && items.stream().anyMatch(addingUp::get))) return;
      for (int i : original == null ? items.subList(1, items.size()) : items) {
        var item = half.get(i);
        var first = original == null ? half.get(items.getFirst()) : original;
        if (table.likeness.differ(first, item)) continue;   // two suppliers number alike
        explain(half, i);
        var why = "the same as " + first.id();
        add(Type.DUPLICATE, Severity.HIGH, side == Side.BOOKS ? List.of(item) : List.of(), side == Side.BOOKS ? List.of() : List.of(item), item.amount().amount(), why);
      }
    });
  }

  // ── alone ──────────────────────────────────────────────────────────────────────────────────────────────

  private void alone() {
    for (int b = 0; b < table.books.items.length; b++) {
      if (!table.books.open(b)) continue;
      var item = table.books.get(b);
      boolean inTransit = age(item) <= table.rules.inTransit();
      if (inTransit && item.standing() == Standing.PENDING) continue;   // nothing is due yet
      var why = inTransit ? "may still be on its way" : "not on the statement";
      add(Type.MISSING_SETTLEMENT, inTransit ? Severity.LOW : Severity.MEDIUM, List.of(item), List.of(), item.amount().amount(), why);
    }
    var others = otherWayRound();
    for (int s = 0; s < table.statement.items.length; s++) {
      if (!table.statement.open(s)) continue;
      var item = table.statement.get(s);
      var other = others.get(table.statement.own(s));
      boolean back = other != null && other.direction() != item.direction();
      var severity = item.standing() == Standing.PENDING ? Severity.LOW : back || item.direction() == Direction.DEBIT ? Severity.HIGH : Severity.MEDIUM;   // money that left unasked weighs more, and what comes back
      add(Type.UNEXPECTED, severity, List.of(), List.of(item), item.amount().amount(), back ? "not in the books; " + other.id() + ", the other way, has its reference: it may have come back" : "not in the books");
    }
  }

  /** By the references of lines that are open, the books' item that has it. */
  private Map<String, Item> otherWayRound() {
    var wanted = new HashSet<String>();
    for (int s = 0; s < table.statement.items.length; s++) if (table.statement.open(s) && !table.statement.own(s).isEmpty()) wanted.add(table.statement.own(s));
    var found = new HashMap<String, Item>();
    if (!wanted.isEmpty()) for (int b = 0; b < table.books.items.length; b++) if (wanted.contains(table.books.own(b))) found.putIfAbsent(table.books.own(b), table.books.get(b));
    return found;
  }

  private int age(Item item) { return Math.max(0, table.days.between(item.valueDate(), asOf)); }

  private void add(Type type, Severity severity, List<Item> books, List<Item> statement, BigDecimal amount, String why) {
    var first = books.isEmpty() ? statement.getFirst() : books.getFirst();
    int age = Stream.concat(books.stream(), statement.stream()).mapToInt(this::age).max().orElse(0);
    var raised = severity.raised(amount.compareTo(table.rules.alert()) >= 0).raised(age > table.rules.old());
    breaks.add(new Break(type, raised, books, statement, amount, first.amount().asset(), age, why));
  }
}
