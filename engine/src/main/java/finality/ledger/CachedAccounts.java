package finality.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import finality.money.Assets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts from memory.
 *
 * <p>An account never changes but for {@code active}, so it is read once. What changes is read again every
 * {@value #REFRESH_MS} ms: the accounts that are switched off and the owners who owe. Both are the exception, so the whole set is
 * two short index scans. The set is the state itself and not news about it: nothing can be missed, whatever happened to a connection
 * in between, which is why this is not LISTEN/NOTIFY; that would need the same poll behind it, and a connection per node.
 *
 * <p>That an account is missing is never remembered: it may have been opened by another node a moment ago.
 */
@Component
final class CachedAccounts implements Accounts, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CachedAccounts.class);
  static final int REFRESH_MS = 300;
  private static final int MOST = 200_000;   // about 100 MB; beyond it the least used are read again

  private record Name(int tenant, String text) {}

  private record Place(int tenant, AccountKind kind, @Nullable String bank, String currency) {}

  private record Debtor(int tenant, String name) {}

  private record Exceptions(Set<Long> inactive, Set<Debtor> owing) {}

  private final JdbcClient sql;
  private final Cache<Long, Account> byId = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Cache<Name, Account> byName = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Cache<Place, List<Account>> byPlace = Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMillis(REFRESH_MS)).build();
  private volatile @Nullable Exceptions exceptions;
  private volatile @Nullable ScheduledExecutorService clock;
  private boolean told;   // that it could not be read: once, not three times a second

  CachedAccounts(@Qualifier("pipelineDataSource") DataSource pipelineDataSource) { sql = JdbcClient.create(pipelineDataSource); }

  @Override public Optional<Account> find(int tenant, String idOrCode) {
    return Optional.ofNullable(byName.get(new Name(tenant, idOrCode), name -> AccountRows.find(sql, tenant, idOrCode).orElse(null))).map(this::present);
  }

  @Override public Optional<Account> find(long id) {
    return Optional.ofNullable(byId.get(id, key -> AccountRows.find(sql, id).orElse(null))).map(this::present);
  }

  @Override public List<Account> find(int tenant, AccountKind kind, @Nullable String bank, String currency) {
    return Optional.ofNullable(byPlace.get(new Place(tenant, kind, bank, currency), place -> {
      var there = AccountRows.find(sql, tenant, kind, bank, currency);
      return there.isEmpty() ? null : there;
    })).orElse(List.of()).stream().map(this::present).toList();
  }

  @Override public Account house(int tenant, AccountKind kind, String name, String currency) {
    var code = NewAccount.houseCode(kind, name, currency);
    return find(tenant, code).orElseGet(() -> {
      AccountRows.open(sql, tenant, NewAccount.house(kind, name, Assets.of(currency)));
      return find(tenant, code).orElseThrow(() -> new IllegalStateException("account " + code + " could be neither opened nor found"));
    });
  }

  @Override public Collection<Long> stopped(Collection<Long> accounts) {
    var owing = exceptions().owing();
    if (owing.isEmpty()) return List.of();
    return accounts.stream().filter(id -> find(id).filter(a -> owing.contains(new Debtor(a.tenant(), a.debtor()))).isPresent()).toList();
  }

  /** The cached account as it stands now. */
  private Account present(Account account) {
    boolean active = !exceptions().inactive().contains(account.id());
    return active == account.active() ? account : account.withActive(active);
  }

  private Exceptions exceptions() {
    var known = exceptions;
    return known == null ? refresh() : known;
  }

  /** Reads at once what is otherwise noticed within a moment. */
  Exceptions refresh() {
    var inactive = Set.copyOf(sql.sql("SELECT id FROM ledger.account WHERE NOT active").query(Long.class).list());
    var owing = Set.copyOf(sql.sql("""
        SELECT a.tenant, a.owner
          FROM ledger.account a JOIN ledger.balance b ON b.account = a.id
         WHERE a.kind = 'receivable' AND b.posted > 0
        """).query((row, n) -> new Debtor(row.getInt(1), row.getString(2))).list());
    byPlace.invalidateAll();
    var fresh = new Exceptions(inactive, owing);
    exceptions = fresh;
    return fresh;
  }

  private void refreshOrWarn() {
    try {
      refresh();
      told = false;
    } catch (DataAccessException e) {
      if (!told) LOG.warn("which accounts are switched off could not be read and is tried again: {}", e.getMessage());
      told = true;
    } catch (RuntimeException e) {
      LOG.error("which accounts are switched off could not be read", e);   // the schedule must go on
    }
  }

  @Override public synchronized void start() {
    if (clock != null) return;
    var started = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("accounts-refresh").factory());
    started.scheduleWithFixedDelay(this::refreshOrWarn, 0, REFRESH_MS, TimeUnit.MILLISECONDS);
    clock = started;
  }

  @Override public synchronized void stop() {
    if (clock != null) clock.shutdownNow();
    clock = null;
  }

  @Override public boolean isRunning() { return clock != null; }

  /** Before whatever takes instructions, and after it at the end. */
  @Override public int getPhase() { return 0; }
}
