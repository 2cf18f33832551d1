package finality.matching;

import java.util.ArrayList;
import java.util.List;

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

  /** Business days from the books' value date to the statement's. */
  int days(Item book, Item line) { return book.valueDate().equals(line.valueDate()) ? 0 : days.between(book.valueDate(), line.valueDate()); }

  int likeness(int b, int s) { return likeness.of(books.get(b), statement.get(s)); }
}
