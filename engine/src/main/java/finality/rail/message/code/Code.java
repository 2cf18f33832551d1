package finality.rail.message.code;

import org.jspecify.annotations.Nullable;

/**
 * What a code of a list means.
 *
 * @param name as its list calls it, in plain words
 * @param meaning a clause without a point
 * @param finality of a status; {@code null}: the code is none
 * @param retry of a reason; {@code null}: it tells of nothing that failed, or not why
 * @param within how long a bank has to return an entry for this reason; {@code null}: no such limit is known
 * @param sepa used by SEPA credit transfers in this list
 */
public record Code(CodeList list, String code, String name, String meaning, @Nullable Finality finality, @Nullable Retry retry, @Nullable TimeLimit within, boolean sepa) {

  /** For a person: {@code AC04 closed account number: the account was closed at its bank; do not send it again without correcting that}. */
  public String words() {
    return code + " " + name + ": " + meaning + (retry == null ? "" : "; " + retry.advice()) + (within == null ? "" : " (returned within " + within + ")");
  }

  /** Where the code is defined. */
  public String source() { return list.source(); }
}
