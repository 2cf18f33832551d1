package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.ledger.AccountKind;
import finality.ledger.NewAccount;
import finality.money.Assets;
import finality.rail.Health.State;
import finality.rail.Party;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over which connection a payment leaves, and from which account it is paid: of two banks, alpha first in the configuration. */
class RoutesTest {
  private static final String PAID = "COBADEFFXXX";

  @RegisterExtension final Day day = Day.shared();

  // ── interbank obligations ──────────────────────────────────────────────────────────────────────────────

  @Test void anObligationIsPaidByTheBankThatItNames() {
    begin();
    vostro("vostro-coba", "30.00");
    settles(interbank("I1", "BETAXX", "10.00"), "beta");
    settles(interbank("I2", "ALPHAXX", "5.00"), "alpha");
    assertThat(day.money("vostro-coba")).isEqualTo("15.00");
    assertThat(day.booked(day.id("I1"))).containsExactlyInAnyOrder("vostro-coba > settlement_pending:scripted:EUR 10.00 sent", "settlement_pending:scripted:EUR > nostro-beta 10.00 settled");
    assertThat(day.theBank("alpha").arrivals()).containsExactly("I2");
    assertThat(day.theBank("beta").arrivals()).containsExactly("I1");
  }

  @Test void anObligationWaitsForItsBankAndIsPaidByNoOther() {
    begin();
    vostro("vostro-coba", "30.00");
    day.theBank("beta").is(State.DOWN);
    assertThat(connection(interbank("I1", "BETAXX", "10.00"))).isEqualTo("beta");
    day.theBank("beta").is(State.NOT_READY);
    assertThat(refused(interbank("I2", "BETAXX", "10.00"))).containsExactly("from_bank no_connection");
    assertThat(refused(interbank("I3", "GAMMAXX", "10.00"))).containsExactly("from_bank no_connection");
    switchOff("nostro-alpha");
    assertThat(refused(interbank("I4", "ALPHAXX", "10.00"))).containsExactly("currency no_nostro");
  }

  @Test void theBankThatIsPaidNeedsAVostroThatIsSwitchedOn() {
    begin();
    assertThat(refused(interbank("I1", "BETAXX", "10.00"))).containsExactly("to_bank no_vostro");
    vostro("vostro-old", "30.00");
    switchOff("vostro-old");
    assertThat(refused(interbank("I2", "BETAXX", "10.00"))).containsExactly("to_bank inactive_account");
    assertThat(refused(interbank("I3", "GAMMAXX", "10.00"))).as("all that is wrong at once").containsExactly("to_bank inactive_account", "from_bank no_connection");
    vostro("vostro-new", "30.00");
    Day.until("the new one is noticed", () -> day.ledger().accounts().find(day.tenant, AccountKind.VOSTRO, PAID, "EUR").size() == 2);
    settles(interbank("I4", "BETAXX", "10.00"), "beta");
    assertThat(day.money("vostro-new")).isEqualTo("20.00");
  }

  @Test void anObligationNamesBothBanks() {
    begin();
    assertThat(refused(interbank("I1", null, "10.00"))).containsExactly("from_bank required");
    assertThat(refused(request("I2", Kind.INTERBANK, null, "BETAXX", " ", "10.00", null, null))).containsExactly("to_bank required");
  }

  // ── payouts ────────────────────────────────────────────────────────────────────────────────────────────

  @Test void aPayoutPassesOverABankWithWhichTheTenantHasNoAccount() {
    begin();
    day.anotherTenant();
    day.nostro("beta", "nostro-beta", "EUR");
    day.account("bob", "100.00", "nostro-beta");
    settles(payout("P1", "bob", null, null), "beta");
  }

  @Test void aPayoutPassesOverANostroThatIsSwitchedOff() {
    begin();
    settles(payout("P1", "alice", null, null), "alpha");
    switchOff("nostro-alpha");
    settles(payout("P2", "alice", null, null), "beta");
  }

