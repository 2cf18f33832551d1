package finality.settlement;

import finality.ledger.Books;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decisions that need no balance, written and booked: history and queue first, so that accounts are locked for milliseconds. */
final class Turn {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  private final SettlementRows rows;
  private final Bookings.Receivables receivables;
  private final Clearance clearance;
  private final int node;

  Turn(SettlementRows rows, Bookings.Receivables receivables, Clearance clearance, int node) {
    this.rows = rows;
    this.receivables = receivables;
    this.clearance = clearance;
    this.node = node;
  }

  void write(Connection tx, Collection<Item> items, Instant now) throws SQLException { write(tx, items, List.of(), now); }

  /** @param movements what facts brought besides, booked whether they fit or not */
  void write(Connection tx, Collection<Item> items, Collection<Movement> movements, Instant now) throws SQLException {
    rows.write(tx, items, now, node);
    var accounts = new LinkedHashSet<Long>();
    for (var item : items) Bookings.accounts(item, receivables, accounts);
    for (var m : movements) accounts.addAll(List.of(m.debit(), m.credit(), receivables.of(m.debit()), receivables.of(m.credit())));
    if (accounts.isEmpty()) return;
    boolean fits = movements.isEmpty() && items.stream().noneMatch(Bookings::isLate);   // nothing asks what a balance is: the shorter it is locked the better
    var posting = fits ? Books.openLate(tx, accounts, now) : Books.open(tx, accounts, now);
    for (var item : items) Bookings.book(item, receivables, posting);
    for (var m : movements) {
      BigDecimal shortfall = posting.transferFact(m.event(), m.debit(), m.credit(), m.amount(), m.kind(), receivables.of(m.debit()), receivables.of(m.credit()));
      if (shortfall.signum() > 0) LOG.error("{} of {} did not fit its account by {}: it is owed on a receivable, and its owner's payments stop", m.kind(), m.event(), shortfall.toPlainString());
    }
    posting.write();
    clearance.giveBack(tx, items, now);
  }
}
