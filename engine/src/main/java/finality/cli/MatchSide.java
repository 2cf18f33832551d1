package finality.cli;

import finality.matching.Item;
import finality.matching.References;
import java.util.List;
import java.util.Map;

/**
 * One of the two files.
 *
 * @param batches by a payment's own reference, the collective booking whose line lists it; what two lines list is in neither
 */
record MatchSide(List<Item> items, Map<String, String> batches) {

  /** With the batches that the other side knows: books hold single payments, and only the statement says which of them were booked as one. */
  List<Item> inBatchesOf(MatchSide other) {
    return other.batches.isEmpty() ? items : items.stream().map(item -> in(item, other.batches.get(item.references().own()))).toList();
  }

  private static Item in(Item item, String batch) {
    if (batch == null) return item;
    var known = item.references();
    return new Item(item.id(), item.amount(), item.direction(), item.valueDate(), item.bookingDate(), new References(known.own(), known.bank(), batch), item.counterparty(), item.text(), item.standing());
  }
}
