package finality;

import finality.access.Access;
import finality.ledger.AccountBook;
import finality.ledger.AccountKind;
import finality.ledger.Accounts;
import finality.ledger.NewAccount;
import finality.ledger.OpeningEntries;
import finality.money.Assets;
import finality.money.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes an empty house one that can be tried: a sandbox tenant with two people's keys, accounts at the sandbox bank, and participants
 * with money. Done once a database. Then says when the engine is ready.
 */
@Component
class FirstDay implements ApplicationRunner {
  private static final String BANK = "SANDDEFFXXX";

  /** What the sandbox bank holds for us in each of its accounts when it opens. */
  private static final BigDecimal AT_THE_BANK = new BigDecimal(10_000_000);

  /** Opened last: where it is, all is. */
  private static final String LAST = "VOSTRO-BANKDEFFXXX-EUR";

  private final Access access;
  private final AccountBook book;
  private final Accounts accounts;
  private final OpeningEntries entries;
  private final WebServerApplicationContext web;
  private final Environment environment;
  private final Clock clock;

  FirstDay(Access access, AccountBook book, Accounts accounts, OpeningEntries entries, WebServerApplicationContext web, Environment environment, Clock clock) {
    this.access = access;
    this.book = book;
    this.accounts = accounts;
    this.entries = entries;
    this.web = web;
    this.environment = environment;
    this.clock = clock;
  }

  @Override public void run(ApplicationArguments arguments) {
    open(access.firstStart(Path.of(environment.getProperty("FINALITY_DATA", "./data"))).tenant());
  }

  /** Last of those who hear it: when the line is out, {@code /health/ready} says the same. */
  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void ready(AvailabilityChangeEvent<ReadinessState> change) {
    if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) System.out.println("Finality is ready on http://localhost:" + web.getWebServer().getPort());
  }

  /** Does what is not done yet: a first start that was killed is finished by the next. */
  private void open(int tenant) {
    if (accounts.find(tenant, LAST).isPresent()) return;
    for (var currency : List.of("EUR", "USD", "GBP", "JPY", "KWD")) {
      account(tenant, "NOSTRO-SANDBOX-" + currency, AccountKind.NOSTRO, currency, BANK, "SBX-" + currency + "-1", null);
      account(tenant, "ACME-" + currency, AccountKind.PARTICIPANT, currency, null, null, "ACME");
      boolean shared = currency.equals("EUR") || currency.equals("USD");
      var globex = new BigDecimal(1_000_000);
      if (shared) {
        account(tenant, "GLOBEX-" + currency, AccountKind.PARTICIPANT, currency, null, null, "GLOBEX");
        opening(tenant, currency, "GLOBEX-" + currency, globex);
      }
      opening(tenant, currency, "ACME-" + currency, shared ? AT_THE_BANK.subtract(globex) : AT_THE_BANK);
    }
    account(tenant, LAST, AccountKind.VOSTRO, "EUR", "BANKDEFFXXX", "BANKDEFF-EUR-1", null);
  }

  private void account(int tenant, String code, AccountKind kind, String currency, String bank, String number, String owner) {
    if (accounts.find(tenant, code).isEmpty()) book.open(tenant, new NewAccount(code, kind, Assets.of(currency), bank, number, owner, BigDecimal.ZERO), "first start", clock.instant());
  }

  /** The bank held this money for its owner before these books began. */
  private void opening(int tenant, String currency, String owner, BigDecimal amount) {
    entries.book(accounts.find(tenant, "NOSTRO-SANDBOX-" + currency).orElseThrow(), accounts.find(tenant, owner).orElseThrow(), new Money(amount, Assets.of(currency)), clock.instant());
  }
}
