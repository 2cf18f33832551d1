package finality.settlement;

import finality.rail.Rail;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Between two accounts of these books, in the transaction that accepts it. */
class BookContractTest extends SettlementContract {
  @BeforeEach void bob() { day.account("bob", "EUR", "bob", "0"); }

  @Override protected Collection<Rail> rails() { return List.of(); }

  @Override protected Request payment(String name, String amount) { return day.transfer(name, "alice", "bob", amount); }

  @Override protected void refuse() { day.ledger().book.change(day.tenant, "bob", false, null, "tina", day.clock.instant()); }

  @Override protected BigDecimal arrived() { return new BigDecimal(day.money("bob")); }
}
