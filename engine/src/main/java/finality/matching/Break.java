package finality.matching;

import finality.money.Asset;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the two sides differ.
 *
 * @param amount what is at stake: the item's, or the difference; never negative
 * @param age business days from the value date to the day of the comparison; negative: not yet due
 * @param why for a person
 */
public record Break(Type type, Severity severity, List<Item> books, List<Item> statement, BigDecimal amount, Asset asset, int age, String why) {

  /** All of them, those of the books first. */
  public List<Item> items() { return books.isEmpty() ? statement : statement.isEmpty() ? books : Stream.concat(books.stream(), statement.stream()).toList(); }

  public Side side() { return books.isEmpty() ? Side.STATEMENT : statement.isEmpty() ? Side.BOOKS : Side.BOTH; }

  public enum Type {
    /** In the books, not on the statement. */
    MISSING_SETTLEMENT,
    /** The same reference, another amount. */
    AMOUNT_MISMATCH,
    /** Once more what is there already. */
    DUPLICATE,
    /** On the statement, not in the books. */
    UNEXPECTED,
    /** Matched, but final on one side only. */
    STATUS_MISMATCH
  }

  public enum Severity {
    LOW, MEDIUM, HIGH, CRITICAL;

    Severity raised(boolean by) { return by && this != CRITICAL ? values()[ordinal() + 1] : this; }
  }

  public enum Side { BOOKS, STATEMENT, BOTH }
}
