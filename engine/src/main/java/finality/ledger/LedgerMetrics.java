package finality.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** {@code nostro_balance} and {@code vostro_balance}: what is posted, summed per bank and currency; read every ten seconds, never by a scrape. */
@Component
final class LedgerMetrics {
  private static final String BALANCES = """
      SELECT a.kind, a.bank, a.asset, sum(b.posted) AS posted
        FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
       WHERE a.kind IN ('nostro', 'vostro')
       GROUP BY a.kind, a.bank, a.asset
      """;

  private final JdbcClient sql;
  private final MultiGauge nostro;
  private final MultiGauge vostro;

  LedgerMetrics(MeterRegistry meters, @Qualifier("pipelineDataSource") DataSource pipelineDataSource) {
    sql = JdbcClient.create(pipelineDataSource);
    nostro = MultiGauge.builder("nostro_balance").description("Ours at the bank, posted").register(meters);
    vostro = MultiGauge.builder("vostro_balance").description("The bank's with us, posted").register(meters);
  }

  @Scheduled(fixedDelay = 10_000, initialDelay = 1_000)
  void refresh() {
    try {
      var nostros = new ArrayList<MultiGauge.Row<?>>();
      var vostros = new ArrayList<MultiGauge.Row<?>>();
      sql.sql(BALANCES).query(row -> {
        var balance = row.getBigDecimal("posted");
        (row.getString("kind").equals("nostro") ? nostros : vostros).add(MultiGauge.Row.of(Tags.of("bank", row.getString("bank"), "currency", row.getString("asset")), balance, BigDecimal::doubleValue));
      });
      nostro.register(nostros, true);
      vostro.register(vostros, true);
    } catch (DataAccessException _) {
      // the database is away: readiness says so, and the last figures stay until it is back
    }
  }
}
