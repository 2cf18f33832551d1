package finality.console;

import static finality.console.Page.button;
import static finality.console.Page.choice;
import static finality.console.Page.dialog;
import static finality.console.Page.field;
import static finality.console.Page.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import finality.edge.Engine;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console as it is delivered, in a real browser, over a whole engine: what an operator sees and does. */
class ConsoleInBrowserTest {
  private static Engine engine;
  private static Browser browser;
  private static String missing;   // null: nothing

  @BeforeAll static void start() throws IOException {
    var program = Browser.installed();
    if (program.isEmpty()) missing = "there is no Chromium or Chrome on this machine; .ci/run installs one";
    else if (ConsoleInBrowserTest.class.getResource("/static/index.html") == null) missing = "the console was not built, because npm or its packages are missing";
    if (missing != null) {
      assertThat(System.getenv("CI")).as("the console is not looked at in a browser: " + missing + ". In CI it must be").isNotEqualTo("true");
      System.out.println("[console] not looked at in a browser: " + missing);
      return;
    }
    engine = Engine.start(Map.of());
    engine.open("""
        {"code":"NOSTRO-TEST","kind":"nostro","bank":"TESTDEFF","number":"TEST-1","currency":"EUR","limit":"1000000.00"}""");
    engine.open("""
        {"code":"ACME","kind":"participant","currency":"EUR","owner":"Acme","limit":"5000.00"}""");
    browser = new Browser(program.orElseThrow());
  }

  @BeforeEach void canBeLookedAt() { assumeTrue(missing == null, missing); }

  @AfterEach void nothingWasThrown() {
    if (browser != null) assertThat(browser.closePages()).isEmpty();
  }

  @AfterAll static void stop() {
    if (browser != null) browser.close();
    if (engine != null) engine.close();
  }

  private final String reference = "ref-" + UUID.randomUUID().toString().substring(0, 8);

  /** What the bank does is decided by the amount: see {@link finality.edge.Engine}'s bank. @return its id, once it stands in this state */
  private String payment(String reference, String amount, String state) {
    return payment(reference, amount, state, "");
  }

