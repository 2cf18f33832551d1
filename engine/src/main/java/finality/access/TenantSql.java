package finality.access;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * SQL as one tenant: a transaction on the API's pool in which row-level security shows that tenant's rows and no other's.
 * Every read of every room goes through here; a statement that forgets its tenant fails instead of seeing too much.
 */
@Component
public class TenantSql {
  private final JdbcClient sql;
  private final TransactionTemplate reading;
  private final TransactionTemplate writing;

  public TenantSql(@Qualifier("apiDataSource") DataSource apiDataSource) {
    sql = JdbcClient.create(apiDataSource);
    var transactions = new DataSourceTransactionManager(apiDataSource);
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    writing = new TransactionTemplate(transactions);
  }

  /** In one read-only transaction. */
  public <T> T read(int tenant, Function<JdbcClient, T> work) { return as(reading, tenant, work); }

  /** In one transaction that commits when {@code work} returns and rolls back when it throws. */
  public <T> T write(int tenant, Function<JdbcClient, T> work) { return as(writing, tenant, work); }

  private <T> T as(TransactionTemplate transaction, int tenant, Function<JdbcClient, T> work) {
    return transaction.execute(_ -> {
      sql.sql("SELECT set_config('finality.tenant', ?, true)").param(String.valueOf(tenant)).query(String.class).single();
      return work.apply(sql);
    });
  }
}
