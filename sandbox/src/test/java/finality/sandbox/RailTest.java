package finality.sandbox;

import static finality.sandbox.TestBank.newId;
import static finality.sandbox.TestBank.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/rails/bankapi.md} promises, from outside, over mTLS. */
class RailTest {
  private final TestBank bank = TestBank.shared();
  private final RailClient client = bank.client(HttpClient.Version.HTTP_2);

  @AfterEach void heal() { bank.heal(); }

  @ParameterizedTest @EnumSource(HttpClient.Version.class) void anOrderIsExecutedAndEchoed(HttpClient.Version version) throws IOException {
    var account = bank.account("EUR", "100.00");
    var id = newId();
    var got = bank.client(version).pay(order(id, account, "30.00", "EUR"));
    assertThat(got.raw().version()).isEqualTo(version);
    assertThat(got.status()).isEqualTo(201);
    assertThat(got.text("status")).isEqualTo("settled");
    assertThat(got.text("end_to_end_id") + got.text("amount") + got.text("currency")).isEqualTo(id + "30.00EUR");
    assertThat(got.body().path("executions").asInt()).isEqualTo(1);
    assertThat(got.text("charges")).isEqualTo("0.00");
    assertThat(client.lookUp(id).body()).isEqualTo(got.body());
    assertThat(bank.balance(account)).isEqualTo("70.00");
  }

  @Test void withoutACertificateNobodyIsHeard() {
    var stranger = HttpClient.newBuilder().sslContext(client.tls(false)).build();
    var request = HttpRequest.newBuilder(URI.create(client.url() + "/payments/X")).timeout(Duration.ofSeconds(10)).build();
    assertThatThrownBy(() -> stranger.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);
  }

