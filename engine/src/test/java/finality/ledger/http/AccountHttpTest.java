package finality.ledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import finality.edge.Engine;
import finality.edge.Engine.Answer;
import finality.ledger.AuditedBooks;
import finality.ledger.BooksAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts and books as a client meets them. */
class AccountHttpTest {
  private final Engine engine = Engine.shared();
  @RegisterExtension private final AuditedBooks audited = new AuditedBooks(() -> engine.bean(BooksAudit.class));

  private static String fresh(String name) { return name + "-" + UUID.randomUUID().toString().substring(0, 8); }

  private Answer open(String code, String more) {
    return engine.post("/v1/accounts", "{\"code\":\"" + code + "\"," + more + "}");
  }

  private Answer approve(String code) { return engine.stranger("POST", "/v1/accounts/" + code + "/limit/approve", "{}", "Authorization", "Bearer " + engine.approver); }

  private static List<String> texts(JsonNode items, String field) { return items.valueStream().map(i -> i.path(field).asString()).toList(); }

  // ── opening and finding ────────────────────────────────────────────────────────────────────────────────

  @Test void anAccountIsOpenedAndShownWithAmountsAsStringsAtItsScale() {
    var code = fresh("alice");
    var opened = open(code, "\"kind\":\"participant\",\"currency\":\"KWD\",\"owner\":\"Alice\",\"limit\":12.5");
    assertThat(opened.status()).as(opened.text()).isEqualTo(201);
    var account = opened.json();
    assertThat(account.path("limit").asString()).as("one person's wish").isEqualTo("0.000");
    assertThat(account.path("proposed_limit").path("limit").asString()).isEqualTo("12.500");
    assertThat(account.path("limit").isString()).isTrue();
    assertThat(account.path("posted").asString()).isEqualTo("0.000");
    assertThat(account.path("held").asString()).isEqualTo("0.000");
    assertThat(account.path("available").asString()).isEqualTo("0.000");
    assertThat(account.path("active").asBoolean()).isTrue();
    assertThat(opened.header("Location")).isEqualTo("/v1/accounts/" + account.path("id").asString());
    assertThat(engine.get("/v1/accounts/" + code).json()).isEqualTo(account);
    assertThat(engine.get(opened.header("Location")).json()).isEqualTo(account);
    assertThat(engine.get("/v1/accounts/" + fresh("nobody")).problem()).startsWith("404 not_found");
  }

  @Test void nostrosAndVostrosHaveListsOfTheirOwnUnderBothPaths() {
    var bank = fresh("BANK").toUpperCase();
    for (int i = 1; i <= 3; i++) assertThat(open(fresh("n"), "\"kind\":\"nostro\",\"bank\":\"" + bank + "\",\"number\":\"" + i + "\",\"currency\":\"USD\"").status()).isEqualTo(201);
    assertThat(open(fresh("v"), "\"kind\":\"vostro\",\"bank\":\"" + bank + "\",\"currency\":\"EUR\"").status()).isEqualTo(201);
    for (var prefix : List.of("/v1", "/api/v1")) {
      assertThat(engine.get(prefix + "/accounts/nostro?currency=USD&bank=" + bank).json().path("items")).hasSize(3);
      assertThat(engine.get(prefix + "/accounts/vostro?bank=" + bank).json().path("items")).hasSize(1);
      assertThat(engine.get(prefix + "/accounts/vostro?currency=USD&bank=" + bank).json().path("items")).isEmpty();
    }
    var pages = new ArrayList<String>();
    for (String cursor = ""; cursor != null; ) {
      var page = engine.get("/v1/accounts?kind=nostro&limit=2&bank=" + bank + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).json();
      pages.addAll(texts(page.path("items"), "number"));
      cursor = page.path("next_cursor").isNull() ? null : page.path("next_cursor").asString();
    }
    assertThat(pages).containsExactly("1", "2", "3");
    assertThat(open(fresh("n"), "\"kind\":\"nostro\",\"bank\":\"" + bank + "\",\"number\":\"1\",\"currency\":\"USD\"").problem()).isEqualTo("409 account_exists number");
  }

  @Test void openingIsDoneOnceForOneKey() {
    var code = fresh("once");
    var body = "{\"code\":\"" + code + "\",\"kind\":\"participant\",\"currency\":\"EUR\"}";
    var first = engine.post("/v1/accounts", body, "Idempotency-Key", code);
    var again = engine.post("/v1/accounts", body, "Idempotency-Key", code);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(engine.post("/v1/accounts", body).problem()).isEqualTo("409 account_exists code");
  }

