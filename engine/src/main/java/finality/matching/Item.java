package finality.matching;

import finality.money.Money;
import java.time.LocalDate;

/**
 * A line of the books or of a statement.
 *
 * @param id unique on its side
 * @param valueDate in the account's own zone
 * @param counterparty name of the other party; empty when unknown
 * @param text what was said with it
 */
public record Item(String id, Money amount, Direction direction, LocalDate valueDate, LocalDate bookingDate, References references, String counterparty, String text, Standing standing) {

  /** Booked on its value date, and final. */
  public static Item of(String id, Money amount, Direction direction, LocalDate valueDate, References references, String counterparty) {
    return new Item(id, amount, direction, valueDate, valueDate, references, counterparty, "", Standing.FINAL);
  }

  /** The own reference and the text: whoever pays writes into both. */
  String words() { return references.own().isEmpty() ? text : text.isEmpty() ? references.own() : references.own() + " | " + text; }

  boolean expected() { return standing != Standing.FAILED; }

  /** Both have a reference of ours, and not the same one however it is written. */
  boolean contradicts(Item other) {
    var mine = references.own();
    var theirs = other.references.own();
    return !mine.isEmpty() && !theirs.isEmpty() && !Names.sameReference(mine, theirs);
  }
}
