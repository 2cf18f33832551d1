package finality.settlement;

import finality.ledger.Books;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;

/** Decisions that need no balance, written and booked: history and queue first, so that accounts are locked for milliseconds. */
final class Turn {
  private final SettlementRows rows;
  private final int node;

  Turn(SettlementRows rows, int node) {
    this.rows = rows;
    this.node = node;
  }

  void write(Connection tx, Collection<Item> items, Instant now) throws SQLException { write(tx, items, Map.of(), now); }

  /** @param returns money that came back in this transaction, by item */
  void write(Connection tx, Collection<Item> items, Map<Item, BigDecimal> returns, Instant now) throws SQLException {
    rows.write(tx, items, now, node);
    var accounts = new LinkedHashSet<Long>();
    for (var item : items) Bookings.accounts(item, accounts);
    for (var item : returns.keySet()) {
      accounts.add(item.instruction.destination());
      accounts.add(item.instruction.debtor());
    }
    if (accounts.isEmpty()) return;
    var posting = Books.open(tx, accounts, now);
    for (var item : items) Bookings.book(item, posting);
    for (var entry : returns.entrySet()) Bookings.bookReturn(entry.getKey(), entry.getValue(), posting);
    posting.write();
  }
}
