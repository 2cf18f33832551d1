package finality.matching;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** The comparison of two sides. */
public final class Matching {
  private Matching() {}

  /**
   * Compares what these books hold with what a bank says.
   *
   * @param asOf the day to which breaks have aged
   * @throws IllegalArgumentException when an id is twice on a side
   */
  public static Comparison compare(Collection<Item> books, Collection<Item> statement, Rules rules, BusinessDays days, LocalDate asOf) {
    var table = new Table(new Half("books", books), new Half("statement", statement), rules, days);
    for (var pass : rules.passes()) {
      if (!(pass instanceof Pass.Reference)) table.texts();
      run(table, pass);
    }
    table.texts();
    var breaks = new Breaks(table, asOf).find();
    var proposals = new Proposals(table).find();
    return new Comparison(List.copyOf(table.matches), List.copyOf(breaks), proposals, books.size() + statement.size());
  }

  private static void run(Table table, Pass pass) {
    switch (pass) {
      case Pass.Reference by -> new ByReference(table, by).run();
      case Pass.Batch _ -> new Batches(table).run();
      case Pass.Party by -> new ByParty(table, by.name(), by.window()).run(by);
      case Pass.Amount by -> new ByParty(table, by.name(), by.window()).run(by);
      case Pass.Split by -> new Splits(table, by).run();
    }
  }
}
