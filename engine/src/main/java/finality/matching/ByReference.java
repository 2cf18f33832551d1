package finality.matching;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Items that share a reference: equal amounts, amounts within a tolerance, or apart by a fee. */
final class ByReference {
  /** A reference that more pairs share than this is none. */
  private static final long MOST_PAIRS = 10_000;
  private static final int NOBODY = -1;
  private static final int SAME_PARTY = 80;
  /** Calendar days apart from which a match says so: a reference that is used again may be that of another month. */
  private static final int FAR = 28;
  private static final String EQUALS = "equal items, as many here as there; which is which makes no difference";
  private static final String FIRST = "the first of equal ones; there are more of them on the other side";
  private static final String NEAREST = "the nearest day among equal ones; there are more of them on the other side";

  private final Table table;
  private final Pass.Reference pass;
  private final Comparator<Integer> books;
  private final Comparator<Integer> lines;

  ByReference(Table table, Pass.Reference pass) {
    this.table = table;
    this.pass = pass;
    books = order(table.books);
    lines = order(table.statement);
  }

  void run() {
    if (pass.withFee() && table.rules.fees().isEmpty()) return;
    switch (pass.link()) {
      case OWN -> each((half, i) -> named(half.own(i)), this::group);
      case OWN_LETTERS_AND_DIGITS -> each(Table::looseReference, (bs, ss) -> { if (table.oneReference(bs, ss)) group(bs, ss); });
      case BANK -> each((half, i) -> named(half.get(i).references().bank()), this::group);
      case OWN_IN_TEXT -> inText();
    }
  }

  private void each(Groups.Key key, Groups.Work work) { Groups.each(table, key, key, true, work); }

  private void inText() {
    var wanted = new InText(table.statement);
    for (int b = 0; b < table.books.items.length; b++) if (!table.books.taken[b]) wanted.want(table.books.own(b));
    if (wanted.isEmpty()) return;
    Groups.each(table, (half, i) -> named(half.own(i)), (half, i) -> wanted.in(half.get(i).words()), true, (bs, ss) -> {
      group(bs, ss);
      for (int s : ss) if (table.statement.taken[s]) table.statement.name(s, table.books.own(bs[0]));   // what comes once more is known by it
    });
  }

  private static @Nullable Object named(String reference) { return reference.isEmpty() ? null : reference; }

  private void group(int[] bs, int[] ss) {
    if (!pass.withFee()) {
      if (bs.length == 1 && ss.length == 1) {
        if (table.books.amount(bs[0]).compareTo(table.statement.amount(ss[0])) == 0) {
          match(bs[0], ss[0], "");
          return;
        }
      } else {
        equal(bs, ss);
      }
      if (table.rules.tolerances().isEmpty()) return;
    }
    near(table.books.stillOpen(bs), table.statement.stillOpen(ss));
  }

  private void match(int b, int s, String why) {
    if ((isWeak(table.books.own(b)) || !table.shared.isEmpty() && table.shared.contains(Table.looseReference(table.books, b))) && table.likeness.differ(table.books.get(b), table.statement.get(s))) return;
    long later = day(table.statement, s) - day(table.books, b);
    var far = Math.abs(later) <= FAR ? "" : (why.isEmpty() ? "" : "; ") + Math.abs(later) + (later > 0 ? " days later" : " days earlier");
    table.match(pass.name(), b, s, why + far);
  }

  /** A word such as RENT, or a number in a text, which may be a customer's: it does not join two parties. */
  private boolean isWeak(String reference) {
    return pass.link() != Pass.Link.BANK && (!Names.hasDigit(reference) || pass.link() == Pass.Link.OWN_IN_TEXT && reference.chars().noneMatch(Character::isLetter));
  }

  // ── equal amounts ──────────────────────────────────────────────────────────────────────────────────────