  @Test void whoIsUpGoesFirstAndWhoIsOnlyDownIsBetterThanNone() {
    begin();
    day.theBank("alpha").is(State.DOWN);
    assertThat(connection(payout("P1", "alice", null, null))).isEqualTo("beta");
    day.theBank("beta").is(State.DOWN);
    assertThat(connection(payout("P2", "alice", null, null))).isEqualTo("alpha");
    day.theBank("alpha").is(State.NOT_READY);
    assertThat(connection(payout("P3", "alice", null, null))).isEqualTo("beta");
    day.theBank("alpha").is(State.UP);
    switchOff("nostro-alpha");
    assertThat(connection(payout("P4", "alice", null, null))).as("down, but the only one with an account").isEqualTo("beta");
    day.theBank("beta").is(State.NOT_READY);
    assertThat(problems(payout("P5", "alice", null, null)).getFirst().message()).contains("EUR nostro account at ALPHAXX to");
  }

  @Test void withoutANostroAnywhereItSaysAtWhichBanks() {
    begin();
    switchOff("nostro-alpha");
    switchOff("nostro-beta");
    assertThat(refused(payout("P1", "alice", null, null))).containsExactly("currency no_nostro");
    assertThat(problems(payout("P1", "alice", null, null)).getFirst().message()).contains("at ALPHAXX or BETAXX");
    assertThat(problems(payout("P1", "alice", "scripted", null)).getFirst().message()).contains("at ALPHAXX or BETAXX");
    assertThat(problems(payout("P1", "alice", null, "beta")).getFirst().message()).contains("at BETAXX");
  }

  @Test void aWishedConnectionIsTheOnlyOne() {
    begin();
    settles(payout("P1", "alice", null, "beta"), "beta");
    settles(payout("P2", "alice", "SCRIPTED", "beta"), "beta");
    day.theBank("beta").is(State.DOWN);
    assertThat(connection(payout("P3", "alice", null, "beta"))).as("waits for it").isEqualTo("beta");
    assertThat(refused(payout("P4", "alice", "pigeon", "beta"))).containsExactly("bank_profile_id no_connection");
    assertThat(refused(payout("P4", "alice", null, "gamma"))).containsExactly("bank_profile_id no_connection");
    assertThat(refused(payout("P4", "alice", "pigeon", null))).containsExactly("rail no_connection");
  }

  // ── words ──────────────────────────────────────────────────────────────────────────────────────────────

  private void begin() {
    day.bank("alpha");
    day.bank("beta");
    day.account("alice", "100.00", "nostro-alpha");
    day.fund("alice", "100.00", "nostro-beta");
    day.start();
  }

  private void vostro(String code, String amount) {
    day.open(new NewAccount(code, AccountKind.VOSTRO, Assets.of("EUR"), PAID, null, null, BigDecimal.ZERO));
    day.fund(code, amount, "nostro-beta");
  }

  private void switchOff(String code) { day.ledger().book.change(day.tenant, code, false, null, "tina", day.clock.instant()); }

  private Request interbank(String name, @Nullable String from, String amount) { return request(name, Kind.INTERBANK, null, from, PAID, amount, null, null); }

  private Request payout(String name, String debtor, @Nullable String rail, @Nullable String connection) {
    var configured = connection == null || connection.equals("gamma") ? connection : day.theBank(connection).profile().connection();
    return request(name, Kind.PAYOUT, debtor, null, null, "10.00", rail, configured);
  }

  private Request request(String name, Kind kind, @Nullable String debtor, @Nullable String from, @Nullable String to, String amount, @Nullable String rail, @Nullable String connection) {
    return new Request(day.tenant, Day.key(day.tenant, name), Day.key(name, amount), "client", kind, debtor, new Party("Bob", "DE89370400440532013000", PAID, "DE"), null,
        new BigDecimal(amount), "EUR", rail, connection, Priority.NORMAL, null, null, name, null, from, to, null, null);
  }

  /** Where it goes by, without the number that keeps tests apart. */
  private String connection(Request request) {
    day.submit(request);
    return day.the(request.reference()).connection().replaceAll("-[0-9]+$", "");
  }

  private void settles(Request request, String connection) {
    assertThat(connection(request)).isEqualTo(connection);
    day.becomes(request.reference(), finality.settlement.State.SETTLED);
  }

  private List<Submitted.Problem> problems(Request request) { return ((Submitted.Refused) day.settlements().submit(request)).problems(); }

  private List<String> refused(Request request) { return problems(request).stream().map(p -> p.field() + " " + p.code()).toList(); }
}
