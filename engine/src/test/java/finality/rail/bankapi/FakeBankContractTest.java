package finality.rail.bankapi;

import finality.rail.Counterparty;
import finality.rail.RailContract;

/** The contract against a bank that was written from the protocol's page. */
class FakeBankContractTest extends RailContract {
  @Override protected Counterparty bank() { return new FakeBank(); }
}