  private String payment(String reference, String amount, String state, String more) {
    var answer = engine.pay("""
        {"debtor_account":"ACME","creditor":{"name":"Anna Schmidt","account":"DE89370400440532013000"},"amount":"%s","currency":"EUR","reference":"%s"%s}""".formatted(amount, reference, more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    var id = answer.json().path("id").asString();
    await().until(() -> engine.get("/v1/settlements/" + id).json().path("state").asString(), state::equals);
    return id;
  }

  private static Page at(String path) { return browser.page().open("http://127.0.0.1:" + engine.port + path); }

  private static Page signedIn(String key, String path) {
    var page = at(path);
    page.type(key, field("API key"));
    page.click(button("Sign in"));
    page.awaits(link("Settlements"));
    return page;
  }

  @Test void aWrongKeyIsRefusedInWordsAndTheRightOneSignsInUntilOneSignsOut() {
    var page = at("/accounts");
    page.type("fin_nobody", field("API key"));
    page.click(button("Sign in"));
    page.awaits("This key is not known, or has been withdrawn.");
    page.type(engine.admin, field("API key"));
    page.click(button("Sign in"));
    page.awaits("NOSTRO-TEST");
    page.open("http://127.0.0.1:" + engine.port + "/settlements");
    page.awaits(link("Settlements"));
    page.click(button("operator admin · tenant " + engine.tenant));
    page.click(new Page.Named("menuitem", "Sign out"));
    page.awaits(field("API key"));
  }

  @Test void theTableTakesInNewPaymentsByItselfAndIsNarrowedByTheirState() {
    payment(reference + "-paid", "21.00", "settled");
    var page = signedIn(engine.admin, "/settlements");
    page.awaitsRows("the payment", rows -> rows.stream().anyMatch(row -> row.contains(reference + "-paid | Anna Schmidt | 21.00EUR | settled")));
    payment(reference + "-declined", "22.66", "failed");
    page.awaitsRows("both payments, without a reload", rows -> rows.stream().filter(row -> row.contains(reference)).count() == 2);
    page.choose("failed", "State");
    page.awaitsRows("the declined one alone", rows -> rows.stream().anyMatch(row -> row.contains(reference + "-declined")) && rows.stream().allMatch(row -> row.contains("failed")));
    page.type(reference, field("Reference"));
    page.awaits("No settlement matches these filters");
    page.type(reference + "-declined", field("Reference"));
    page.awaits("One settlement matches");
    page.click(button("Clear"));
    page.awaitsRows("both again", rows -> rows.stream().filter(row -> row.contains(reference)).count() == 2);
  }

  @Test void theTimelineShowsEveryStepAndTheBanksWord() {
    var id = payment(reference, "23.00", "settled");
    var page = signedIn(engine.admin, "/settlements");
    page.click(link(reference));
    page.awaits("transfer confirmed by engine · step 4");
    assertThat(page.text()).contains("accepted by operator · step 1", "funds locked", "intent", "Finalised", id);
    page.click(new Page.Named("DisclosureTriangle", "Evidence"));
    var endToEndId = engine.get("/v1/settlements/" + id).json().path("end_to_end_id").asString();
    page.awaits("\"reference\": \"R" + endToEndId + "\"");
    page.click(link("Close and return to the list"));
    page.awaits("the list alone", text -> !text.contains("Timeline"));
  }

  @Test void aReviewIsDecidedByTwoPeople() {
    var id = payment(reference, "24.88", "in_review");
    var operator = signedIn(engine.admin, "/settlements/" + id);
    propose(operator, button("Decide"), "It was executed: book it as settled", "the bank gives the second back");
    operator.awaits("Proposed. A second person has to approve it.");
    operator.awaits(button("Approve"));
    assertThat(operator.refusal(button("Approve"))).hasValue("You proposed this decision; a second person has to approve it.");

    var approver = signedIn(engine.approver, "/settlements/" + id);
    approver.awaits("the bank gives the second back");
    approver.click(button("Approve"));
    approver.awaits(dialog("Approve?"));
    approver.click(dialog("Approve?"), button("Approve"));
    approver.awaits("Approved; the decision is in force.");
    operator.awaits("reviewed by approver");
    assertThat(engine.get("/v1/settlements/" + id).json().path("state").asString()).isEqualTo("settled");
  }

  private static void propose(Page page, Page.Named opens, String decision, String reason) {
    page.click(opens);
    page.click(dialog("What became of it?"), choice(decision));
    page.type(reason, dialog("What became of it?"), field("Reason"));
    page.click(dialog("What became of it?"), button("Propose"));
  }

  /** Whoever reads one decision and presses the button must not have approved another that was proposed in the meantime. */
  @Test void anApprovalApprovesWhatWasReadAndNothingElse() {
    var id = payment(reference, "25.88", "in_review");
    review(id, "settled", "executed, says the statement");
    var approver = signedIn(engine.approver, "/settlements/" + id);
    approver.click(button("Approve"));
    approver.awaits(dialog("Approve?"));
    review(id, "failed", "on second thought it was not");
    approver.awaits("This proposal is no longer the present one");
    assertThat(approver.isDisabled(dialog("Approve?"), button("Approve"))).isTrue();
    assertThat(engine.get("/v1/settlements/" + id).json().path("state").asString()).isEqualTo("in_review");
    approver.click(dialog("Approve?"), button("Leave it"));
    propose(approver, button("Decide otherwise"), "It was executed: book it as settled", "it is on the statement");
    approver.awaits("approver proposed");
  }

  private static void review(String id, String decision, String reason) {
    assertThat(engine.post("/v1/settlements/" + id + "/review", "{\"decision\":\"" + decision + "\",\"reason\":\"" + reason + "\"}").status()).isEqualTo(202);
  }

  @Test void whatFailedIsTriedAgainAndWhatWaitsIsCancelled() {
    var failed = payment(reference + "-failed", "26.66", "failed");
    var page = signedIn(engine.admin, "/settlements/" + failed);
    page.click(button("Retry"));
    page.click(dialog("Retry?"), button("Retry"));
    page.awaits("A new attempt is on its way.");
    page.awaits("the new attempt and what became of it", text -> text.contains("retried by operator") && text.indexOf("AC04 by engine") != text.lastIndexOf("AC04 by engine"));

    var waiting = payment(reference + "-waiting", "27.00", "queued", ",\"requested_date\":\"" + LocalDate.now(ZoneOffset.UTC).plusDays(30) + "\"");
    page.open("http://127.0.0.1:" + engine.port + "/settlements/" + waiting);
    page.click(button("Cancel payment"));
    page.click(dialog("Cancel payment?"), button("Cancel payment"));
    page.awaits("cancelled by operator");
    assertThat(engine.get("/v1/settlements/" + waiting).json().path("state").asString()).isEqualTo("cancelled");
  }

  @Test void accountsShowTheirBalancesAndTheAuditSaysThatTheBooksAreSound() {
    engine.open("""
        {"code":"%s","kind":"participant","currency":"EUR","owner":"Payee","limit":"0"}""".formatted(reference));
    engine.pay(engine.book("ACME", reference, "1234.50"));
    var page = signedIn(engine.admin, "/accounts");
    page.awaitsRows("the account with its balance", rows -> rows.stream().anyMatch(row -> row.contains(reference + " | participant | – | 1,234.50EUR | 1,234.50EUR")));
    page.click(link(reference));
    page.awaits("Opening balance");
    assertThat(page.rows()).anySatisfy(row -> assertThat(row).contains("book", "ACME", "1,234.50EUR"));
    page.click(link("Books"));
    page.awaits("The books are sound");
    page.awaits("Balances equal transfers");
  }

  @Test void silenceOfTheEngineIsSaidAndEndsByItself() {
    payment(reference, "28.00", "settled");
    var page = signedIn(engine.admin, "/settlements");
    page.awaits(link(reference));
    page.awaits(button("Engine: ready"));
    page.offline(true);
    page.awaits(button("Engine: no answer"));
    page.awaits("What is shown here is as it was before.");
    page.awaits("no answer since");
    page.offline(false);
    page.awaits(button("Engine: ready"));
    page.awaits("the list without the complaint", text -> !text.contains("The engine did not answer"));
  }
}
