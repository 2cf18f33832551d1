package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.Party;
import finality.screening.Screening;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Blocked parties, limits and approvals over the whole pipeline on a real database; books and bank are audited after each. */
class ScreenedPaymentsTest {
  private static final Map<String, Object> RULES = Map.ofEntries(
      Map.entry("finality.screening.blocked.names", "Evil Corp"),
      Map.entry("finality.screening.blocked.countries", "KP"),
      Map.entry("finality.screening.limits[0].currency", "EUR"),
      Map.entry("finality.screening.limits[0].per_payment", "500"),
      Map.entry("finality.screening.limits[0].per_day", "1000"),
      Map.entry("finality.screening.limits[0].approval_above", "300"),
      Map.entry("finality.screening.limits[1].currency", "EUR"),
      Map.entry("finality.screening.limits[1].party", "Big Spender"),
      Map.entry("finality.screening.limits[1].approval_above", "5000"));

  @RegisterExtension private final Day day = Day.shared();
  private ScriptedBank bank;

  @BeforeEach void atNoon() {
    day.clock.to(today().plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC));
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("rules", RULES));
    day.screening = Screening.configured(environment);
    bank = day.bank("acme", p -> {
      p.currencies = Set.of("EUR", "USD");
      p.answerBy = Duration.ofDays(2);
      p.latestAnswer = Duration.ofDays(3);
    });
    account("bob", "Bob", "0");
  }

  // ── limits ─────────────────────────────────────────────────────────────────────────────────────────────

  @Test void ofTwoHundredPaymentsOverTwoEnginesExactlyTheDaysLimitIsPaid() throws Exception {
    account("acme-one", "Acme GmbH", "5000");
    account("acme-two", "ACME, GmbH.", "5000");
    day.batch = 20;
    var engines = List.of(day.start(), day.start());
    var calls = new ArrayList<Callable<Submitted>>();
    for (int n = 0; n < 200; n++) {
      var debtor = n % 2 == 0 ? "acme-one" : "acme-two";
      var request = n % 3 == 0 ? day.transfer("P" + n, debtor, "bob", "10.00") : day.payout("P" + n, debtor, "10.00");
      var engine = engines.get(n / 2 % 2);
      calls.add(() -> engine.submit(request));
    }
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var call : clients.invokeAll(calls)) assertThat(call.get()).isInstanceOf(Submitted.Created.class);
    }
    Day.until("100 paid, 100 refused", () -> ended("settled").equals("100") && ended("failed").equals("100"));
    assertThat(day.rows("SELECT DISTINCT cause FROM settlement.log WHERE state = 10 AND tenant = " + day.tenant)).containsExactly("limit_exceeded");
    assertThat(used("ACMEGMBH")).isEqualTo("1000.00");
    assertThat(new BigDecimal(day.money("acme-one")).add(new BigDecimal(day.money("acme-two")))).isEqualByComparingTo("9000");
    assertThat(refusals("limit_exceeded")).isEqualTo(100);
  }

  @Test void aNewDayHasALimitOfItsOwn() {
    account("alice", "Alice", "5000");
    day.start();
    for (int n = 0; n < 4; n++) transfer("D1-" + n, "alice", "250");
    fails(transfer("D1-5", "alice", "0.01"), "limit_exceeded");
    day.advance(Duration.ofHours(12).minusMillis(1));
    fails(transfer("D1-6", "alice", "0.01"), "limit_exceeded");
    day.advance(Duration.ofMillis(1));
    settles(transfer("D2-1", "alice", "250"));
    assertThat(day.money("alice")).isEqualTo("3750.00");
  }

  @Test void whatTheBankDeclinesIsGivenBackOnTheSameDay() {
    account("alice", "Alice", "5000");
    day.start();
    for (int n = 0; n < 3; n++) settles(transfer("T" + n, "alice", "250"));
    bank.script("declined", ScriptedBank.declines("AC01", true));
    day.pay("declined", "alice", "250");
    day.becomes("declined", State.FAILED, "AC01");
    assertThat(used("ALICE")).isEqualTo("750.00");
    settles(transfer("T4", "alice", "250"));
    fails(transfer("T5", "alice", "250"), "limit_exceeded");
    assertThat(day.money("alice")).isEqualTo("4000.00");
  }

  @Test void whatFailsOnALaterDayIsNotGivenBackToIt() {
    account("alice", "Alice", "5000");
    day.start();
    bank.script("slow", ScriptedBank::takes);
    day.pay("slow", "alice", "250");
    day.becomes("slow", State.SENT);
    day.advance(Duration.ofHours(13));
    for (int n = 0; n < 4; n++) settles(transfer("T" + n, "alice", "250"));
    bank.rejects("slow", "AC01", true);
    day.advance(Duration.ofMinutes(10));
    day.settlements().process(day.tenant, day.id("slow"), "tina");
    day.becomes("slow", State.FAILED, "AC01");
    fails(transfer("T5", "alice", "250"), "limit_exceeded");
    assertThat(day.rows("SELECT amount::text FROM screening.usage WHERE tenant = " + day.tenant + " ORDER BY day")).containsExactly("250.00", "1000.00");
  }

  @Test void whatWaitsForItsNextTryGoesOnCountingAndACancelGivesItBack() {
    account("alice", "Alice", "5000");
    day.start();
    bank.script("busy", ScriptedBank.isBusy(Duration.ofHours(1)));
    day.pay("busy", "alice", "250");
    day.becomes("busy", State.LOCKED);
    assertThat(used("ALICE")).isEqualTo("250.00");
    day.settlements().cancel(day.tenant, day.id("busy"), "tina");
    day.becomes("busy", State.CANCELLED);
    assertThat(used("ALICE")).isEqualTo("0.00");
    assertThat(day.money("alice")).isEqualTo("5000.00");
  }

  @Test void whatNeverWasFundedDoesNotCount() {
    account("alice", "Alice", "100");
    day.start();
    for (int n = 0; n < 5; n++) fails(transfer("T" + n, "alice", "250"), "insufficient_funds");
    assertThat(used("ALICE")).isEqualTo("0");
  }

  @Test void aRetriedPaymentCountsOnce() {
    account("alice", "Alice", "5000");
    day.start();
    bank.script("again", ScriptedBank.declines("AC01", true), ScriptedBank::pays);
    day.pay("again", "alice", "250");
    day.becomes("again", State.FAILED, "AC01");
    day.settlements().retry(day.tenant, day.id("again"), "tina");
    day.becomes("again", State.SETTLED);
    assertThat(used("ALICE")).isEqualTo("250.00");
  }

  @Test void whereThereIsNoDailyLimitNothingIsWritten() {
    account("rich", "Big Spender", "50000");
    day.account("alice-usd", "USD", "Alice", "0");
    day.fund("alice-usd", "5000", "nostro-acme-USD");
    day.start();
    settles(transfer("L1", "rich", "4000"));
    day.pay("U1", "alice-usd", "5000");
    day.becomes("U1", State.SETTLED);
    assertThat(used("BIGSPENDER")).isEmpty();
    assertThat(used("ALICE")).isEmpty();
  }

  // ── blocked ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void whoIsBlockedNeitherIsPaidNorPaysAndTheMoneyStays() {
    account("alice", "Alice", "5000");
    account("evil", "EVIL-CORP", "50");
    day.start();
    fails(payout("B1", "alice", "10", new Party("Évil Corp.", "X1", null, null), null), "blocked_party");
    fails(payout("B2", "alice", "10", new Party("Bob", "X1", null, "KP"), null), "blocked_party");
    day.submit(day.transfer("B3", "alice", "evil", "10"));
    fails("B3", "blocked_party");
    fails(transfer("B4", "evil", "10"), "blocked_party");
    assertThat(day.money("alice")).isEqualTo("5000.00");
    assertThat(day.money("evil")).isEqualTo("50.00");
    assertThat(used("ALICE")).isEqualTo("0");
    assertThat(bank.arrivals()).isEmpty();
    assertThat(refusals("blocked_party")).isEqualTo(4);
    assertThat(day.rows("SELECT evidence ->> 'why' FROM settlement.log WHERE instruction = '" + day.id("B1") + "'")).containsExactly("the creditor's name is blocked here");
  }

  @Test void aDryRunSaysWhatWouldFail() {
    account("alice", "Alice", "5000");
    account("evil", "EVIL-CORP", "50");
    day.start();
    assertThat(problems(request("V1", "alice", "10", new Party("evil corp", "X1", null, null), null))).containsExactly("creditor blocked_party");
    assertThat(problems(day.transfer("V2", "evil", "bob", "10"))).containsExactly("debtor_account blocked_party");
    assertThat(problems(day.transfer("V3", "alice", "evil", "10"))).containsExactly("creditor_account blocked_party");
    assertThat(problems(day.transfer("V4", "alice", "bob", "500.01"))).containsExactly("amount limit_exceeded");
    assertThat(problems(day.transfer("V5", "alice", "bob", "500"))).isEmpty();
    assertThat(used("ALICE")).isEmpty();
  }

  // ── approval ───────────────────────────────────────────────────────────────────────────────────────────

  @Test void aLargeAmountWaitsForTwoPeopleAndIsNotHeldAgain() {
    account("alice", "Alice", "400");
    day.start();
    bank.script("A1", ScriptedBank.declines("AC01", true), ScriptedBank::pays);
    day.pay("A1", "alice", "400");
    held("A1");
    assertThat(day.money("alice")).as("no money is held before somebody said yes").isEqualTo("400.00");
    propose("A1", State.PENDING);
    assertThat(day.settlements().approve(day.tenant, day.id("A1"), "tina")).isInstanceOf(Settlements.Done.Refused.class);
    approve("A1");
    day.becomes("A1", State.FAILED, "AC01");
    day.settlements().retry(day.tenant, day.id("A1"), "tina");
    day.becomes("A1", State.SETTLED);
    assertThat(day.money("alice")).isEqualTo("0.00");
    assertThat(used("ALICE")).isEqualTo("400.00");
    assertThat(refusals("needs_approval")).isEqualTo(1);
  }

  @Test void whoDoesNotKnowHowOneIsReleasedIsToldEveryDecisionThatItAllowsAndNoOther() {
    account("alice", "Alice", "400");
    day.start();
    held(transfer("A6", "alice", "301"));
    var allowed = "a settlement that is held can be decided as pending (it is released), failed, cancelled";
    assertThat(refusal(day.settlements().approve(day.tenant, day.id("A6"), "paul"))).isEqualTo("nothing_proposed nothing is proposed: " + allowed
        + ". Propose with POST /v1/settlements/" + day.id("A6") + "/review: {\"decision\": …, \"reason\": …}");
    assertThat(refusal(day.settlements().propose(day.tenant, day.id("A6"), State.LOCKED, "x", "tina"))).isEqualTo("not_a_decision not as locked: " + allowed);
    propose("A6", State.PENDING);
    approve("A6");
    day.becomes("A6", State.SETTLED);
    assertThat(refusal(day.settlements().approve(day.tenant, day.id("A6"), "paul"))).isEqualTo("nothing_proposed nothing is proposed: a settlement that is settled has nothing to decide; only one that is held or in_review has");
  }

  private static String refusal(Settlements.Done done) { return done instanceof Settlements.Done.Refused(var code, var message) ? code + " " + message : done.toString(); }

  @Test void aBookTransferIsReleasedToo() {
    account("alice", "Alice", "400");
    day.start();
    held(transfer("A2", "alice", "301"));
    propose("A2", State.PENDING);
    approve("A2");
    day.becomes("A2", State.SETTLED);
  }

  @Test void approvalDoesNotLiftTheDaysLimit() {
    account("alice", "Alice", "5000");
    day.start();
    held(transfer("A3", "alice", "400"));
    for (int n = 0; n < 4; n++) settles(transfer("T" + n, "alice", "250"));
    propose("A3", State.PENDING);
    approve("A3");
    day.becomes("A3", State.FAILED, "limit_exceeded");
  }

  @Test void whatIsDueLaterIsHeldAtOnceAndCountsOnItsDay() {
    account("alice", "Alice", "400");
    day.start();
    var tomorrow = today().plusDays(1);
    held(payout("A4", "alice", "400", new Party("Bob", "X1", null, null), tomorrow));
    propose("A4", State.PENDING);
    approve("A4");
    day.becomes("A4", State.QUEUED, "requested_date");
    day.advance(Duration.ofHours(12));
    day.becomes("A4", State.SETTLED);
    assertThat(day.rows("SELECT day::text FROM screening.usage WHERE amount > 0 AND tenant = " + day.tenant)).containsExactly(tomorrow.toString());
  }

  @Test void onlyTheReleaseOfTheAmountIsItsApproval() throws SQLException {
    account("alice", "Alice", "400");
    day.start();
    held(transfer("A5", "alice", "400"));
    var refs = List.of(new SettlementRows.Ref(day.tenant, day.id("A5")));
    try (var tx = day.pool().getConnection()) {
      assertThat(new Reviews().approved(tx, refs, "needs_approval")).isEmpty();
      propose("A5", State.CANCELLED);
      assertThat(new Reviews().approved(tx, refs, "needs_approval")).isEmpty();
      approve("A5");
      assertThat(new Reviews().approved(tx, refs, "needs_approval")).isEmpty();
    }
    assertThat(day.state("A5")).isEqualTo(State.CANCELLED);
  }

  @Test void aReversalIsNotScreened() {
    account("rich", "Big Spender", "5000");
    account("shop", "Shop", "0");
    day.start();
    day.submit(day.transfer("R1", "rich", "shop", "4000"));
    settles("R1");
    var back = (Submitted.Created) day.settlements().reverse(day.tenant, day.id("R1"), UUID.randomUUID(), UUID.randomUUID(), null, "wrong shop", "tina").orElseThrow();
    day.named("back", back.id());
    approve("back");
    day.becomes("back", State.SETTLED);
    assertThat(day.money("rich")).isEqualTo("5000.00");
    assertThat(used("SHOP")).isEmpty();
  }

  // ── the day ────────────────────────────────────────────────────────────────────────────────────────────

  private LocalDate today() { return LocalDate.ofInstant(day.clock.instant(), ZoneOffset.UTC); }

  private void account(String code, String owner, String money) {
    day.account(code, "EUR", owner, "0");
    day.fund(code, money, "nostro-acme");
  }

  private String transfer(String name, String debtor, String amount) {
    day.submit(day.transfer(name, debtor, "bob", amount));
    return name;
  }

  private String payout(String name, String debtor, String amount, Party creditor, LocalDate date) {
    day.submit(request(name, debtor, amount, creditor, date));
    return name;
  }

  private Request request(String name, String debtor, String amount, Party creditor, LocalDate date) {
    return new Request(day.tenant, Day.key(day.tenant, name), Day.key(debtor, amount), "client", Kind.PAYOUT, debtor, creditor, null, new BigDecimal(amount), "EUR", null, null, Priority.NORMAL, date, null, name,
        null, null, null, null, null);
  }

  private List<String> problems(Request request) { return day.settlements().validate(request).stream().map(p -> p.field() + " " + p.code()).toList(); }

  private void settles(String name) { assertThat(day.the(name).state()).as(name).isEqualTo(State.SETTLED); }

  /** At once, in the commit that accepted it. */
  private void fails(String name, String cause) { assertThat(day.state(name) + " " + day.the(name).cause()).as(name).isEqualTo("FAILED " + cause); }

  private void held(String name) { assertThat(day.state(name) + " " + day.the(name).cause()).as(name).isEqualTo("HELD needs_approval"); }

  private void propose(String name, State decision) {
    assertThat(day.settlements().propose(day.tenant, day.id(name), decision, "known supplier", "tina")).isInstanceOf(Settlements.Done.Accepted.class);
  }

  private void approve(String name) { assertThat(day.settlements().approve(day.tenant, day.id(name), "paul")).isInstanceOf(Settlements.Done.Changed.class); }

  private String ended(String state) { return day.rows("SELECT count(*)::text FROM settlement.log WHERE tenant = " + day.tenant + " AND state = " + State.parse(state).code).getFirst(); }

  /** What a party used on all days together; empty when nobody ever looked. */
  private String used(String party) {
    var sum = day.rows("SELECT coalesce(sum(amount)::text, '') FROM screening.usage WHERE tenant = " + day.tenant + " AND party = '" + party + "'");
    return sum.getFirst();
  }

  /** What the metric counts of the day's news. */
  private double refusals(String code) {
    var meters = new SimpleMeterRegistry();
    var metrics = new ScreeningMetrics(meters);
    day.news.forEach(metrics::changed);
    return meters.get("screening_refusals_total").tag("code", code).counter().count();
  }
}
