package finality.ledger;

import static finality.ledger.AccountKind.NOSTRO;
import static finality.ledger.AccountKind.PARTICIPANT;
import static finality.ledger.AccountKind.RECEIVABLE;
import static finality.ledger.AccountKind.SUSPENSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stands where no money should stand for long is seen without anybody looking for it. */
class LedgerMetricsTest {

  @Test void whatIsOwedAndWhatIsNobodysIsMeasuredByCurrency() throws SQLException {
    try (var ledger = new TestLedger()) {
      int tenant = ledger.tenant();
      var nostro = ledger.open(tenant, NOSTRO, "nostro-1", "EUR");
      var alice = ledger.open(tenant, PARTICIPANT, "alice", "EUR");
      var owedByAlice = ledger.accounts().house(tenant, RECEIVABLE, alice.debtor(), "EUR");
      var owedByBank = ledger.accounts().house(tenant, RECEIVABLE, nostro.debtor(), "EUR");
      var suspense = ledger.accounts().house(tenant, SUSPENSE, "suspense", "EUR");
      ledger.move(nostro, alice, "10.00");
      ledger.move(nostro, suspense, "5.00");
      ledger.transact(tx -> {
        var posting = Books.open(tx, List.of(alice.id(), nostro.id(), owedByAlice.id(), owedByBank.id()), TestLedger.NOON);
        posting.transferFact(UUID.randomUUID(), alice.id(), nostro.id(), new BigDecimal("12.34"), TransferKind.LATE, owedByAlice.id(), owedByBank.id());
        posting.write();
        return null;
      });
      var meters = new SimpleMeterRegistry();
      new LedgerMetrics(meters, ledger.database.pipeline()).refresh();
      assertThat(meters.get("receivable_balance").tag("currency", "EUR").gauge().value()).isEqualTo(2.34);
      assertThat(meters.get("suspense_balance").tag("currency", "EUR").gauge().value()).isEqualTo(5.00);
    }
  }
}
