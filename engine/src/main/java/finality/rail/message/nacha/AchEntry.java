package finality.rail.message.nacha;

import java.math.BigDecimal;
import java.util.List;

/**
 * An entry (record 6) with its addenda (records 7). Texts are without the blanks that fill their fields.
 *
 * @param code transaction code: the account's kind and what is done to it ({@code 22} credit of a checking account)
 * @param receiver the receiving bank's routing number, nine digits
 * @param account the receiver's
 * @param amount US dollars, two decimals, never negative
 * @param id the originator's name of the receiver or of the entry; empty in an IAT entry
 * @param name the receiver's; empty in an IAT entry
 * @param discretionary two characters: the ODFI's own, or the payment type of WEB and TEL; of an IAT entry the two screening indicators
 * @param trace the ODFI's eight digits and seven more; empty: the writer numbers it
 */
public record AchEntry(String code, String receiver, String account, BigDecimal amount, String id, String name, String discretionary, String trace, List<Addendum> addenda) {

  /** @param type {@code 02}, {@code 05}, {@code 10} to {@code 18}, {@code 98}, {@code 99}. @param text what stands between the type and the numbers at the record's end */
  public record Addendum(String type, String text) {
    /** Positions as the rules count them, from 1. */
    String field(int from, int to) { return text.length() <= from - 4 ? "" : text.substring(from - 4, Math.min(to - 3, text.length())).strip(); }
  }

  public AchEntry { addenda = List.copyOf(addenda); }

  /** Of another kind than what has gone before it: none, a return, or a notification of change. */
  boolean has(String type) {
    for (var addendum : addenda) if (addendum.type().equals(type)) return true;
    return false;
  }

  /** An empty one where there is none. */
  Addendum first(String type) {
    for (var addendum : addenda) if (addendum.type().equals(type)) return addendum;
    return new Addendum(type, "");
  }
}
