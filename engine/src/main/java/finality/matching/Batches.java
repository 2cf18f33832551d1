package finality.matching;

import finality.money.Money;
import org.jspecify.annotations.Nullable;

/** A line of the statement for a whole batch of the books: named as its batch or as its own reference, equal in sum, or less a fee. */
final class Batches {
  private final Table table;

  Batches(Table table) { this.table = table; }

  void run() {
    Groups.each(table, Batches::ofBook, Batches::ofLine, false, this::batch);
  }

  static @Nullable Object ofBook(Half half, int i) {
    var batch = half.get(i).references().batch();
    return batch.isEmpty() ? null : batch;
  }

  static @Nullable Object ofLine(Half half, int i) {
    var references = half.get(i).references();
    return !references.batch().isEmpty() ? references.batch() : references.own().isEmpty() ? null : references.own();
  }

  private void batch(int[] books, int[] lines) {
    if (lines.length != 1) return;
    var booked = table.books.sum(books);
    var shown = table.statement.amount(lines[0]);
    if (booked.compareTo(shown) == 0) {
      table.match("batch", books, lines, "");
      return;
    }
    var first = table.books.get(books[0]);
    var all = new Money(booked, first.amount().asset());
    for (var fee : table.rules.fees()) {
      if (!fee.scope().covers(all, first.direction()) || fee.shown(booked, first.direction()).compareTo(shown) != 0) continue;
      table.match("batch", books, lines, "fee " + fee.name() + " of " + shown.subtract(booked).abs().toPlainString());
      return;
    }
  }
}