  @Test void aTokenNeedsTheSecretAndExpires() throws IOException {
    var client = bank.client(HttpClient.Version.HTTP_1_1);   // over HTTP/2 an answer ahead of the body resets the stream, and the JDK then sometimes tells of the reset alone
    assertThat(client.requestToken("finality", "wrong").status()).isEqualTo(401);
    assertThat(client.requestToken("stranger", "wrong").status()).isEqualTo(401);
    assertThat(client.lookUp("X1").text("code")).isEqualTo("payment_not_found");
    bank.clock.advance(Duration.ofSeconds(301));
    var id = newId();
    var refused = client.pay(order(id, "SBX-EUR-1", "1.00", "EUR"));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text("code")).isEqualTo("unauthorized");
    assertThat(bank.payment(id).isMissingNode()).isTrue();
    client.forgetToken();
    assertThat(client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status()).isEqualTo(201);
  }

  @Test void aTokenIsWorthNothingWithAnotherClientsCertificate() throws IOException {
    var made = bank.admin("POST", "/admin/clients", "{\"client_id\":\"other-bank\"}");
    var other = new RailClient(java.nio.file.Path.of(made.text("file")), HttpClient.Version.HTTP_2);
    var stolen = HttpRequest.newBuilder(URI.create(client.url() + "/accounts/SBX-EUR-1")).header("Authorization", "Bearer " + client.token());
    assertThat(other.send(stolen).status()).isEqualTo(401);
    assertThat(other.get("/accounts/SBX-EUR-1").text("code")).isEqualTo("account_not_found");
    assertThat(other.pay(order(newId(), "SBX-EUR-1", "1.00", "EUR")).body().path("reason").path("code").asString()).isEqualTo("AC02");
  }

  @ParameterizedTest @CsvSource({
      "amount,10.0,EUR,exactly 2 decimals", "amount,10,EUR,exactly 2", "amount,0.00,EUR,greater than zero", "amount,-1.00,EUR,plain decimal", "amount,1e3,EUR,plain decimal",
      "amount,10.00,JPY,exactly 0", "amount,10.00,KWD,exactly 3", "amount,1234567890123456789.00,EUR,18 digits", "currency,10.00,XAU,ISO 4217", "currency,10.00,euro,ISO 4217"})
  void whatIsNoAmountIsRefusedUnread(String field, String amount, String currency, String why) throws IOException {
    var id = newId();
    var got = client.pay(order(id, "SBX-EUR-1", amount, currency));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("code") + " " + got.text("field") + " " + got.text("end_to_end_id")).isEqualTo("invalid " + field + " " + id);
    assertThat(got.text("text")).contains(why);
    assertThat(bank.payment(id).isMissingNode()).isTrue();
  }

  @ParameterizedTest @ValueSource(strings = {"", "{", "[]", "{\"end_to_end_id\":\"A\",\"end_to_end_id\":\"B\"}", "{\"end_to_end_id\":7}", "{\"end_to_end_id\":\"white space\"}",
      "{\"end_to_end_id\":\"A\",\"currency\":\"EUR\",\"creditor\":[]}", "{\"end_to_end_id\":\"A\",\"currency\":\"EUR\",\"creditor\":{}}", "{\"end_to_end_id\":\"A\"} {}"})
  void whatIsNoOrderIsRefusedUnread(String body) throws IOException {
    var got = client.send(client.call("/payments").header("Idempotency-Key", "A").POST(BodyPublishers.ofString(body)));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("code")).isEqualTo("invalid");
  }

  @Test void theIdempotencyKeyIsTheId() throws IOException {
    var id = newId();
    var got = client.send(client.call("/payments").header("Idempotency-Key", "another").POST(BodyPublishers.ofString(order(id, "SBX-EUR-1", "1.00", "EUR").toString())));
    assertThat(got.status() + got.text("field")).isEqualTo("400Idempotency-Key");
  }

  @Test void anAccountIsNotOverdrawnWithoutAnOverdraft() throws IOException {
    var account = bank.account("EUR", "10.00");
    var got = client.pay(order(newId(), account, "10.01", "EUR"));
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.body().path("reason").path("code").asString()).isEqualTo("AM04");
    assertThat(got.body().path("reason").path("permanent").asBoolean()).isFalse();
    bank.admin("POST", "/admin/accounts", "{\"number\":\"%s\",\"currency\":\"EUR\",\"overdraft\":\"5.00\"}".formatted(account + "O"));
    assertThat(client.pay(order(newId(), account + "O", "5.00", "EUR")).status()).isEqualTo(201);
    assertThat(client.pay(order(newId(), account + "O", "0.01", "EUR")).status()).isEqualTo(422);
    assertThat(client.pay(order(newId(), account, "1.00", "USD")).body().path("reason").path("code").asString()).isEqualTo("AM03");
  }

  @Test void anIdTakenOnceRepeatsItsAnswer() throws IOException {
    var account = bank.account("EUR", "10.00");
    var id = newId();
    var first = client.pay(order(id, account, "1.00", "EUR"));
    var again = client.pay(order(id, account, "1.00", "EUR"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(client.pay(order(id, account, "2.00", "EUR")).status()).as("another order under this id").isEqualTo(409);
    assertThat(bank.payment(id).path("executed").asInt()).isEqualTo(1);
    assertThat(bank.payment(id).path("requests").asInt()).isEqualTo(3);
    assertThat(bank.balance(account)).isEqualTo("9.00");
    var poor = newId();
    assertThat(client.pay(order(poor, account, "100.00", "EUR")).status()).isEqualTo(422);
    assertThat(client.pay(order(poor, account, "100.00", "EUR")).status()).isEqualTo(422);
  }

  @Test void aBankThatRefusesDuplicatesSaysSoAndDoesNothing() throws IOException {
    bank.mode("{\"duplicates\":\"refuse\"}");
    var account = bank.account("EUR", "10.00");
    var id = newId();
    assertThat(client.pay(order(id, account, "1.00", "EUR")).status()).isEqualTo(201);
    var again = client.pay(order(id, account, "1.00", "EUR"));
    assertThat(again.status() + again.text("code") + again.text("end_to_end_id")).isEqualTo("409duplicate" + id);
    assertThat(bank.payment(id).path("executed").asInt()).isEqualTo(1);
  }

  @Test void aDangerousBankExecutesAgain() throws IOException {
    bank.mode("{\"duplicates\":\"execute\"}");
    var account = bank.account("EUR", "10.00");
    var id = newId();
    client.pay(order(id, account, "1.00", "EUR"));
    assertThat(client.pay(order(id, account, "1.00", "EUR")).body().path("executions").asInt()).isEqualTo(2);
    assertThat(bank.payment(id).path("executed").asInt()).isEqualTo(2);
    assertThat(bank.payment(id).path("at").size()).isEqualTo(2);
    assertThat(bank.balance(account)).isEqualTo("8.00");
  }

  @Test void nothingIsExecutedAfterItsValidUntilWhereThatIsEnforced() throws IOException {
    var account = bank.account("EUR", "10.00");
    var passed = bank.clock.instant().minusSeconds(1).toString();
    var got = client.pay(order(newId(), account, "1.00", "EUR").put("valid_until", passed));
    assertThat(got.status() + got.body().path("reason").path("code").asString()).isEqualTo("422TM01");
    assertThat(client.pay(order(newId(), account, "1.00", "EUR").put("valid_until", bank.clock.instant().plusSeconds(60).toString())).status()).isEqualTo(201);
    bank.mode("{\"enforces_valid_until\":false}");
    assertThat(client.pay(order(newId(), account, "1.00", "EUR").put("valid_until", passed)).status()).isEqualTo(201);
  }

  @Test void anOrderConfirmedLateIsNotExecutedAfterItsValidUntilEither() throws IOException {
    bank.faults("{\"effect\":\"confirm_late\",\"after_ms\":60000}");
    var account = bank.account("EUR", "10.00");
    var id = newId();
    assertThat(client.pay(order(id, account, "1.00", "EUR").put("valid_until", bank.clock.instant().plusSeconds(30).toString())).status()).isEqualTo(202);
    bank.clock.advance(Duration.ofSeconds(61));
    org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(client.lookUp(id).text("status")).isEqualTo("rejected"));
    assertThat(bank.payment(id).path("reason").asString()).isEqualTo("TM01");
  }

  @Test void aCancelledUnknownIdIsRefusedWhenItArrives() throws IOException {
    var account = bank.account("EUR", "10.00");
    var id = newId();
    assertThat(client.cancel(id).text("result")).isEqualTo("cancelled");
    assertThat(client.lookUp(id).text("code")).isEqualTo("payment_not_found");
    bank.mode("{\"duplicates\":\"execute\"}");
    var got = client.pay(order(id, account, "1.00", "EUR"));
    assertThat(got.status() + got.body().path("reason").path("code").asString()).isEqualTo("422DS02");
    assertThat(client.pay(order(id, account, "1.00", "EUR")).status()).isEqualTo(422);
    assertThat(bank.payment(id).path("executed").asInt()).isZero();
  }

  @Test void aBankThatDoesNotBlockIdsDoesNotKnowTheUnknownOne() throws IOException {
    bank.mode("{\"cancel_blocks_id\":false}");
    var id = newId();
    assertThat(client.cancel(id).text("code")).isEqualTo("payment_not_found");
    assertThat(client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status()).isEqualTo(201);
    bank.mode("{\"cancel_blocks_id\":false,\"takes_recalls\":false}");
    assertThat(client.cancel(id).text("result")).isEqualTo("too_late");
  }

  @Test void aWishToHaveBackWhatWasExecutedIsTakenAndMovesNothing() throws IOException {
    bank.mode("{\"takes_recalls\":true}");
    var account = bank.account("EUR", "10.00");
    var id = newId();
    client.pay(order(id, account, "1.00", "EUR"));
    assertThat(client.cancel(id).text("result")).isEqualTo("requested");
    assertThat(bank.balance(account)).isEqualTo("9.00");
  }

  @Test void anAcceptedOrderCanBeCancelled() throws IOException {
    bank.faults("{\"effect\":\"confirm_late\",\"after_ms\":3600000}");
    var account = bank.account("EUR", "10.00");
    var id = newId();
    assertThat(client.pay(order(id, account, "1.00", "EUR")).text("status")).isEqualTo("accepted");
    assertThat(client.cancel(id).text("result")).isEqualTo("cancelled");
    assertThat(client.cancel(id).text("result")).isEqualTo("cancelled");
    bank.clock.advance(Duration.ofHours(2));
    client.forgetToken();
    assertThat(client.lookUp(id).text("status")).isEqualTo("cancelled");
    assertThat(client.pay(order(id, account, "1.00", "EUR")).text("status")).isEqualTo("cancelled");
    assertThat(bank.balance(account)).isEqualTo("10.00");
  }

  @Test void aLookUpKnowsNothingBeforeTheReadDelayHasPassed() throws IOException {
    bank.mode("{\"read_delay_ms\":60000}");
    var id = newId();
    assertThat(client.pay(order(id, "SBX-EUR-1", "1.00", "EUR")).status()).isEqualTo(201);
    assertThat(client.lookUp(id).text("code")).isEqualTo("payment_not_found");
    bank.clock.advance(Duration.ofSeconds(61));
    assertThat(client.lookUp(id).text("status")).isEqualTo("settled");
  }

  @Test void anAnswerTakesAsLongAsTheModeSays() throws IOException {
    bank.mode("{\"latency_ms\":300}");
    long start = System.nanoTime();
    client.lookUp("X1");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test void theSuccessRateRejectsItsShare() throws IOException {
    bank.mode("{\"success_rate\":\"0.5\"}");
    var account = bank.account("EUR", "1000.00");
    int settled = 0;
    for (int i = 0; i < 100; i++) settled += client.pay(order("RATE" + i, account, "1.00", "EUR")).status() == 201 ? 1 : 0;
    assertThat(settled).isBetween(30, 70);
    assertThat(bank.balance(account)).isEqualTo(1000 - settled + ".00");
  }

  @Test void moreThanTheRateIsRefusedBeforeAcceptance() throws IOException {
    bank.mode("{\"rate_per_second\":1}");
    RailClient.Got got;
    String id;
    do got = client.pay(order(id = newId(), "SBX-EUR-1", "1.00", "EUR")); while (got.status() != 429);
    assertThat(got.raw().headers().firstValue("Retry-After")).contains("1");
    assertThat(client.lookUp(id).text("code")).isEqualTo("payment_not_found");
  }

  @Test void creditsComeInOrderAndNeverBehindACursor() throws IOException {
    var account = bank.account("EUR", "5.00");
    var empty = client.get("/accounts/" + account + "/credits");
    assertThat(empty.body().path("items").size()).isZero();
    for (int i = 1; i <= 5; i++) {
      var body = "{\"account\":\"%s\",\"amount\":\"%d.00\",\"currency\":\"EUR\",\"reference\":\"for P%d\",\"debtor\":{\"name\":\"Payer\",\"account\":\"FR1\"}}".formatted(account, i, i);
      assertThat(bank.admin("POST", "/admin/credits", body).status()).isEqualTo(201);
    }
    var first = client.get("/accounts/" + account + "/credits?limit=3&after=" + empty.text("next_cursor"));
    var rest = client.get("/accounts/" + account + "/credits?limit=3&after=" + first.text("next_cursor"));
    assertThat(first.body().path("items").size() + rest.body().path("items").size()).isEqualTo(5);
    var last = rest.body().path("items").path(1);
    assertThat(last.path("amount").asString() + last.path("reference").asString() + last.path("debtor").path("name").asString()).isEqualTo("5.00for P5Payer");
    assertThat(client.get("/accounts/" + account + "/credits?after=" + rest.text("next_cursor")).text("next_cursor")).isEqualTo(rest.text("next_cursor"));
    assertThat(client.get("/accounts/" + account).text("balance")).isEqualTo("20.00");
  }

  @Test void aStatementClosesWithOpeningPlusItsLines() throws IOException {
    var account = bank.account("EUR", "100.00");
    var day = bank.clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate();
    var id = newId();
    client.pay(order(id, account, "30.00", "EUR"));
    bank.admin("POST", "/admin/credits", "{\"account\":\"%s\",\"amount\":\"5.00\",\"currency\":\"EUR\"}".formatted(account));
    bank.clock.advance(Duration.ofDays(1));
    client.forgetToken();
    client.pay(order(newId(), account, "1.00", "EUR"));
    var first = client.get("/accounts/" + account + "/statement?date=" + day).body();
    assertThat(first.path("opening").asString() + " " + first.path("closing").asString()).isEqualTo("100.00 75.00");
    assertThat(first.path("lines").size()).isEqualTo(2);
    assertThat(first.path("lines").path(0).path("end_to_end_id").asString() + first.path("lines").path(0).path("direction").asString()).isEqualTo(id + "debit");
    var second = client.get("/accounts/" + account + "/statement?date=" + day.plusDays(1)).body();
    assertThat(second.path("opening").asString() + " " + second.path("closing").asString()).isEqualTo("75.00 74.00");
    var before = client.get("/accounts/" + account + "/statement?date=" + day.minusDays(1)).body();
    assertThat(before.path("opening").asString() + before.path("closing").asString() + before.path("lines").size()).isEqualTo("0.000.000");
    assertThat(client.get("/accounts/" + account + "/statement?date=yesterday").status()).isEqualTo(400);
  }

  @ParameterizedTest @ValueSource(strings = {"/", "/payments", "/payments/A/B", "/accounts", "/accounts/SBX-EUR-1/lines", "/..%2fadmin"})
  void whatIsNoCallIsNoOrdersAbsence(String path) throws IOException {
    var got = client.get(path);
    assertThat(got.status()).isBetween(400, 404);
    assertThat(got.text("code")).isNotEqualTo("payment_not_found");
  }
}
