package finality.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * {@code nostro_balance} and {@code vostro_balance}: what is posted, summed per bank and currency. {@code receivable_balance} and
 * {@code suspense_balance}: what is owed because a fact did not fit its account, and what came and belongs to nobody yet, per
 * currency; over zero is work for a person. Read every ten seconds, never by a scrape.
 */
@Component
final class LedgerMetrics {
  private static final String BALANCES = """
      SELECT a.kind, a.bank, a.asset, sum(b.posted) AS posted
        FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
       WHERE a.kind IN ('nostro', 'vostro')
       GROUP BY a.kind, a.bank, a.asset
      """;
  // Of each account what is over zero: one owner's balance does not hide what another owes.
  private static final String UNSETTLED = """
      SELECT a.kind, a.asset, sum(greatest(b.posted, 0)) AS posted
        FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
       WHERE a.kind IN ('receivable', 'suspense')
       GROUP BY a.kind, a.asset
      """;

  private final JdbcClient sql;
  private final MultiGauge nostro;
  private final MultiGauge vostro;
  private final MultiGauge receivable;
  private final MultiGauge suspense;

  LedgerMetrics(MeterRegistry meters, @Qualifier("pipelineDataSource") DataSource pipelineDataSource) {
    sql = JdbcClient.create(pipelineDataSource);
    nostro = MultiGauge.builder("nostro_balance").description("Ours at the bank, posted").register(meters);
    vostro = MultiGauge.builder("vostro_balance").description("The bank's with us, posted").register(meters);
    receivable = MultiGauge.builder("receivable_balance").description("Owed because a fact did not fit its account").register(meters);
    suspense = MultiGauge.builder("suspense_balance").description("Arrived and nobody's yet").register(meters);
  }

  @Scheduled(fixedDelay = 10_000, initialDelay = 1_000)
  void refresh() {
    try {
      var nostros = new ArrayList<MultiGauge.Row<?>>();
      var vostros = new ArrayList<MultiGauge.Row<?>>();
      sql.sql(BALANCES).query(row -> {
        (row.getString("kind").equals("nostro") ? nostros : vostros).add(posted(row, Tags.of("bank", row.getString("bank"), "currency", row.getString("asset"))));
      });
      var receivables = new ArrayList<MultiGauge.Row<?>>();
      var suspenses = new ArrayList<MultiGauge.Row<?>>();
      sql.sql(UNSETTLED).query(row -> {
        (row.getString("kind").equals("receivable") ? receivables : suspenses).add(posted(row, Tags.of("currency", row.getString("asset"))));
      });
      nostro.register(nostros, true);
      vostro.register(vostros, true);
      receivable.register(receivables, true);
      suspense.register(suspenses, true);
    } catch (DataAccessException _) {
      // the database is away: readiness says so, and the last figures stay until it is back
    }
  }

  private static MultiGauge.Row<?> posted(ResultSet row, Tags tags) throws SQLException { return MultiGauge.Row.of(tags, row.getBigDecimal("posted"), BigDecimal::doubleValue); }
}
