package finality.sandbox;

import static finality.sandbox.TestBank.newId;
import static finality.sandbox.TestBank.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which the bank misbehaves, by magic amount or by rule, and what its journal then says. */
class FaultsTest {
  private final TestBank bank = TestBank.shared();
  private final RailClient client = bank.client(Version.HTTP_2);
  private final String account = bank.account("EUR", "1000.00");
  private final String id = newId();

  @AfterEach void heal() { bank.heal(); }

  private static String magic(Effect effect) { return "13.%02d".formatted(effect.magic); }

  private RailClient.Got pay(Effect effect) throws IOException { return client.pay(order(id, account, magic(effect), "EUR")); }

  private int executed() { return bank.payment(id).path("executed").asInt(); }

  private String status() throws IOException { return client.lookUp(id).text("status"); }

  private void laterStatus(String status) {
    bank.clock.advance(Duration.ofSeconds(3));
    await().untilAsserted(() -> assertThat(status()).isEqualTo(status));
  }

  @Test void rejectIsPermanentAndRejectForNowIsNot() throws IOException {
    var got = pay(Effect.REJECT);
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body().path("reason").path("code").asString() + got.body().path("reason").path("permanent")).isEqualTo("AC04true");
    var second = client.pay(order(newId(), account, magic(Effect.REJECT_FOR_NOW), "EUR")).body().path("reason");
    assertThat(second.path("code").asString() + second.path("permanent")).isEqualTo("MS03false");
    assertThat(executed()).isZero();
    assertThat(status()).isEqualTo("rejected");
  }

  @ParameterizedTest @CsvSource({"RATE_LIMIT,429", "UNAVAILABLE,503", "REDIRECT,307", "UNAUTHORIZED,401"})
  void whatIsTurnedAwayWasNeverTakenAndIsExecutedTheNextTime(Effect effect, int status) throws IOException {
    var got = pay(effect);
    assertThat(got.status()).isEqualTo(status);
    if (status == 429) assertThat(got.raw().headers().firstValue("Retry-After")).contains("1");
    assertThat(client.lookUp(id).text("code")).isEqualTo("payment_not_found");
    assertThat(bank.payment(id).path("status").asString() + executed()).isEqualTo("turned_away0");
    assertThat(pay(effect).status()).as("magic works on the first request only").isEqualTo(201);
    assertThat(bank.payment(id).path("requests").asInt()).isEqualTo(2);
  }

  @ParameterizedTest @CsvSource({"HANG,0", "EXECUTE_THEN_HANG,1", "ACCEPT_THEN_HANG,1"})
  void silence(Effect effect, int executions) throws IOException {
    var request = client.call("/payments").timeout(Duration.ofSeconds(1)).header("Idempotency-Key", id).POST(BodyPublishers.ofString(order(id, account, magic(effect), "EUR").toString()));
    assertThatThrownBy(() -> client.send(request)).isInstanceOf(java.net.http.HttpTimeoutException.class);
    if (executions == 1) laterStatus("settled");
    assertThat(executed()).isEqualTo(executions);
  }

  @ParameterizedTest @EnumSource(Version.class) void executeThen503(Version version) throws IOException {
    assertThat(bank.client(version).pay(order(id, account, magic(Effect.EXECUTE_THEN_503), "EUR")).status()).isEqualTo(503);
    assertThat(status() + executed()).isEqualTo("settled1");
  }

  @ParameterizedTest @CsvSource({"HTTP_1_1,EXECUTE_THEN_RESET", "HTTP_2,EXECUTE_THEN_RESET", "HTTP_1_1,EXECUTE_THEN_HALF_ANSWER", "HTTP_2,EXECUTE_THEN_HALF_ANSWER"})
  void theAnswerIsCutOff(Version version, Effect effect) throws IOException {
    var other = bank.client(version);
    other.token();
    assertThatThrownBy(() -> other.pay(order(id, account, magic(effect), "EUR"))).isInstanceOf(IOException.class);
    assertThat(status() + executed()).isEqualTo("settled1");
    assertThat(other.lookUp(id).status()).as("the next call works").isEqualTo(200);
  }

  @Test void aSecondAnswerThatContradictsWaitsForTheNextCall() throws Exception {
    var other = bank.client(Version.HTTP_1_1);
    other.token();
    var got = other.pay(order(id, account, magic(Effect.ANSWER_TWICE), "EUR"));
    assertThat(got.status()).isEqualTo(201);
    // The JDK's client closes the connection over the surplus bytes or takes them for the next answer: what counts is that they came.
    assertThat(RawHttp.pay(client, order(newId(), account, magic(Effect.ANSWER_TWICE), "EUR"))).contains("HTTP/1.1 201", "HTTP/1.1 422", "\"status\":\"rejected\"");
    assertThat(executed()).isEqualTo(1);
  }

  @ParameterizedTest @CsvSource({"CONFIRM_LATE,202,settled,1", "REJECT_LATE,202,rejected,0", "SETTLE_AFTER_REJECT,422,settled,1", "REJECT_AFTER_SETTLE,201,rejected,1"})
  void whatIsSaidFirstIsNotWhatIsSaidLater(Effect effect, int first, String later, int executions) throws IOException {
    assertThat(pay(effect).status()).isEqualTo(first);
    laterStatus(later);
    assertThat(executed()).isEqualTo(executions);
  }

  @Test void executeTwice() throws IOException {
    assertThat(pay(Effect.EXECUTE_TWICE).body().path("executions").asInt()).isEqualTo(2);
    assertThat(executed()).isEqualTo(2);
    assertThat(bank.payment(id).path("executed_total").asString()).isEqualTo("26.30");
  }

  @Test void executeAnotherAmount() throws IOException {
    var got = pay(Effect.EXECUTE_OTHER_AMOUNT);
    assertThat(got.text("amount") + " " + got.text("executed_amount")).isEqualTo("13.16 13.17");
    assertThat(bank.payment(id).path("executed_total").asString()).isEqualTo("13.17");
    assertThat(bank.balance(account)).isEqualTo("986.83");
  }

  @Test void refuseAsDuplicateWhatWasExecuted() throws IOException {
    var got = pay(Effect.REFUSE_AS_DUPLICATE);
    assertThat(got.status() + got.text("code") + got.text("end_to_end_id")).isEqualTo("409duplicate" + id);
    assertThat(status() + executed()).isEqualTo("settled1");
  }

  @Test void aProxyAnswers404ForAWhile() throws IOException {
    assertThat(pay(Effect.PROXY_404).raw().body()).contains("<html>");
    var lookUp = client.lookUp(id);
    assertThat(lookUp.status()).isEqualTo(404);
    assertThat(lookUp.raw().body()).contains("<html>").doesNotContain("payment_not_found");
    assertThat(executed()).isEqualTo(1);
    bank.clock.advance(Duration.ofSeconds(16));
    assertThat(status()).isEqualTo("settled");
  }

  @ParameterizedTest @CsvSource({"RETURN_LATER,13.19,1000.00", "RETURN_PART_LATER,6.60,993.40"})
  void theMoneyComesBack(Effect effect, String amount, String balance) throws IOException {
    assertThat(pay(effect).status()).isEqualTo(201);
    bank.clock.advance(Duration.ofSeconds(3));
    await().untilAsserted(() -> assertThat(client.get("/accounts/" + account + "/credits").body().path("items").size()).isEqualTo(1));
    var item = client.get("/accounts/" + account + "/credits").body().path("items").path(0);
    assertThat(item.path("kind").asString() + item.path("amount").asString() + item.path("original_end_to_end_id").asString()).isEqualTo("return" + amount + id);
    assertThat(bank.payment(id).path("returned").asString() + " " + bank.balance(account)).isEqualTo(amount + " " + balance);
    assertThat(status()).isEqualTo("settled");
  }

  @ParameterizedTest @CsvSource({"LOSE_STATEMENT_LINE,0", "DUPLICATE_STATEMENT_LINE,2"})
  void theStatementIsWrong(Effect effect, int lines) throws IOException {
    assertThat(pay(effect).status()).isEqualTo(201);
    var day = bank.clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
    var statement = client.get("/accounts/" + account + "/statement?date=" + day).body();
    assertThat(statement.path("lines").size()).isEqualTo(lines);
    assertThat(statement.path("closing").asString()).as("the balances stay true").isEqualTo(bank.balance(account));
  }

  @Test void aLineOfIncomingMoneyCanBeLostToo() throws IOException {
    bank.faults("{\"effect\":\"lose_statement_line\",\"call\":\"credit\",\"match\":{\"account\":\"%s\"}}".formatted(account));
    bank.admin("POST", "/admin/credits", "{\"account\":\"%s\",\"amount\":\"5.00\",\"currency\":\"EUR\"}".formatted(account));
    var day = bank.clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
    assertThat(client.get("/accounts/" + account + "/statement?date=" + day).body().path("lines").size()).isZero();
    assertThat(client.get("/accounts/" + account + "/credits").body().path("items").size()).isEqualTo(1);
  }

  @Test void delay() throws IOException {
    bank.faults("{\"effect\":\"delay\",\"after_ms\":400,\"next\":1}");
    long start = System.nanoTime();
    assertThat(client.pay(order(id, account, "1.00", "EUR")).status()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
  }

  @Test void wrongEchoes() throws IOException {
    assertThat(pay(Effect.WRONG_ID).text("end_to_end_id")).isNotEqualTo(id);
    assertThat(status()).isEqualTo("settled");
    var second = newId();
    assertThat(client.pay(order(second, account, magic(Effect.WRONG_AMOUNT), "EUR")).text("amount")).isEqualTo("132.50");
    assertThat(client.lookUp(second).text("amount")).isEqualTo("13.25");
  }

  @Test void charge() throws IOException {
    assertThat(pay(Effect.CHARGE).text("charges")).isEqualTo("0.01");
    assertThat(bank.balance(account)).isEqualTo("986.73");
    assertThat(executed()).isEqualTo(1);
  }

  @Test void aCancellationCanBeDecidedLater() throws IOException {
    bank.faults("{\"effect\":\"confirm_late\",\"after_ms\":3600000}", "{\"effect\":\"cancel_later\",\"after_ms\":1000}");
    client.pay(order(id, account, "1.00", "EUR"));
    assertThat(client.cancel(id).text("result")).isEqualTo("requested");
    laterStatus("cancelled");
    assertThat(executed()).isZero();
  }

  @ParameterizedTest @ValueSource(strings = {"JPY:1301", "KWD:13.010", "USD:13.01"}) void magicWorksInEveryCurrency(String money) throws IOException {
    var parts = money.split(":");
    var own = bank.account(parts[0], parts[0].equals("JPY") ? "5000" : parts[0].equals("KWD") ? "50.000" : "50.00");
    assertThat(client.pay(order(id, own, parts[1], parts[0])).status()).isEqualTo(422);
  }

  @Test void theNextNAreStruckAndThenNoMore() throws IOException {
    bank.faults("{\"effect\":\"unavailable\",\"next\":2,\"match\":{\"account\":\"%s\"}}".formatted(account));
    assertThat(client.pay(order(newId(), "SBX-EUR-1", "1.00", "EUR")).status()).as("does not match").isEqualTo(201);
    assertThat(client.pay(order(id, account, "1.00", "EUR")).status()).isEqualTo(503);
    assertThat(client.pay(order(id, account, "1.00", "EUR")).status()).isEqualTo(503);
    assertThat(client.pay(order(id, account, "1.00", "EUR")).status()).isEqualTo(201);
    var rule = bank.admin("GET", "/admin/faults", "").body().path("items").path(0);
    assertThat(rule.path("hits").asInt() + " " + rule.path("next").asInt()).isEqualTo("2 0");
  }

  @Test void aShareIsDrawnTheSameInEveryRun() throws IOException {
    var struck = new HashSet<String>();
    for (int run = 0; run < 2; run++) {
      bank.faults("{\"effect\":\"unavailable\",\"share\":0.3,\"seed\":42}");
      var now = new HashSet<String>();
      bank.mode("{\"duplicates\":\"once\"}");
      for (int i = 0; i < 60; i++) if (Draw.billionth(42, "SHARE" + i, 1 + run) < 300_000_000L) now.add("SHARE" + i);
      var seen = new HashSet<String>();
      for (int i = 0; i < 60; i++) if (client.pay(order("SHARE" + i, account, "1.00", "EUR")).status() == 503) seen.add("SHARE" + i);
      assertThat(seen).isEqualTo(now).isNotEqualTo(struck);
      assertThat(seen.size()).isBetween(5, 35);
      struck = seen;
    }
  }

  @Test void aBankThatHangsOnEveryCall() throws IOException {
    client.token();
    bank.faults("{\"effect\":\"hang\",\"call\":\"every\"}");
    for (var path : new String[] {"/payments/" + id, "/accounts/" + account, "/accounts/" + account + "/credits"}) {
      assertThatThrownBy(() -> client.send(client.call(path).timeout(Duration.ofMillis(500)))).isInstanceOf(java.net.http.HttpTimeoutException.class);
    }
    bank.heal();
    assertThat(client.lookUp(id).text("code")).isEqualTo("payment_not_found");
  }

  @Test void lookUpsCanFailOnTheirOwn() throws IOException {
    client.pay(order(id, account, "1.00", "EUR"));
    bank.faults("{\"effect\":\"proxy_404\",\"call\":\"lookup\",\"next\":1,\"match\":{\"end_to_end_id\":\"%s\"}}".formatted(id), "{\"effect\":\"unavailable\",\"call\":\"account\",\"next\":1}");
    assertThat(client.lookUp(newId()).text("code")).isEqualTo("payment_not_found");
    assertThat(client.lookUp(id).raw().body()).contains("<html>");
    assertThat(status()).isEqualTo("settled");
    assertThat(client.get("/accounts/" + account).status()).isEqualTo(503);
    assertThat(client.get("/accounts/" + account).status()).isEqualTo(200);
  }

  @Test void aFaultNeverOverdrawsAnAccount() throws IOException {
    var poor = bank.account("EUR", "14.00");
    assertThat(client.pay(order(id, poor, magic(Effect.EXECUTE_TWICE), "EUR")).body().path("executions").asInt()).isEqualTo(1);
    var other = newId();
    assertThat(client.pay(order(other, poor, magic(Effect.CONFIRM_LATE), "EUR")).status()).isEqualTo(422);
    assertThat(bank.balance(poor)).isEqualTo("0.85");
  }

  @Test void everyMagicNumberIsTestedHere() {
    var numbers = new HashSet<Integer>();
    for (var effect : Effect.values()) if (effect.magic > 0) assertThat(numbers.add(effect.magic)).isTrue();
    assertThat(numbers).hasSize(29);
  }
}
