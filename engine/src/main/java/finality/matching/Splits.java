package finality.matching;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One item against several: a payment in parts, a lump sum. Taken only when exactly one set of candidates adds up to it and no other item
 * could use any of that set: the only cover there is.
 */
final class Splits {
  /** Names are found by the beginnings of their words; one that so many share is no help. */
  private static final int BEGINNING = 4;
  private static final int MOST_BY_BEGINNING = 2_000;
  private static final int[] NONE = {};

  private final Table table;
  private final Pass.Split pass;
  private final Half ones;
  private final Half parts;

  Splits(Table table, Pass.Split pass) {
    this.table = table;
    this.pass = pass;
    ones = pass.oneToMany() ? table.books : table.statement;
    parts = pass.oneToMany() ? table.statement : table.books;
  }

  /** A one, what may be its parts (the largest first), and which of them add up. */
  private record Puzzle(int one, int[] candidates, Cover.Answer answer) {
    int[] way(int n) {
      long way = answer.ways().get(n);
      return IntStream.range(0, candidates.length).filter(i -> (way >> i & 1) == 1).map(i -> candidates[i]).toArray();
    }
  }

  void run() {
    if (pass.byReference()) {
      Groups.each(table, Table::looseReference, (bs, ss) -> {
        if (table.oneReference(bs, ss)) sameReference(pass.oneToMany() ? bs : ss, pass.oneToMany() ? ss : bs);
      });
      if (!pass.oneToMany()) namedTogether();
    } else {
      Groups.each(table, (half, i) -> "", (bs, ss) -> sameParty(pass.oneToMany() ? bs : ss, pass.oneToMany() ? ss : bs));
    }
  }

  // ── by reference ───────────────────────────────────────────────────────────────────────────────────────

  private void sameReference(int[] one, int[] many) {
    if (one.length != 1 || many.length < 2 || many.length <= pass.candidates() && !isOneParty(many)) return;
    var target = ones.amount(one[0]);
    if (parts.sum(many).compareTo(target) == 0) take(one[0], many);   // all of them: no other set is asked for
    else if (many.length <= pass.candidates()) take(List.of(puzzle(one[0], many)));
  }

  /** A lump sum whose text names all that it pays. */
  private void namedTogether() {
    table.texts().together().forEach((s, many) -> {
      if (parts.sum(many).compareTo(ones.amount(s)) == 0) table.match(pass.name(), many, new int[] {s}, "its text names them");
    });
  }

  /** Two suppliers number alike: then what adds up does so by chance. */
  private boolean isOneParty(int[] many) {
    for (int i : many) if (table.likeness.differ(parts.get(many[0]), parts.get(i))) return false;
    return true;
  }

  // ── by party ───────────────────────────────────────────────────────────────────────────────────────────

  private void sameParty(int[] one, int[] many) {
    var byBeginning = new HashMap<String, List<Integer>>();
    for (int i : many) for (var beginning : beginnings(parts.get(i))) byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(i);
    List<Puzzle> puzzles = new ArrayList<>();
    for (int i : one) {
      var candidates = candidates(i, byBeginning);
      if (candidates.length >= 2) puzzles.add(puzzle(i, candidates));
    }
    while (take(puzzles) > 0) puzzles = left(puzzles);   // what was taken makes others unique
    for (var puzzle : puzzles) if (puzzle.answer.ways().size() > 0 && !ones.taken[puzzle.one]) propose(puzzle);
  }

  private List<Puzzle> left(List<Puzzle> puzzles) {
    var left = new ArrayList<Puzzle>();
    for (var old : puzzles) {
      if (ones.taken[old.one]) continue;
      var candidates = parts.stillOpen(old.candidates);
      left.add(candidates.length == old.candidates.length ? old : puzzle(old.one, candidates));
    }
    return left;
  }

  private Iterable<String> beginnings(Item item) {
    var beginnings = new TreeSet<String>();
    for (var word : table.likeness.words(item)) beginnings.add(word.substring(0, Math.min(BEGINNING, word.length())));
    return beginnings;
  }

  /** None when there are too many of them. */
  private int[] candidates(int one, Map<String, List<Integer>> byBeginning) {
    var item = ones.get(one);
    var found = new TreeSet<Integer>();
    for (var beginning : beginnings(item)) {
      var some = byBeginning.getOrDefault(beginning, List.of());
      if (some.size() > MOST_BY_BEGINNING) continue;
      for (int i : some) if (mayBePart(one, i) && found.add(i) && found.size() > pass.candidates()) return NONE;
    }
    return found.stream().mapToInt(i -> i).toArray();
  }

  private boolean mayBePart(int one, int part) {
    int b = pass.oneToMany() ? one : part, s = pass.oneToMany() ? part : one;
    return parts.amount(part).compareTo(ones.amount(one)) < 0 && pass.window().holds(table.days(table.books.get(b), table.statement.get(s))) && !table.contradict(b, s) && table.likeness(b, s) >= pass.similarity();
  }

  // ── both ───────────────────────────────────────────────────────────────────────────────────────────────

  private Puzzle puzzle(int one, int[] candidates) {
    var order = Comparator.comparing((Integer i) -> parts.amount(i)).reversed().thenComparing(Comparator.naturalOrder());
    var falling = Arrays.stream(candidates).boxed().sorted(order).mapToInt(i -> i).toArray();
    return new Puzzle(one, falling, Cover.of(Arrays.stream(falling).mapToObj(parts::amount).toList(), ones.amount(one), pass.parts()));
  }

  /** @return how many were taken */
  private int take(List<Puzzle> puzzles) {
    var wanted = new HashMap<Integer, Integer>();   // by how many ones a part could be used
    for (var puzzle : puzzles) {
      var uses = new TreeSet<Integer>();
      for (int way = 0; way < puzzle.answer.ways().size(); way++) for (int part : puzzle.way(way)) uses.add(part);
      if (!puzzle.answer.proven()) for (int part : puzzle.candidates) uses.add(part);
      for (int part : uses) wanted.merge(part, 1, Integer::sum);
    }
    int taken = 0;
    for (var puzzle : puzzles) {
      if (!puzzle.answer.unique() || Arrays.stream(puzzle.way(0)).anyMatch(part -> wanted.getOrDefault(part, 0) > 1)) continue;
      take(puzzle.one, puzzle.way(0));
      taken++;
    }
    return taken;
  }

  private void take(int one, int[] many) {
    int[] single = {one};
    if (pass.oneToMany()) table.match(pass.name(), single, many, "");
    else table.match(pass.name(), many, single, "");
  }

  private void propose(Puzzle puzzle) {
    boolean several = puzzle.answer.ways().size() > 1;
    for (int n = 0; n < puzzle.answer.ways().size(); n++) {
      var one = ones.of(puzzle.one);
      var many = parts.of(puzzle.way(n));
      var reasons = List.of("the amounts add up", "names alike", several ? "there is another way" : puzzle.answer.proven() ? "another item could use a part" : "not every way was looked at");
      table.ambiguous.add(new Proposal(several ? 55 : 65, pass.oneToMany() ? one : many, pass.oneToMany() ? many : one, reasons));
    }
  }
}
