package finality.settlement.http;

import static org.assertj.core.api.Assertions.assertThat;

import finality.edge.Engine;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends that cannot be done is refused with the field named, and nothing is stored. */
class BadInputTest {
  private final Engine engine = Engine.shared();
  private final String from = engine.participant("EUR", "1000.00");
  private final String to = engine.participant("EUR", "0");
  private long before;

  @BeforeEach void count() { before = engine.instructions(); }

  @AfterEach void nothingIsStored() { assertThat(engine.instructions()).isEqualTo(before); }

  private Engine.Answer payAmount(String amount, String currency) {
    return engine.pay("""
        {"debtor_account":"%s","creditor_account":"%s","amount":%s,"currency":"%s","rail":"BOOK"}""".formatted(from, to, amount, currency));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'\"0\"' | EUR", "0 | EUR", "'\"-5.00\"' | EUR", "-5 | EUR", "'\"10.005\"' | EUR", "10.005 | EUR", "'\"0.5\"' | JPY", "'\"1.1234567890123456789\"' | ETH", "'\"NaN\"' | EUR", "1e30 | EUR", "'\"1e30\"' | EUR",
      "1E-2 | EUR", "'\"1,000.00\"' | EUR", "'\" 1.00\"' | EUR", "'\"\"' | EUR", "'\"Infinity\"' | EUR", "'\"1234567890123456789\"' | EUR", "true | EUR", "'[]' | EUR", "'{\"value\":1}' | EUR", "1e999999999 | EUR",
      "NaN | EUR", "Infinity | EUR", "-Infinity | EUR", "1e99999999999 | EUR", "'\"٣\"' | EUR", "'\"+1\"' | EUR", "'\".5\"' | EUR", "'\"5.\"' | EUR"})
  void amountsThatAreNotAmounts(String amount, String currency) {
    var answer = payAmount(amount, currency);
    assertThat(answer.status()).as(answer.text()).isIn(400, 422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.fields()).as(answer.text()).contains("amount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-Infinity", "1e99999999999", "0x10", "1.", ".5", "01", "nan", "'1.00'", "+1", "1_000", "tru", ",", "}", "\"1.00", "\"\\x\"", "\"\n\""})
  void whatIsNoValueNamesItsFieldAndTellsNothingOfTheParser(String literal) {
    var answer = payAmount(literal, "EUR");
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("field").asString()).as(answer.text()).isEqualTo("amount");
    assertThat(answer.text()).doesNotContainIgnoringCase("jackson").doesNotContain("JsonReadFeature", "StreamRead", "ALLOW_", "token", "Unexpected character", "(code");
  }

  @Test void aNumberWithoutEndNamesItsField() {
    assertThat(payAmount("1".repeat(200), "EUR").problem()).isEqualTo("400 too_long amount");
    assertThat(engine.pay("{\"" + "x".repeat(300) + "\":1}").text()).contains("too_long").doesNotContain("StreamRead");
  }

  private String payout(String creditor) {
    return engine.pay("{\"debtor_account\":\"%s\",\"creditor\":%s,\"amount\":\"1.00\",\"currency\":\"EUR\"}".formatted(from, creditor)).problem();
  }

  @Test void whoIsPaidIsCheckedBeforeAnythingIsPaid() {
    assertThat(payout("{\"account\":\"DE89370400440532013000\"}")).isEqualTo("400 missing creditor.name");
    assertThat(payout("{\"name\":\"Anna\",\"account\":\"DE89370400440532013001\"}")).isEqualTo("422 wrong_check_digits creditor.account");
    assertThat(payout("{\"name\":\"Anna\",\"account\":\"DE89\"}")).isEqualTo("422 not_an_iban creditor.account");
    assertThat(payout("{\"name\":\"Anna\",\"account\":\"!!!\"}")).isEqualTo("422 invalid_account creditor.account");
    assertThat(payout("{\"name\":\"Anna\",\"account\":\"%s\"}".formatted("1".repeat(35)))).isEqualTo("422 too_long creditor.account");
    assertThat(payout("{\"name\":\"Anna\",\"account\":\"X1\",\"bank\":\"XX\"}")).isEqualTo("422 invalid_bank creditor.bank");
    assertThat(payout("{\"name\":\"Anna\",\"account\":\"X1\",\"country\":\"ZZ\"}")).isEqualTo("422 invalid_country creditor.country");
  }

  @Test void aMissingKeyHidesNothingElse() {
    var unreadable = engine.post("/v1/settlements", """
        {"debtor_account":7,"creditor_account":"%s","amount":"one","currency":"EUR","rail":"BOOK"}""".formatted(to));
    assertThat(unreadable.status()).isEqualTo(400);
    assertThat(unreadable.json().path("code").asString()).isEqualTo("idempotency_key_missing");
    assertThat(unreadable.fields()).containsExactlyInAnyOrder("Idempotency-Key", "debtor_account", "amount");
    var impossible = engine.post("/v1/settlements", """
        {"debtor_account":"nobody","creditor_account":"%s","amount":"1.005","currency":"EUR","rail":"BOOK"}""".formatted(to));
    assertThat(impossible.status()).isEqualTo(400);
    assertThat(impossible.fields()).contains("Idempotency-Key", "amount");
  }

  @Test void moneyIsNeverRoundedOnItsWayIn() {
    var answer = engine.post("/v1/settlements/validate", """
        {"debtor_account":"%s","creditor_account":"%s","amount":0.1000000000000000055511151231257827,"currency":"EUR","rail":"BOOK"}""".formatted(from, to));
    assertThat(answer.json().path("errors").get(0).path("message").asString()).contains("0.1000000000000000055511151231257827");
  }

  @Test void accountsThatCannotPay() {
    assertThat(engine.pay(engine.book("nobody", to, "1.00")).problem()).isEqualTo("422 unknown_account debtor_account");
    assertThat(engine.pay(engine.book(from, "nobody", "1.00")).problem()).isEqualTo("422 unknown_account creditor_account");
    var off = engine.participant("EUR", "10.00");
    assertThat(engine.call("PATCH", "/v1/accounts/" + off, "{\"active\":false}").status()).isEqualTo(200);
    assertThat(engine.pay(engine.book(off, to, "1.00")).problem()).isEqualTo("422 inactive_account debtor_account");
    assertThat(engine.pay(engine.book(engine.participant("USD", "10.00"), to, "1.00")).problem()).isEqualTo("422 other_currency debtor_account");
  }

  @Test void aBookTransferThatWouldMakeMoneyIsRefused() {
    var code = "N" + UUID.randomUUID();
    assertThat(engine.post("/v1/accounts", "{\"code\":\"%s\",\"kind\":\"nostro\",\"bank\":\"OTHRDEFF\",\"number\":\"%s\",\"currency\":\"EUR\"}".formatted(code, code)).status()).isEqualTo(201);
    assertThat(engine.pay(engine.book(code, to, "1.00")).problem()).isEqualTo("422 not_a_debtor debtor_account");
    assertThat(engine.pay(engine.book(from, code, "1.00")).problem()).isEqualTo("422 not_a_creditor creditor_account");
  }

  @Test void everythingWrongIsToldAtOnce() {
    var answer = engine.pay("""
        {"debtor_account":7,"creditor":{"name":"X","acount":"DE1"},"amount":"one","currency":"EUR","priority":"asap","requested_date":"tomorrow","frend":true}""");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.fields()).containsExactlyInAnyOrder("debtor_account", "creditor.account", "creditor.acount", "amount", "priority", "requested_date", "frend");
  }

  @Test void malformedJsonSaysWhere() {
    var answer = engine.pay("{\"amount\":\"1.00\",\n  \"currency\": EUR}");
    assertThat(answer.problem()).isEqualTo("400 malformed_json currency");
    assertThat(answer.json().path("detail").asString()).contains("line 2, column ");
    assertThat(engine.pay("{\"amount\":\"1.00\"").status()).isEqualTo(400);
    assertThat(engine.pay("{} {}").problem()).isEqualTo("400 malformed_json ");
    assertThat(engine.pay("[]").problem()).isEqualTo("400 wrong_type ");
    assertThat(engine.pay("\"x\"").problem()).isEqualTo("400 wrong_type ");
    assertThat(engine.pay("[".repeat(100)).problem()).startsWith("400 too_long [0][0]");
  }

  @Test void anEmptyBodySaysThatItIsEmptyAndWhatIsExpected() {
    for (var empty : new String[] {"", "{}"}) {
      var answer = engine.pay(empty);
      assertThat(answer.problem()).as(empty).isEqualTo("400 empty_body amount");
      assertThat(answer.json().path("detail").asString()).startsWith("The body is empty; send a JSON object: the fields are amount, bank_profile_id, creditor, ").contains("requested_date");
      assertThat(answer.fields()).containsExactly("amount", "currency");
    }
    assertThat(engine.post("/v1/accounts", "").problem()).startsWith("400 empty_body");
    assertThat(engine.pay(" \n").json().path("detail").asString()).startsWith("The body is empty;");
  }

  @Test void aBodyInLatin1SaysThatItIsNotUtf8() {
    var body = engine.book(from, to, "1.00").replace("}", ",\"reference\":\"M\u00fcller\"}");
    var answer = engine.send(HttpRequest.newBuilder(engine.request("POST", "/v1/settlements", body, true, "Idempotency-Key", "latin-1"), (_, _) -> true)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1))).build());
    assertThat(answer.problem()).isEqualTo("400 not_utf8 reference");
    assertThat(answer.json().path("detail").asString()).contains("is not UTF-8 text from byte " + (body.indexOf('\u00fc') + 1) + " (0xFC) on").doesNotContain("not JSON");
  }

  @Test void duplicateAndUnknownFieldsAreNamed() {
    assertThat(engine.pay("{\"amount\":\"1.00\",\"amount\":\"2.00\"}").problem()).isEqualTo("400 duplicate_field amount");
    assertThat(engine.pay("{\"creditor\":{\"name\":\"a\",\"name\":\"b\"}}").problem()).isEqualTo("400 duplicate_field creditor.name");
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("\"rail\"", "\"railway\"")).fields()).contains("railway");
  }

  @Test void textThatTheDatabaseCouldNotKeepIsRefused() {
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"reference\":\"a\\u0000b\"}")).problem()).isEqualTo("400 invalid_text reference");
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"metadata\":{\"x\":[\"\\ud800\"]}}")).problem()).isEqualTo("400 invalid_text metadata.x[0]");
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"reference\":\"" + "x".repeat(200) + "\"}")).fields()).contains("reference");
  }

  @Test void aBodyOfTenMegabytesIsRefusedWithoutReadingIt() {
    var answer = engine.pay("{\"reference\":\"" + "x".repeat(10_000_000) + "\"}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("code").asString()).isEqualTo("body_too_large");
  }

  @Test void onlyJsonIsRead() {
    assertThat(engine.post("/v1/settlements", engine.book(from, to, "1.00"), "Content-Type", "application/x-www-form-urlencoded", "Idempotency-Key", "x").status()).isEqualTo(415);
    assertThat(engine.post("/v1/settlements", engine.book(from, to, "1.00"), "Accept", "text/html", "Idempotency-Key", "x").problem()).isEqualTo("406 not_acceptable Accept");
    assertThat(engine.call("DELETE", "/v1/settlements", null).problem()).startsWith("405 method_not_allowed");
    assertThat(engine.get("/v1/settlement").problem()).startsWith("404 no_such_path");
  }

  @Test void contradictionsAreTold() {
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"kind\":\"payout\"}")).fields()).containsExactly("kind");
    assertThat(engine.pay(engine.book(from, from, "1.00")).problem()).isEqualTo("422 same_account creditor_account");
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"requested_date\":\"2020-01-01\"}")).problem()).isEqualTo("422 date_in_the_past requested_date");
    var last = LocalDate.now(ZoneOffset.UTC).plusYears(1);   // today's last, or yesterday's when midnight comes between
    assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"requested_date\":\"" + last.plusDays(2) + "\"}")).problem()).isEqualTo("422 date_too_far requested_date");
    assertThat(engine.post("/v1/settlements/validate", engine.book(from, to, "1.00").replace("}", ",\"requested_date\":\"" + last + "\"}")).json().path("valid").asBoolean()).isTrue();
    for (var far : new String[] {"+999999999-12-31", "+294277-01-01", "+10000-01-01", "-2026-01-01"})
      assertThat(engine.pay(engine.book(from, to, "1.00").replace("}", ",\"requested_date\":\"" + far + "\"}")).problem()).as(far).isEqualTo("400 invalid_date requested_date");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"'\"scope\":\"all\",\"name\":\"test-eur\"' | 400 contradiction name", "'\"scope\":\"tenant\",\"name\":\"acme\"' | 400 not_yours name", "'\"scope\":\"rail\"' | 400 missing name",
      "'\"scope\":\"connection\"' | 400 missing name", "'\"scope\":\"connection\",\"name\":\"\"' | 400 empty name", "'\"scope\":\"rail\",\"name\":\"x\"' | 422 unknown_rail name", "'\"scope\":\"connection\",\"name\":\"x\"' | 422 unknown_connection name"})
  void aPauseWhoseNameDoesNotFitItsScopeStopsNothing(String scope, String problem) {
    var answer = engine.call("PUT", "/v1/sending", "{" + scope + ",\"paused\":true,\"reason\":\"test\"}");
    try {
      assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
      assertThat(engine.get("/v1/sending").json().path("pauses")).isEmpty();
    } finally {
      engine.call("PUT", "/v1/sending", "{\"scope\":\"all\",\"paused\":false,\"reason\":\"test\"}");
    }
  }

  @Test void filtersThatCanMatchNothingAreRefused() {
    for (var filter : new String[] {"currency=EURO", "rail=x", "from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z"}) {
      var answer = engine.get("/v1/settlements?" + filter);
      assertThat(answer.problem()).as(filter).startsWith("400 ").endsWith(" " + filter.substring(0, filter.indexOf('=')));
    }
    assertThat(engine.get("/v1/accounts?currency=EURO").problem()).isEqualTo("400 unknown_value currency");
    assertThat(engine.get("/v1/accounts/" + from + "/statement?from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z").problem()).isEqualTo("400 contradiction from");
    for (var filter : new String[] {"currency=EUR", "rail=BOOK", "rail=prompt", "from=2026-11-21T00:00:00Z&to=2026-11-21T00:00:00Z"}) assertThat(engine.get("/v1/settlements?" + filter).status()).as(filter).isEqualTo(200);
  }

  @Test void aTextThatIsTooLongHasOneFigureHoweverLongItIs() {
    for (int length : new int[] {141, 501, 9_000}) {
      var long_ = "\"" + "x".repeat(length) + "\"";
      var answer = engine.pay(engine.book(from, to, "1.00").replace("}", ",\"reference\":" + long_ + ",\"purpose\":" + long_ + ",\"metadata\":{\"x\":" + long_ + "}}"));
      assertThat(answer.text()).contains("reference: has " + length + " characters; at most 140 are", "purpose: has " + length + " characters; at most 140 are").doesNotContain("at most 500", "at most 8192");
      var source = engine.post("/api/treasury/settlement", "{\"payout_id\":" + long_ + ",\"bank_profile_id\":\"acme\",\"amount\":\"1.00\",\"currency\":\"EUR\"}", "Idempotency-Key", UUID.randomUUID().toString());
      assertThat(source.text()).contains("payout_id: has " + length + " characters; at most 140 are");
    }
  }

  @Test void anAmountThatIsTooLongIsCalledTooLong() {
    for (var amount : new String[] {"\"" + "4".repeat(44) + "\"", "4".repeat(44), "\"0." + "4".repeat(44) + "\""}) {
      var answer = payAmount(amount, "EUR");
      assertThat(answer.problem()).isEqualTo("400 too_long amount");
      assertThat(answer.text()).doesNotContain("plain positive decimal");
    }
  }

  @Test void aRequiredFieldThatIsEmptyIsCalledRequired() {
    var answer = engine.pay("{\"debtor_account\":\"\",\"creditor\":{\"name\":\"Anna\",\"account\":\"\"},\"amount\":\"\",\"currency\":\" \",\"purpose\":\"\"}");
    var told = answer.json().path("errors").valueStream().collect(java.util.stream.Collectors.toMap(e -> e.path("field").asString(), e -> e.path("message").asString()));
    assertThat(told.keySet()).containsExactlyInAnyOrder("debtor_account", "creditor.account", "amount", "currency", "purpose");
    assertThat(told.get("purpose")).contains("leave the field out");
    for (var required : new String[] {"debtor_account", "creditor.account", "amount", "currency"}) assertThat(told.get(required)).isEqualTo(required + ": is empty; it is required");
    assertThat(engine.pay(engine.book(from, "", "1.00")).text()).contains("creditor_account: is empty; it is required");
  }

  @Test void listsRefuseWhatTheyDoNotUnderstand() {
    assertThat(engine.get("/v1/settlements?state=done&limit=0&from=yesterday&cursor=x&colour=red").fields()).containsExactlyInAnyOrder("state", "limit", "from", "cursor", "colour");
    assertThat(engine.get("/v1/settlements?limit=501").fields()).containsExactly("limit");
    assertThat(engine.get("/v1/settlements?limit=1&limit=2").fields()).containsExactly("limit");
    assertThat(engine.get("/v1/settlements/not-an-id").status()).isEqualTo(404);
  }
}
