package finality.ledger;

import java.util.Locale;

/** Why money moved between two accounts. Codes are the database's and never reused. */
public enum TransferKind {
  /** Debtor to settlement_pending: a payment is being sent. */
  SENT(1),
  /** settlement_pending to nostro: the bank has paid. */
  SETTLED(2),
  /** settlement_pending back to the debtor: it was not paid. */
  BOOKED_BACK(3),
  /** Debtor to creditor, both in these books. */
  BOOK(4),
  /** Nostro to debtor: a payment came back. */
  RETURNED(5),
  /** Nostro to its owner or to suspense: money arrived. */
  RECEIVED(6),
  /** Paid without funds having been held: a fact that came late. */
  LATE(7),
  /** What an account could not bear, to its owner's receivable. */
  SHORTFALL(8),
  /** What a bank kept. */
  CHARGES(9),
  /** What was executed differs from what was ordered. */
  DIFFERENCE(10),
  /** Opening or correcting entry made by a person. */
  ADJUSTMENT(11);

  final short code;

  TransferKind(int code) { this.code = (short) code; }

  public static TransferKind of(int code) { return values()[code - 1]; }

  public String word() { return name().toLowerCase(Locale.ROOT); }
}
