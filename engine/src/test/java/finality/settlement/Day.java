package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.ledger.AccountKind;
import finality.ledger.AuditedBooks;
import finality.ledger.NewAccount;
import finality.ledger.TestLedger;
import finality.money.Assets;
import finality.rail.Party;
import finality.rail.Rail;
import finality.rail.TestConnections;
import finality.screening.Screening;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A day of a tenant of its own: its accounts, its scripted banks, one or more engines on one database, and a clock that the test moves. Afterwards
 * the books are audited, and every bank's journal is held against them: nothing executed twice by our doing, and nothing differs of which no person was told.
 */
final class Day implements BeforeEachCallback, AfterEachCallback {
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 60));
  private static final class Shared { static final TestLedger LEDGER = new TestLedger(); }


  private final boolean alone;
  private TestLedger ledger;
  /** Ahead of the database's own clock, which frees the leases of the dead. */
  final SettableClock clock = new SettableClock(Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS));
  /** The engines' machine has this one, which is held against the database's. */
  final WallClock wall = new WallClock();
  int tenant;
  /** All that the engines work for. */
  final List<Integer> tenants = new CopyOnWriteArrayList<>();
  private final Map<String, ScriptedBank> banks = new LinkedHashMap<>();
  private final List<SettlementEngine> engines = new ArrayList<>();
  private final Map<String, UUID> ids = new LinkedHashMap<>();
  final List<Change> news = new CopyOnWriteArrayList<>();
  int batch = 500;
  Screening screening = Screening.NONE;

  private Day(boolean alone) { this.alone = alone; }

  /** On the database that all tests share. */
  static Day shared() { return new Day(false); }

  /** On a database of its own, for what concerns the whole house. */
  static Day alone() { return new Day(true); }

  @Override public void beforeEach(ExtensionContext test) { open(); }

  void open() {
    ledger = alone ? new TestLedger() : Shared.LEDGER;
    ledger.refreshing();
    anotherTenant();
  }

  /** From here on accounts are opened and payments made for another one. */
  int anotherTenant() {
    tenant = ledger.tenant();
    tenants.add(tenant);
    return tenant;
  }

  @Override public void afterEach(ExtensionContext test) {
    try {
      if (test.getExecutionException().isEmpty()) close();
      else engines();
    } finally {
      leave();
    }
  }

  private void engines() { banks.values().forEach(ScriptedBank::releaseAll); }

  /** Ends without checking, and gives back what it used. */
  void leave() {
    stop();
    ledger.resting();
    if (alone) ledger.close();
  }

  /** The engines end, and all that was done is checked. */
  void close() {
    stop();
    compare();
  }

  /** Books audited, and every bank's journal held against them, as they are now. */
  void compare() {
    AuditedBooks.assertSound(ledger.audit);
    banks.forEach((name, bank) -> bank.journal().forEach(entry -> agrees(name, entry)));
    ids.forEach((name, id) -> {
      var s = find(id).settlement();
      boolean paid = s.state() == State.SETTLED || s.state() == State.REVERSED;
      boolean overRail = s.kind() == Kind.PAYOUT || s.kind() == Kind.INTERBANK;
      if (paid && overRail && told(id).isEmpty()) assertThat(executions(name)).as("executions of %s, which is settled", name).isEqualTo(1);
    });
  }

  /** Ends every engine as SIGTERM does. */
  void stop() {
    engines();
    engines.forEach(SettlementEngine::close);
    engines.clear();
  }

  private void agrees(String bank, ScriptedBank.Entry entry) {
    assertThat(entry.paidSends).as("times that %s paid %s because it was sent", bank, entry.of()).isLessThanOrEqualTo(1);
    var id = EndToEndId.parse(entry.order.endToEndId()).orElseThrow().instruction();
    var s = find(id).settlement();
    boolean paid = s.state() == State.SETTLED || s.state() == State.REVERSED;
    boolean open = s.state().underWay();
    boolean last = entry.order.endToEndId().equals(s.endToEndId());
    int times = entry.executed.size();
    boolean right = times == 0 ? !last || !paid : times == 1 && entry.executed.getFirst().equals(s.amount()) && last && (paid || open);
    if (!right) assertThat(told(id)).as("%s executed %s %s, the books say %s: a person must have been told", bank, entry.of(), entry.executed, s.state()).isNotEmpty();
  }

  // ── who is there ───────────────────────────────────────────────────────────────────────────────────────

  /** A bank with a connection, and our account with it: {@code nostro-NAME}. */
  ScriptedBank bank(String name) { return bank(name, _ -> { }); }

  ScriptedBank bank(String name, Consumer<Promises> promises) {
    var p = new Promises();
    promises.accept(p);
    var bank = new ScriptedBank(p.profile(name + "-" + tenant, name.toUpperCase(java.util.Locale.ROOT) + "XX"), clock);
    banks.put(name, bank);
    for (var currency : p.currencies) nostro(name, currency.equals("EUR") ? "nostro-" + name : "nostro-" + name + "-" + currency, currency);
    return bank;
  }

  ScriptedBank theBank(String name) { return banks.get(name); }

  ScriptedBank theBank() { return banks.values().iterator().next(); }

  /** Our account at a bank; its number there is its code. */
  void nostro(String bank, String code, String currency) {
    open(new NewAccount(code, AccountKind.NOSTRO, Assets.of(currency), banks.get(bank).profile().bank(), code, null, BigDecimal.ZERO));
  }

  void account(String code, String currency, String owner, String limit) {
    open(new NewAccount(code, AccountKind.PARTICIPANT, Assets.of(currency), null, null, owner, new BigDecimal(limit)));
  }

  void open(NewAccount account) {
    ledger.open(tenant, account);
  }

  /** A participant with money that lies on the nostro. */
  void account(String code, String amount) { account(code, amount, "nostro-" + banks.keySet().iterator().next()); }

  void account(String code, String amount, String nostro) {
    var currency = ledger.accounts().find(tenant, nostro).orElseThrow().asset().code();
    account(code, currency, code, "0");
    fund(code, amount, nostro);
  }

  void fund(String code, String amount, String nostro) {
    if (new BigDecimal(amount).signum() == 0) return;
    try {
      ledger.move(ledger.accounts().find(tenant, nostro).orElseThrow(), ledger.accounts().find(tenant, code).orElseThrow(), new BigDecimal(amount), clock.instant());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** "70.00", or "70.00 held 30.00". */
  String money(String code) {
    var found = ledger.reader.balance(tenant, code);
    if (found.isEmpty()) return "no account " + code;
    var b = found.get();
    return b.posted().toPlainString() + (b.held().signum() == 0 ? "" : " held " + b.held().toPlainString());
  }

  /** What was booked for a payment, in order: "alice > settlement_pending:scripted:EUR 30.00 sent". */
  List<String> booked(UUID event) {
    return rows("""
        SELECT d.code || ' > ' || c.code || ' ' || t.amount::numeric(40, %d) || ' ' || t.kind
          FROM ledger.transfer t JOIN ledger.account d ON d.id = t.debit JOIN ledger.account c ON c.id = t.credit
         WHERE t.event = '%s' ORDER BY t.position""".formatted(2, event)).stream().map(Day::withWord).toList();
  }

  private static String withWord(String line) {
    int blank = line.lastIndexOf(' ');
    return line.substring(0, blank + 1) + finality.ledger.TransferKind.of(Integer.parseInt(line.substring(blank + 1))).word();
  }

  // ── engines ────────────────────────────────────────────────────────────────────────────────────────────

  Settlements start() { return start(ledger.database.pipeline(), ""); }

  Settlements start(DataSource pool, String place) { return start(pool, place, banks.values(), wall); }

  /** A node on a machine of its own. */
  Settlements start(DataSource pool, String place, WallClock wall) { return start(pool, place, banks.values(), wall); }

  /** With these connections and no others. */
  Settlements start(DataSource pool, String place, Collection<? extends Rail> configured) { return start(pool, place, configured, wall); }

  private Settlements start(DataSource pool, String place, Collection<? extends Rail> configured, WallClock wall) {
    var engine = new SettlementEngine(pool, ledger.accounts(), TestConnections.of(configured), screening, () -> tenants, clock,
        new SettlementEngine.Settings(batch, Duration.ofMillis(25), 5, 2, true, wall, place), news::add);
    engines.add(engine);
    engine.start();
    return engine.settlements();
  }

  SettlementEngine engine() { return engines.getFirst(); }

  ClockWatch clocks() { return engine().clocks(); }

  DataSource pool() { return ledger.database.pipeline(); }

  TestLedger ledger() { return ledger; }

  Settlements settlements() { return engines.getFirst().settlements(); }

  void advance(Duration by) { clock.advance(by); }

  // ── payments ───────────────────────────────────────────────────────────────────────────────────────────

  static UUID key(Object... of) { return UUID.nameUUIDFromBytes(List.of(of).toString().getBytes(StandardCharsets.UTF_8)); }

  /** Pays 30.00 of alice's as {@code P1}: the reference by which bank and test know it. */
  Request payout(String name, String debtor, String amount) { return payout(name, debtor, amount, Priority.NORMAL, null, null); }

  Request payout(String name, String debtor, String amount, Priority priority, LocalDate date, Integer attempts) {
    var currency = ledger.accounts().find(tenant, debtor).orElseThrow().asset().code();
    return new Request(tenant, key(tenant, name), key(debtor, amount), "client", Kind.PAYOUT, debtor, new Party("Bob", "DE89370400440532013000", "COBADEFFXXX", "DE"), null,
        new BigDecimal(amount), currency, null, null, priority, date, null, name, null, null, null, null, attempts);
  }

  Request transfer(String name, String debtor, String creditor, String amount) {
    var currency = ledger.accounts().find(tenant, debtor).orElseThrow().asset().code();
    return new Request(tenant, key(tenant, name), key(debtor, creditor, amount), "client", Kind.BOOK, debtor, null, creditor,
        new BigDecimal(amount), currency, null, null, Priority.NORMAL, null, null, name, null, null, null, null, null);
  }

  Submitted.Created pay(String name, String debtor, String amount) { return submit(payout(name, debtor, amount)); }

  Submitted.Created submit(Request request) {
    var answer = settlements().submit(request);
    if (!(answer instanceof Submitted.Created created)) throw new IllegalStateException(answer.toString());
    ids.put(request.reference(), created.id());
    return created;
  }

  void named(String name, UUID id) { ids.put(name, id); }

  List<String> names() { return List.copyOf(ids.keySet()); }

  UUID id(String name) {
    var id = ids.get(name);
    if (id == null) throw new IllegalStateException("no payment " + name);
    return id;
  }

  SettlementReader.WithHistory find(UUID id) {
    var reader = new SettlementReader(ledger.tenants, ledger.accounts(), TestConnections.of(banks.values()));
    return tenants.stream().flatMap(t -> reader.find(t, id).stream()).findFirst().orElseThrow();
  }

  Settlement the(String name) { return find(id(name)).settlement(); }

  State state(String name) { return the(name).state(); }

  int executions(String name) { return banks.values().stream().mapToInt(b -> b.executions(name)).sum(); }

  /** Alarms of an instruction: what a person is told. */
  List<String> told(UUID id) { return news.stream().filter(c -> c.id().equals(id) && c.alarm()).map(Change::cause).toList(); }

  List<String> told(String name) { return told(id(name)); }

  /** Waits until it stands there, and for this reason when one is given. */
  void becomes(String name, State state) { becomes(name, state, null); }

  void becomes(String name, State state, String cause) {
    await().alias(name + " => " + state.word() + (cause == null ? "" : " " + cause)).atMost(PATIENCE).pollInterval(Duration.ofMillis(10))
        .until(() -> { var s = the(name); return s.state().word() + " " + s.cause(); }, at(state, cause));
  }

  private static Predicate<String> at(State state, String cause) { return is -> cause == null ? is.startsWith(state.word() + " ") : is.equals(state.word() + " " + cause); }

  static void until(String what, java.util.concurrent.Callable<Boolean> holds) { await().alias(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(holds); }

  /** It stands there now and goes on standing there while every worker has looked several times. */
  void stays(String name, State state) {
    await().alias(name + " stays " + state.word()).during(Duration.ofMillis(400)).atMost(PATIENCE).pollInterval(Duration.ofMillis(40)).until(() -> state(name) == state);
  }

  /** An answer to the last order that somebody brings; returns when it is stored. */
  void hears(String name, finality.rail.Answer answer) {
    var s = the(name);
    ((Pipeline) settlements()).hear(new Facts.Heard(new SettlementRows.Ref(tenant, s.id()), new Fact.Answered(EndToEndId.parse(s.endToEndId()).orElseThrow().series(), s.attempts(), answer), Evidence.of(answer, s.amount()))).join();
  }

  /** Every node has noticed that the account's owner owes. */
  void noticed(String account) {
    long id = ledger.accounts().find(tenant, account).orElseThrow().id();
    until(account + " is stopped", () -> !ledger.accounts().stopped(List.of(id)).isEmpty());
  }

  // ── SQL ────────────────────────────────────────────────────────────────────────────────────────────────

  int run(String sql) { return ledger.asOwner(sql); }

  List<String> rows(String sql) {
    try (var owner = DriverManager.getConnection(ledger.database.ownerUrl()); var statement = owner.createStatement(); var found = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (found.next()) rows.add(found.getString(1));
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
