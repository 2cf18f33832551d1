package finality.matching;

import java.math.BigDecimal;

/** A line of the statement for a whole batch of the books: named as its batch or as its own reference, equal in sum, or less a fee. */
final class Batches {
  private final Table table;

  Batches(Table table) { this.table = table; }

  void run() {
    Groups.each(table, i -> i.references().batch().isEmpty() ? null : i.references().batch(), i -> {
      var references = i.references();
      return !references.batch().isEmpty() ? references.batch() : references.own().isEmpty() ? null : references.own();
    }, false, this::batch);
  }

  private void batch(int[] bs, int[] ss) {
    var booked = sum(table.books, bs);
    var shown = sum(table.statement, ss);
    if (booked.compareTo(shown) == 0 && ss.length == 1) {
      table.match("batch", bs, ss, "");
    } else if (ss.length == 1) {
      var first = table.books.get(bs[0]);
      for (var fee : table.rules.fees()) {
        if (!fee.scope().covers(new finality.money.Money(booked, first.amount().asset()), first.direction()) || fee.shown(booked, first.direction()).compareTo(shown) != 0) continue;
        table.match("batch", bs, ss, "fee " + fee.name() + " of " + shown.subtract(booked).abs().toPlainString());
        return;
      }
    }
  }

  private static BigDecimal sum(Half half, int[] of) {
    var sum = BigDecimal.ZERO;
    for (int i : of) sum = sum.add(half.get(i).amount().amount());
    return sum;
  }
}
