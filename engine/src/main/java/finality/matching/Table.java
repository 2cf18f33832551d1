package finality.matching;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is being compared, and what was found so far. */
final class Table {
  final Half books;
  final Half statement;
  final Rules rules;
  final BusinessDays days;
  final Likeness likeness = new Likeness();
  final List<Match> matches = new ArrayList<>();
  /** Ways of which there was more than one; those whose items are taken later on are dropped. */
  final List<Proposal> ambiguous = new ArrayList<>();

  /** References, by letters and digits, of which items of the books name several parties. */
  final Set<Object> shared = new HashSet<>();
  private @Nullable Texts texts;

  Table(Half books, Half statement, Rules rules, BusinessDays days) {
    this.books = books;
    this.statement = statement;
    this.rules = rules;
    this.days = days;
  }

  void match(String pass, int b, int s, String why) {
    books.taken[b] = true;
    statement.taken[s] = true;
    matches.add(new Match(pass, List.of(books.get(b)), List.of(statement.get(s)), why));
  }

  void match(String pass, int[] bs, int[] ss, String why) {
    for (int b : bs) books.taken[b] = true;
    for (int s : ss) statement.taken[s] = true;
    matches.add(new Match(pass, books.of(bs), statement.of(ss), why));
  }

  /** Read once, when the passes by reference are through: of the lines that are open then. */
  Texts texts() {
    if (texts == null) texts = new Texts(this);
    return texts;
  }

  /** The own reference's letters and digits; {@code null} when there is none. */
  static @Nullable Object looseReference(Half half, int i) {
    var own = half.own(i);
    return own.isEmpty() ? null : Names.lettersAndDigits(own);
  }

  boolean contradict(int b, int s) { return texts().contradict(b, s); }

  /** Items of which the letters and digits of the own reference agree have one reference, and not two whose digits are divided in two ways. */
  boolean oneReference(int[] bs, int[] ss) {
    String divided = null;
    for (int n = 0; n < bs.length + ss.length; n++) {
      var own = Names.divided(n < bs.length ? books.own(bs[n]) : statement.own(ss[n - bs.length]));
      if (own.indexOf('/') < 0 || own.equals(divided)) continue;
      if (divided != null) return false;
      divided = own;
    }
    return true;
  }

  /** How the statement's amount differs, in words. */
  String difference(int b, int s) {
    var difference = statement.amount(s).subtract(books.amount(b));
    return "the statement says " + difference.abs().toPlainString() + (difference.signum() > 0 ? " more" : " less");
  }

  /** Business days from the books' value date to the statement's. */
  int days(Item book, Item line) { return book.valueDate().equals(line.valueDate()) ? 0 : days.between(book.valueDate(), line.valueDate()); }

  int likeness(int b, int s) { return likeness.of(books.get(b), statement.get(s)); }
}
