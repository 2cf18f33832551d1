package finality.matching;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One side in the order of its ids, and what of it is taken. From here on the order in which the items came is forgotten. */
final class Half {
  final Item[] items;
  final boolean[] taken;
  private @Nullable String @Nullable [] named;

  /** @param side as people call it. @throws IllegalArgumentException when an id is there twice */
  Half(String side, Collection<Item> of) {
    items = ById.sorted(of.toArray(Item[]::new));
    for (int i = 1; i < items.length; i++)
      if (items[i].id().equals(items[i - 1].id())) throw new IllegalArgumentException("the id " + items[i].id() + " is there twice in the " + side + "; ids name one item");
    taken = new boolean[items.length];
  }

  Item get(int i) { return items[i]; }

  /** The account holder's reference: the item's own, or the one that its text names. */
  String own(int i) {
    var text = named == null ? null : named[i];
    return text == null ? items[i].references().own() : text;
  }

  /** The text of this item names it so. */
  void name(int i, String reference) {
    if (named == null) named = new String[items.length];
    named[i] = reference;
  }

  BigDecimal amount(int i) { return items[i].amount().amount(); }

  BigDecimal sum(int... indexes) {
    var sum = BigDecimal.ZERO;
    for (int i : indexes) sum = sum.add(amount(i));
    return sum;
  }

  /** Open, and something is expected of it. */
  boolean open(int i) { return !taken[i] && items[i].expected(); }

  List<Item> of(int... indexes) {
    if (indexes.length == 1) return List.of(items[indexes[0]]);
    return Arrays.stream(indexes).sorted().mapToObj(i -> items[i]).toList();
  }

  int[] stillOpen(int[] indexes) { return Arrays.stream(indexes).filter(i -> !taken[i]).toArray(); }
}
