package finality.screening;

/** What screening says of a payment. Codes are stable words, which become the causes of a settlement's history. */
public sealed interface Verdict {
  String BLOCKED_PARTY = "blocked_party";
  String LIMIT_EXCEEDED = "limit_exceeded";
  String NEEDS_APPROVAL = "needs_approval";

  Verdict CLEAR = new Clear();

  record Clear() implements Verdict {}

  /**
   * It must not be made as it is.
   * @param why for a person; names what matched, never what else is on a list
   */
  record Blocked(String code, About about, String why) implements Verdict {}

  /** It may be made when two people say so. */
  record NeedsApproval(String code, String why) implements Verdict {}

  /** Which part of the payment speaks against it. */
  enum About { DEBTOR, CREDITOR, AMOUNT }
}
