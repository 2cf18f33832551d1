package finality.bench;

import finality.Finality;
import finality.access.Access;
import finality.ledger.AccountBook;
import finality.ledger.AccountKind;
import finality.ledger.Accounts;
import finality.ledger.BooksAudit;
import finality.ledger.NewAccount;
import finality.ledger.OpeningEntries;
import finality.money.Assets;
import finality.money.Money;
import finality.settlement.Settlements;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole engine in this process, web server and embedded PostgreSQL included, with one bank that pays at once. */
final class Engine implements AutoCloseable {
  static final int ACCOUNTS = 1_000;
  private static final String BANK = "BENCHDEFF";
  private static final BigDecimal FUNDS = new BigDecimal("1000000000");

  private final ConfigurableApplicationContext context;
  final Path data;
  final int tenant;
  final int port;

  Engine(Path data, boolean profile) {
    this.data = data;
    var settings = new ArrayList<>(List.of("--FINALITY_DATA=" + data, "--FINALITY_EMPTY=true", "--HTTP_PORT=0", "--DATABASE_URL=", "--logging.level.root=WARN", "--rails.bankapi.connections[0].enabled=false",
        "--rails.at-once.connections[0].name=at-once", "--rails.at-once.connections[0].bank=" + BANK, "--rails.at-once.connections[0].currencies=EUR", "--rails.at-once.connections[0].concurrency=4000"));
    if (profile) settings.addAll(List.of("--finality.database.server.shared_preload_libraries=pg_stat_statements,auto_explain", "--finality.database.server[auto_explain.log_min_duration]=1s", "--finality.database.server[auto_explain.log_analyze]=on", "--finality.database.server[auto_explain.log_timing]=off"));
    context = new SpringApplicationBuilder(Finality.class).run(settings.toArray(String[]::new));
    port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    tenant = context.getBean(Access.class).firstStart(data).tenant();
  }

  Settlements settlements() { return context.getBean(Settlements.class); }

  Ends ends() { return context.getBean(Ends.class); }

  /** {@code payer-0} to {@code payer-999} and {@code hot} with money, {@code payee-…} and {@code poor-…} without. */
  void openAccounts() {
    var nostro = open("bench-nostro", AccountKind.NOSTRO, BANK, "BENCH-1");
    for (int n = 0; n < ACCOUNTS; n++) {
      fund(nostro, open("payer-" + n, AccountKind.PARTICIPANT, null, null));
      open("payee-" + n, AccountKind.PARTICIPANT, null, null);
      open("poor-" + n, AccountKind.PARTICIPANT, null, null);
    }
    fund(nostro, open("hot", AccountKind.PARTICIPANT, null, null));
  }

  private finality.ledger.Account open(String code, AccountKind kind, @Nullable String bank, @Nullable String number) {
    var opened = context.getBean(AccountBook.class).open(tenant, new NewAccount(code, kind, Assets.of("EUR"), bank, number, code, BigDecimal.ZERO), "bench", context.getBean(Clock.class).instant());
    if (!(opened instanceof AccountBook.Opened.Done)) throw new IllegalStateException(code + " could not be opened: " + opened);
    return context.getBean(Accounts.class).find(tenant, code).orElseThrow();
  }

  private void fund(finality.ledger.Account nostro, finality.ledger.Account account) {
    context.getBean(OpeningEntries.class).book(nostro, account, new Money(FUNDS, Assets.of("EUR")), context.getBean(Clock.class).instant());
  }

  /** @throws IllegalStateException when they are not sound: what was measured is void */
  BooksAudit.Report audit() { return sound(context.getBean(BooksAudit.class).run()); }

  /** Over all of history. */
  BooksAudit.Report prove() { return sound(context.getBean(BooksAudit.class).prove()); }

  private static BooksAudit.Report sound(BooksAudit.Report report) {
    if (!report.sound()) throw new IllegalStateException(report.toString());
    return report;
  }

  @Override public void close() { context.close(); }
}
