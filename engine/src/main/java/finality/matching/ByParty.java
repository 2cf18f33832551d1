package finality.matching;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** Equal amounts with near dates, told apart by who the other party is; never by a guess. */
final class ByParty {
  /** Beyond this many pairs of one amount nothing tells them apart in reasonable time. */
  private static final long MOST_PAIRS = 40_000;
  private static final int NEVER = -1;

  private record Payment(BigDecimal amount, List<String> party) {}

  private final Table table;
  private final String pass;
  private final Window window;

  ByParty(Table table, String pass, Window window) {
    this.table = table;
    this.pass = pass;
    this.window = window;
  }

  void run(Pass.Party by) {
    // The very same name first: where an amount is common, that alone cuts it to a few.
    Groups.each(table, (half, i) -> half.get(i).counterparty().isEmpty() ? null : new Payment(half.amount(i), table.likeness.words(half.get(i))), (bs, ss) -> {
      decide(bs, ss, by.margin(), (b, s) -> near(b, s, window) ? table.likeness(b, s) : NEVER);
      sameDays(table.books.stillOpen(bs), table.statement.stillOpen(ss));
    });
    Groups.each(table, Half::amount, (bs, ss) -> decide(bs, ss, by.margin(), (b, s) -> {
      int alike = near(b, s, window) ? table.likeness(b, s) : NEVER;
      return alike >= by.similarity() ? alike : NEVER;
    }));
  }

  /** Rivals are looked for in twice the window. */
  void run(Pass.Amount by) {
    Groups.each(table, Half::amount, (bs, ss) -> decide(bs, ss, 2, (b, s) -> {   // 2: a rival's 0 is too near to 1
      if (!near(b, s, window.twice())) return NEVER;
      var book = table.books.get(b);
      var line = table.statement.get(s);
      return window.holds(table.days(book, line)) && !Likeness.known(book, line) ? 1 : 0;
    }));
  }

  private boolean near(int b, int s, Window within) {
    var book = table.books.get(b);
    var line = table.statement.get(s);
    return within.holds(table.days(book, line)) && !table.contradict(b, s);
  }

  /** Takes a pair when each is the other's best by the margin, and again with what is left. A score of 0 is a rival that is never taken itself. */
  private void decide(int[] bs, int[] ss, int margin, IntBinaryOperator score) {
    if ((long) bs.length * ss.length > MOST_PAIRS) return;
    var scores = new int[bs.length][ss.length];
    for (int i = 0; i < bs.length; i++) for (int j = 0; j < ss.length; j++) scores[i][j] = score.applyAsInt(bs[i], ss[j]);
    for (boolean again = true; again; ) {
      var chosen = new int[bs.length];
      for (int i = 0; i < bs.length; i++) chosen[i] = best(scores, i, margin);
      again = false;
      for (int i = 0; i < bs.length; i++) {
        if (chosen[i] < 0) continue;
        int alike = scores[i][chosen[i]];
        table.match(pass, bs[i], ss[chosen[i]], alike > 1 && alike < 100 ? "names " + alike + " % alike" : "");
        for (var row : scores) row[chosen[i]] = NEVER;
        Arrays.fill(scores[i], NEVER);
        again = true;
      }
    }
  }

  /** The column that is best for this row, and for which this row is best; -1 when another comes near. */
  private static int best(int[][] scores, int row, int margin) {
    int column = -1, score = 0;
    for (int j = 0; j < scores[row].length; j++) {
      if (scores[row][j] <= score) continue;
      score = scores[row][j];
      column = j;
    }
    if (column < 0) return -1;
    for (int j = 0; j < scores[row].length; j++) if (j != column && scores[row][j] != NEVER && scores[row][j] > score - margin) return -1;
    for (int i = 0; i < scores.length; i++) if (i != row && scores[i][column] != NEVER && scores[i][column] > score - margin) return -1;
    return column;
  }

  /** The same party, amount and days on both sides, each day as often here as there: the days tell them apart, and what a day has twice is equal. */
  private void sameDays(int[] bs, int[] ss) {
    if (bs.length != ss.length || bs.length == 0 || !Arrays.equals(days(table.books, bs), days(table.statement, ss))) return;
    if ((long) bs.length * ss.length > MOST_PAIRS) return;
    for (int b : bs) for (int s : ss) if (table.contradict(b, s) || table.likeness(b, s) == 0) return;
    for (long day : Arrays.stream(days(table.books, bs)).distinct().toArray()) {
      var mine = Arrays.stream(bs).filter(b -> table.books.get(b).valueDate().toEpochDay() == day).toArray();
      var theirs = Arrays.stream(ss).filter(s -> table.statement.get(s).valueDate().toEpochDay() == day).toArray();
      if (mine.length == 1) table.match(pass, mine[0], theirs[0], "one of several, told apart by the day");
      else table.match(pass, mine, theirs, "equal items, as many here as there; which is which makes no difference");
    }
  }

  private static long[] days(Half half, int[] of) { return Arrays.stream(of).mapToLong(i -> half.get(i).valueDate().toEpochDay()).sorted().toArray(); }
}
