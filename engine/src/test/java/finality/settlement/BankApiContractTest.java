package finality.settlement;

import finality.rail.Counterparty.Fault;
import finality.rail.Rail;
import finality.rail.bankapi.FakeBank;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Over {@code bankapi} to a bank that was written from the protocol's page. */
class BankApiContractTest extends SettlementContract {
  private final FakeBank bank = new FakeBank();
  private final List<Rail> connections = new ArrayList<>();

  @AfterEach void close() throws Exception {
    day.stop();
    for (var each : connections) if (each instanceof AutoCloseable open) open.close();
    bank.close();
  }

  @Override protected Collection<Rail> rails() { return List.of(connected()); }

  private Rail connected() {
    connections.add(bank.connect(bank.profile()));
    return connections.getLast();
  }

  @Override protected Request payment(String name, String amount) { return day.payout(name, "alice", amount); }

  @Override protected void refuse() { bank.next(Fault.REJECT, 1); }

  /** What it has debited us today. */
  @Override protected BigDecimal arrived() {
    var today = connected().statement(bank.account("EUR"), LocalDate.now(ZoneOffset.UTC));
    return today.opening().subtract(today.closing());
  }
}