  /** The earlier before the later, of one day what is final before what is not, at last by id. */
  private static Comparator<Integer> order(Half half) {
    return Comparator.comparing((Integer i) -> half.amount(i)).thenComparing(i -> half.get(i).valueDate()).thenComparing(i -> half.get(i).standing())
        .thenComparing(i -> half.get(i).bookingDate()).thenComparing(Comparator.naturalOrder());
  }

  private void equal(int[] bs, int[] ss) {
    var b = Arrays.stream(bs).boxed().sorted(books).mapToInt(i -> i).toArray();
    var s = Arrays.stream(ss).boxed().sorted(lines).mapToInt(i -> i).toArray();
    for (int i = 0, j = 0; i < b.length && j < s.length; ) {
      int compared = table.books.amount(b[i]).compareTo(table.statement.amount(s[j]));
      if (compared < 0) i++;
      else if (compared > 0) j++;
      else {
        int i2 = end(table.books, b, i), j2 = end(table.statement, s, j);
        sameAmount(Arrays.copyOfRange(b, i, i2), Arrays.copyOfRange(s, j, j2));
        i = i2;
        j = j2;
      }
    }
  }

  private static int end(Half half, int[] sorted, int from) {
    int to = from + 1;
    while (to < sorted.length && half.amount(sorted[to]).compareTo(half.amount(sorted[from])) == 0) to++;
    return to;
  }

  /** A payment that failed is looked at last: what was tried again under its reference is what the bank shows. */
  private void sameAmount(int[] bs, int[] ss) {
    var expected = Arrays.stream(bs).filter(b -> table.books.get(b).expected()).toArray();
    var shown = Arrays.stream(ss).filter(s -> table.statement.get(s).expected()).toArray();
    byParty(expected, shown);
    if (expected.length < bs.length || shown.length < ss.length) byParty(table.books.stillOpen(bs), table.statement.stillOpen(ss));
  }

  /** Each party's first, since two suppliers may number alike; then what names nobody, or nobody of these. A line of another party of these books is nobody else's. */
  private void byParty(int[] bs, int[] ss) {
    if (bs.length == 0 || ss.length == 0) return;
    var parties = new LinkedHashMap<List<String>, Integer>();
    for (int b : bs) if (!table.books.get(b).counterparty().isEmpty()) parties.putIfAbsent(table.likeness.words(table.books.get(b)), b);
    var reference = Table.looseReference(table.books, bs[0]);
    if (parties.size() > 1 && reference != null) table.shared.add(reference);
    if (parties.size() < 2 && !table.shared.contains(reference) || (long) parties.size() * ss.length > MOST_PAIRS) {
      byDay(bs, ss);
      return;
    }
    var ofParty = new int[ss.length];
    for (int j = 0; j < ss.length; j++) ofParty[j] = best(parties.values(), ss[j]);
    for (var party : parties.entrySet()) {
      var mine = Arrays.stream(bs).filter(b -> table.likeness.words(table.books.get(b)).equals(party.getKey())).toArray();
      byDay(mine, IntStream.range(0, ss.length).filter(j -> ofParty[j] == party.getValue()).map(j -> ss[j]).toArray());
    }
    var left = table.books.stillOpen(bs);
    var ofNobody = IntStream.range(0, ss.length).filter(j -> ofParty[j] == NOBODY).map(j -> ss[j]).toArray();
    boolean daysTell = Arrays.stream(left).mapToLong(b -> day(table.books, b)).distinct().count() > 1;
    if (daysTell || left.length <= ofNobody.length) byDay(left, ofNobody);   // otherwise nothing says which of the parties is meant
  }

  /** The one of these parties that the line names most alike; {@link #NOBODY} where it names none of them, or two as much. */
  private int best(Collection<Integer> parties, int s) {
    int best = NOBODY, score = SAME_PARTY - 1;
    for (int b : parties) {
      int alike = Likeness.known(table.books.get(b), table.statement.get(s)) ? table.likeness(b, s) : 0;
      if (alike > score) {
        best = b;
        score = alike;
      } else if (alike == score) {
        best = NOBODY;
      }
    }
    return best;
  }