  // ── bad input ──────────────────────────────────────────────────────────────────────────────────────────

  @ParameterizedTest @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\",\"limit\":\"-1\"}      | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\",\"limit\":\"NaN\"}     | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\",\"limit\":1e30}        | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\",\"limit\":\"0.001\"}   | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"JPY\",\"limit\":\"0.5\"}     | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"ETH\",\"limit\":\"0.1234567890123456789\"} | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\",\"limit\":true}        | limit",
      "{\"code\":\"@\",\"kind\":\"fee\",\"currency\":\"EUR\",\"limit\":\"1\"}               | limit",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUX\"}                       | currency",
      "{\"code\":\"@\",\"kind\":\"participant\"}                                            | currency",
      "{\"code\":\"@\",\"kind\":\"current\",\"currency\":\"EUR\"}                           | kind",
      "{\"code\":\"@\",\"kind\":\"receivable\",\"currency\":\"EUR\"}                        | kind",
      "{\"code\":\"@\",\"kind\":\"nostro\",\"number\":\"1\",\"currency\":\"EUR\"}           | bank",
      "{\"code\":\"@\",\"kind\":\"nostro\",\"bank\":\"B\",\"currency\":\"EUR\"}             | number",
      "{\"kind\":\"participant\",\"currency\":\"EUR\"}                                      | code",
      "{\"code\":7,\"kind\":\"participant\",\"currency\":\"EUR\"}                           | code",
      "{\"code\":\"a b/c\",\"kind\":\"participant\",\"currency\":\"EUR\"}                   | code",
      "{\"code\":\"fee:x:EUR\",\"kind\":\"participant\",\"currency\":\"EUR\"}               | code",
      "{\"code\":\"@\",\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\"}        | code",
      "{\"code\":\"@\",\"kind\":\"participant\",\"currency\":\"EUR\",\"balance\":\"5\"}     | balance"})
  void whatMakesNoSenseNamesItsFieldAndStoresNothing(String body, String field) {
    long before = accounts();
    var answer = engine.post("/v1/accounts", body.replace("@", fresh("bad")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).as(answer.text()).isEqualTo(field);
    assertThat(accounts()).isEqualTo(before);
  }

  @Test void everythingThatIsWrongIsToldAtOnce() {
    var answer = engine.post("/v1/accounts", "{\"code\":\"\",\"kind\":\"x\",\"currency\":\"y\",\"limit\":\"z\"}");
    assertThat(answer.fields()).containsExactlyInAnyOrder("code", "kind", "currency", "limit");
  }

  @ParameterizedTest @ValueSource(strings = {"{}", "{\"limit\":\"-1\"}", "{\"limit\":\"0.001\"}", "{\"active\":\"no\"}", "{\"owner\":\"me\"}", "[]", "{"})
  void aChangeThatMakesNoSenseChangesNothing(String body) {
    var code = fresh("alice");
    open(code, "\"kind\":\"participant\",\"currency\":\"EUR\"");
    var before = engine.get("/v1/accounts/" + code).text();
    assertThat(engine.call("PATCH", "/v1/accounts/" + code, body).status()).isEqualTo(400);
    assertThat(engine.get("/v1/accounts/" + code).text()).isEqualTo(before);
  }

  @ParameterizedTest @ValueSource(strings = {"/v1/accounts?kind=x", "/v1/accounts?limit=0", "/v1/accounts?limit=501", "/v1/accounts?cursor=!", "/v1/accounts?colour=red", "/v1/accounts/nostro?kind=vostro",
      "/v1/accounts/%s/statement?from=yesterday", "/v1/accounts/%s/statement?cursor=MXxh", "/v1/accounts/%s/transfers?cursor=MXxh", "/v1/trial-balance?x=1", "/v1/audit/books?x=1"})
  void aQueryThatMakesNoSenseIsRefused(String path) {
    var code = fresh("alice");
    open(code, "\"kind\":\"participant\",\"currency\":\"EUR\"");
    var answer = engine.get(path.formatted(code));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).isNotEmpty();
  }

  private long accounts() { return engine.pipeline().sql("SELECT count(*) FROM ledger.account").query(Long.class).single(); }

  // ── changing ───────────────────────────────────────────────────────────────────────────────────────────

  @Test void whoOpensAnAccountWithALimitAloneCannotPayItOut() {
    var code = fresh("mine");
    var opened = open(code, "\"kind\":\"participant\",\"currency\":\"EUR\",\"limit\":\"5000000.00\"");
    assertThat(opened.json().path("proposed_limit").path("proposed_by").asString()).isEqualTo("operator");
    var out = engine.book(code, engine.participant("EUR", "0"), "1.00");
    assertThat(engine.pay(out).json().path("state").asString()).isEqualTo("failed");
    assertThat(engine.post(opened.json().path("proposed_limit").path("approve").asString(), "{}").problem()).startsWith("409 same_person");
    assertThat(approve(code).json().path("limit").asString()).isEqualTo("5000000.00");
    assertThat(engine.pay(out).json().path("state").asString()).isEqualTo("settled");
  }

  @Test void aLimitNeedsASecondPerson() {
    var code = fresh("alice");
    open(code, "\"kind\":\"participant\",\"currency\":\"EUR\"");
    var proposed = engine.call("PATCH", "/v1/accounts/" + code, "{\"limit\":\"50\"}");
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(202);
    assertThat(proposed.json().path("limit").asString()).isEqualTo("0.00");
    assertThat(proposed.json().path("proposed_limit").path("limit").asString()).isEqualTo("50.00");
    assertThat(engine.post(proposed.json().path("proposed_limit").path("approve").asString(), "{}").problem()).startsWith("409 same_person");
    assertThat(approve(code).json().path("limit").asString()).isEqualTo("50.00");
    assertThat(approve(code).problem()).startsWith("409 nothing_proposed");
    assertThat(engine.get("/v1/accounts/" + code).json().has("proposed_limit")).isFalse();
  }

  @Test void changingAndApprovingAreDoneOnceForOneKey() {
    var code = fresh("alice");
    open(code, "\"kind\":\"participant\",\"currency\":\"EUR\"");
    var path = "/v1/accounts/" + code;
    var proposed = engine.call("PATCH", path, "{\"limit\":\"50\"}", "Idempotency-Key", code + "-change");
    String[] approver = {"Authorization", "Bearer " + engine.approver, "Idempotency-Key", code + "-approve"};
    var approved = engine.post(path + "/limit/approve", "{}", approver);
    assertThat(approved.status()).as(approved.text()).isEqualTo(200);
    var again = engine.post(path + "/limit/approve", "{}", approver);
    assertThat(List.of(again.status() + "", again.text(), again.header("Idempotency-Replayed"))).containsExactly("200", approved.text(), "true");
    var proposedAgain = engine.call("PATCH", path, "{\"limit\":\"50\"}", "Idempotency-Key", code + "-change");
    assertThat(List.of(proposedAgain.status() + "", proposedAgain.text(), proposedAgain.header("Idempotency-Replayed"))).containsExactly("202", proposed.text(), "true");
    assertThat(engine.call("PATCH", path, "{\"limit\":\"60\"}", "Idempotency-Key", code + "-change").problem()).startsWith("422 idempotency_key_reused");
    assertThat(engine.get(path).json().path("limit").asString()).isEqualTo("50.00");
    assertThat(engine.get(path).json().has("proposed_limit")).isFalse();
  }

  @Test void whoMayNotApproveTakesTheKeyFromNobody() {
    var code = fresh("alice");
    open(code, "\"kind\":\"participant\",\"currency\":\"EUR\"");
    engine.call("PATCH", "/v1/accounts/" + code, "{\"limit\":\"50\"}");
    assertThat(engine.post("/v1/accounts/" + code + "/limit/approve", "{}", "Idempotency-Key", code).problem()).startsWith("409 same_person");
    assertThat(engine.post("/v1/accounts/" + code + "/limit/approve", "{}", "Authorization", "Bearer " + engine.approver, "Idempotency-Key", code).status()).isEqualTo(200);
  }

  @Test void aLimitInUseIsNotLoweredAndTheFiguresAreTold() {
    var payer = engine.participant("EUR", "100.00");
    var payee = engine.participant("EUR", "0");
    assertThat(engine.pay(engine.book(payer, payee, "30.00")).json().path("state").asString()).isEqualTo("settled");
    var refused = engine.call("PATCH", "/v1/accounts/" + payer, "{\"limit\":\"29.99\"}");
    assertThat(refused.problem()).isEqualTo("409 limit_below_use limit");
    assertThat(refused.text()).contains("30.00 EUR").contains("posted -30.00").contains("limit now 100.00");
  }

  @Test void anAccountSwitchedOffPaysNothing() {
    var payer = engine.participant("EUR", "100.00");
    var payee = engine.participant("EUR", "0");
    assertThat(engine.call("PATCH", "/v1/accounts/" + payer, "{\"active\":false}").json().path("active").asBoolean()).isFalse();
    assertThat(engine.pay(engine.book(payer, payee, "1.00")).status()).isBetween(400, 499);
    assertThat(engine.call("PATCH", "/v1/accounts/" + payer, "{\"active\":true}").status()).isEqualTo(200);
    assertThat(engine.pay(engine.book(payer, payee, "1.00")).status()).isEqualTo(201);
    assertThat(engine.call("PATCH", "/v1/accounts/" + fresh("nobody"), "{\"active\":true}").problem()).startsWith("404 not_found");
  }

  // ── the books ──────────────────────────────────────────────────────────────────────────────────────────

  @Test void aStatementRunsFromPageToPage() {
    var payer = engine.participant("EUR", "100.00");
    var payee = engine.participant("EUR", "0");
    for (int i = 1; i <= 5; i++) engine.pay(engine.book(payer, payee, i + ".00"));
    var balances = new ArrayList<String>();
    var last = "";
    for (String cursor = ""; cursor != null; ) {
      var page = engine.get("/v1/accounts/" + payer + "/statement?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).json();
      assertThat(page.path("opening").asString()).isEqualTo(last.isEmpty() ? "0.00" : last);
      balances.addAll(texts(page.path("items"), "balance"));
      last = page.path("closing").asString();
      cursor = page.path("next_cursor").isNull() ? null : page.path("next_cursor").asString();
    }
    assertThat(balances).containsExactly("-1.00", "-3.00", "-6.00", "-10.00", "-15.00");
    assertThat(last).isEqualTo(engine.get("/v1/accounts/" + payer).json().path("posted").asString());
    var newest = engine.get("/v1/accounts/" + payee + "/transfers?limit=1").json().path("items").get(0);
    assertThat(newest.path("amount").asString()).isEqualTo("5.00");
    assertThat(newest.path("side").asString()).isEqualTo("credit");
    assertThat(newest.path("kind").asString()).isEqualTo("book");
    assertThat(newest.path("other_code").asString()).isEqualTo(payer);
    assertThat(engine.get("/v1/accounts/" + payer + "/statement?to=2000-01-01T00:00:00Z").json().path("items")).isEmpty();
    assertThat(engine.get("/v1/accounts/" + payer + "/statement?from=9000-01-01T00:00:00Z").json().path("opening").asString()).isEqualTo("-15.00");
  }

  @Test void theTrialBalanceBalancesInEveryAsset() {
    engine.pay(engine.book(engine.participant("EUR", "10"), engine.participant("EUR", "0"), "7.00"));
    var assets = engine.get("/v1/trial-balance").json().path("assets");
    assertThat(assets).isNotEmpty().allSatisfy(asset -> {
      assertThat(asset.path("balanced").asBoolean()).isTrue();
      assertThat(asset.path("debit").asString()).isEqualTo(asset.path("credit").asString());
    });
  }

  @Test void theAuditTellsEveryInvariantWithItsFigures() {
    var audit = engine.get("/v1/audit/books").json();
    assertThat(audit.path("sound").asBoolean()).as(audit.toString()).isTrue();
    assertThat(audit.path("checked_at").asString()).endsWith("Z");
    assertThat(audit.path("took_ms").isNumber()).isTrue();
    assertThat(audit.path("invariants")).hasSizeGreaterThanOrEqualTo(9).allSatisfy(i -> {
      assertThat(i.path("holds").asBoolean()).isTrue();
      assertThat(i.path("what").asString()).endsWith(".");
      assertThat(i.path("figures")).isNotEmpty();
      assertThat(i.path("breaches")).isEmpty();
    });
  }

  @Test void theBooksAreWatchedAndMeasured() {
    await().untilAsserted(() -> assertThat(engine.stranger("GET", "/metrics", null).text())
        .containsPattern("(?m)^books_sound(\\{\\})? 1\\.0$").containsPattern("(?m)^books_audit_seconds").containsPattern("(?m)^books_breaches\\{invariant=\"assets_sum_to_zero\"\\} 0\\.0$"));
  }
}
