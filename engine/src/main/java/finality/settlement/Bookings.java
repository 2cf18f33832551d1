package finality.settlement;

import finality.ledger.Posting;
import finality.ledger.TransferKind;
import java.math.BigDecimal;
import java.util.Set;

/**
 * The bookings of every change of {@link Funds}: the one place that knows which accounts move when money goes from one
 * position to another. For a payout:
 *
 * <pre>
 * FREE    → HELD     holds on the debtor's account and on the nostro
 *         → TRANSIT  debtor → settlement_pending; hold on the nostro
 * HELD    → TRANSIT  the debtor's hold ends; debtor → settlement_pending
 * TRANSIT → PAID     settlement_pending → nostro; the nostro's hold ends
 *         → HELD     settlement_pending → debtor, held anew
 *         → FREE     settlement_pending → debtor; the nostro's hold ends
 * HELD    → FREE     both holds end
 * any     → PAID     when a bank paid what was thought dead: debtor → nostro
 * PAID    → FREE     when a person found that it was not paid: nostro → debtor
 * </pre>
 *
 * A book transfer knows FREE → PAID alone: debtor → destination.
 */
final class Bookings {
  private Bookings() {}

  /** The receivable of the owner of an account: what a fact brings and the account cannot bear is owed there. */
  @FunctionalInterface
  interface Receivables {
    long of(long account);
  }

  /** The accounts a change touches, to be opened before {@link #book}. */
  static void accounts(Item item, Receivables receivables, Set<Long> accounts) {
    var i = item.instruction;
    var from = item.fundsBefore();
    var to = item.life().funds();
    if (from == to) return;
    boolean throughTransit = from == Funds.TRANSIT || to == Funds.TRANSIT;
    if (throughTransit && i.transit() != null) accounts.add(i.transit());
    if (!(from == Funds.TRANSIT && to == Funds.PAID)) accounts.add(i.debtor());
    accounts.add(i.destination());
    if (isLate(item)) {
      accounts.add(receivables.of(i.debtor()));
      accounts.add(receivables.of(i.destination()));
    }
  }

  /** Paid although its funds were not in transit: a bank paid what was thought dead. */
  static boolean isLate(Item item) {
    return !item.instruction.isBook() && item.life().funds() == Funds.PAID && (item.fundsBefore() == Funds.FREE || item.fundsBefore() == Funds.HELD);
  }

  static void book(Item item, Receivables receivables, Posting posting) {
    var i = item.instruction;
    var from = item.fundsBefore();
    var to = item.life().funds();
    if (from == to) return;
    if (i.isBook()) {
      bookTransfer(item, posting, from, to);
      return;
    }
    var amount = i.amount().amount();
    long transit = i.transit();
    if (from == Funds.HELD) posting.endHold(i.debtor(), amount);
    if (from == Funds.HELD && to != Funds.TRANSIT || from == Funds.TRANSIT) posting.endHold(i.destination(), amount);
    if (from == Funds.TRANSIT) {
      if (to == Funds.PAID) posting.transfer(i.id(), transit, i.destination(), amount, TransferKind.SETTLED);
      else posting.transfer(i.id(), transit, i.debtor(), amount, TransferKind.BOOKED_BACK);
    }
    if (from == Funds.PAID) posting.transfer(i.id(), i.destination(), i.debtor(), amount, TransferKind.BOOKED_BACK);
    if (to == Funds.TRANSIT) posting.transfer(i.id(), i.debtor(), transit, amount, TransferKind.SENT);
    if (isLate(item)) posting.transferFact(i.id(), i.debtor(), i.destination(), amount, TransferKind.LATE, receivables.of(i.debtor()), receivables.of(i.destination()));
    if (to == Funds.HELD) posting.hold(i.debtor(), amount);
    if (to == Funds.HELD || to == Funds.TRANSIT && from != Funds.HELD) posting.hold(i.destination(), amount);
  }

  private static void bookTransfer(Item item, Posting posting, Funds from, Funds to) {
    var i = item.instruction;
    if (from != Funds.FREE || to != Funds.PAID) throw new IllegalStateException("a book transfer's funds do not go from " + from + " to " + to);
    posting.transfer(i.id(), i.debtor(), i.destination(), i.amount().amount(), TransferKind.BOOK);
  }

  /** Seq of the log row that made the holds that are open after this transaction; 0: none are. */
  static int heldSeq(Item item) {
    var from = item.fundsBefore();
    var to = item.life().funds();
    if (to != Funds.HELD && to != Funds.TRANSIT) return 0;
    return from == to || from == Funds.HELD ? item.heldSeq : item.seq();
  }
}