  /** Those of one day first, then the others by how near their days are: a rent that is paid each month under one reference is that of its month. */
  private void byDay(int[] bs, int[] ss) {
    for (int i = 0, j = 0; i < bs.length && j < ss.length; ) {
      long day = day(table.books, bs[i]), shown = day(table.statement, ss[j]);
      int i2 = i, j2 = j;
      while (i2 < bs.length && day(table.books, bs[i2]) <= Math.min(day, shown)) i2++;
      while (j2 < ss.length && day(table.statement, ss[j2]) <= Math.min(day, shown)) j2++;
      pair(Arrays.copyOfRange(bs, i, i2), Arrays.copyOfRange(ss, j, j2));
      i = i2;
      j = j2;
    }
    var books = table.books.stillOpen(bs);
    var lines = table.statement.stillOpen(ss);
    if (books.length > 0 && lines.length > 0) nearest(books, lines);
  }

  /** Items of one day with items of one day are one match. */
  private void nearest(int[] bs, int[] ss) {
    var lines = NearestDays.pairs(days(table.books, bs), days(table.statement, ss));
    for (int i = 0, i2; i < bs.length; i = i2) {
      i2 = i + 1;
      if (lines[i] == NearestDays.NONE) continue;
      while (i2 < bs.length && lines[i2] == lines[i2 - 1] + 1 && day(table.books, bs[i2]) == day(table.books, bs[i]) && day(table.statement, ss[lines[i2]]) == day(table.statement, ss[lines[i]])) i2++;
      var why = bs.length != ss.length ? NEAREST : i2 - i > 1 ? EQUALS : "";
      if (i2 - i == 1) match(bs[i], ss[lines[i]], why);
      else table.match(pass.name(), Arrays.copyOfRange(bs, i, i2), Arrays.copyOfRange(ss, lines[i], lines[i] + i2 - i), why);
    }
  }

  private static long day(Half half, int i) { return half.get(i).valueDate().toEpochDay(); }

  private static long[] days(Half half, int[] items) { return Arrays.stream(items).mapToLong(i -> day(half, i)).toArray(); }

  private void pair(int[] bs, int[] ss) {
    int pairs = Math.min(bs.length, ss.length);
    if (pairs == 0) return;
    var why = bs.length != ss.length ? FIRST : pairs > 1 ? EQUALS : "";
    if (pairs == 1) match(bs[0], ss[0], why);
    else table.match(pass.name(), Arrays.copyOf(bs, pairs), Arrays.copyOf(ss, pairs), why);
  }

  // ── nearly equal amounts ───────────────────────────────────────────────────────────────────────────────

  /** A pair is taken when neither has another that would do. */
  private void near(int[] bs, int[] ss) {
    if ((long) bs.length * ss.length > MOST_PAIRS) return;
    for (int b : bs) {
      var fits = Arrays.stream(ss).filter(s -> why(b, s) != null).toArray();
      if (fits.length == 1 && Arrays.stream(bs).filter(other -> why(other, fits[0]) != null).count() == 1) {
        var why = why(b, fits[0]);
        if (why != null && !table.statement.taken[fits[0]]) match(b, fits[0], why);
      }
    }
  }

  private @Nullable String why(int b, int s) {
    var book = table.books.get(b);
    var shown = table.statement.amount(s);
    if (!pass.withFee()) {
      for (var tolerance : table.rules.tolerances())
        if (tolerance.scope().covers(book) && tolerance.allows(book.amount().amount(), shown)) return "within tolerance, " + table.difference(b, s);
      return null;
    }
    for (var fee : table.rules.fees())
      if (fee.scope().covers(book) && fee.shown(book.amount().amount(), book.direction()).compareTo(shown) == 0) return "fee " + fee.name() + " of " + shown.subtract(book.amount().amount()).abs().toPlainString();
    return null;
  }
}
