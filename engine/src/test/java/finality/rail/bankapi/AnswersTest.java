package finality.rail.bankapi;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Order;
import finality.rail.Party;
import finality.rail.bankapi.Codes.Call;
import finality.rail.bankapi.Line.Outcome.Reply;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each answer of a bank means, as a page that a clerk could check. */
class AnswersTest {
  private static final Order ORDER = new Order("E1", Money.of("10.00", "EUR"), "A", new Party("J", "DE1", null, null), null, null, Instant.EPOCH);
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
  private final Answers answers = new Answers(true, CLOCK);

  /** ECHO stands for our id, amount and currency. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      SUBMIT  | 201 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z","executions":1,"charges":"0.35" | Settled[reference=r, amount=10.00 EUR, charges=0.35, at=2026-11-23T10:00:00Z, executions=1]
      SUBMIT  | 200 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T11:00:00+01:00" | Settled[reference=r, amount=10.00 EUR, charges=0.00, at=2026-11-23T10:00:00Z, executions=1]
      SUBMIT  | 201 | "end_to_end_id":"E1","amount":"10","currency":"EUR","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Settled[reference=r, amount=10.00 EUR, charges=0.00, at=2026-11-23T10:00:00Z, executions=1]
      SUBMIT  | 201 | ECHO,"executed_amount":"11.00","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Settled[reference=r, amount=11.00 EUR, charges=0.00, at=2026-11-23T10:00:00Z, executions=1]
      SUBMIT  | 201 | ECHO,"executed_amount":"0.00","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=unreadable_amount]
      SUBMIT  | 201 | "end_to_end_id":"E1","amount":"11.00","currency":"EUR","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=other_amount]
      SUBMIT  | 201 | ECHO,"status":"settled","reference":"r" | Unknown[why=incomplete_settlement]
      SUBMIT  | 201 | ECHO,"status":"settled","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=incomplete_settlement]
      SUBMIT  | 201 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z","executions":0 | Unknown[why=incomplete_settlement]
      SUBMIT  | 201 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z","charges":"-1.00" | Unknown[why=incomplete_settlement]
      SUBMIT  | 201 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z","charges":"0.001" | Unknown[why=incomplete_settlement]
      SUBMIT  | 201 | ECHO,"status":"settled","reference":"r","settled_at":"yesterday" | Unknown[why=http_201]
      SUBMIT  | 201 | "end_to_end_id":"E1","amount":"10.001","currency":"EUR","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=unreadable_amount]
      SUBMIT  | 201 | "end_to_end_id":"E1","amount":"-10.00","currency":"EUR","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=unreadable_amount]
      SUBMIT  | 201 | "end_to_end_id":"e1","amount":"10.00","currency":"EUR","status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=other_id]
      SUBMIT  | 202 | ECHO,"status":"accepted","reference":"r" | Taken[reference=r]
      SUBMIT  | 202 | ECHO,"status":"accepted","reference":" " | Unknown[why=no_reference]
      SUBMIT  | 202 | "end_to_end_id":"E1","amount":"11.00","currency":"EUR","status":"accepted","reference":"r" | Unknown[why=other_amount]
      SUBMIT  | 202 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=http_202]
      SUBMIT  | 200 | ECHO,"status":"pending","reference":"r" | Unknown[why=http_200]
      SUBMIT  | 422 | ECHO,"status":"rejected","reason":{"code":"AC04","text":"closed","permanent":true} | Declined[code=AC04, text=closed, permanent=true]
      SUBMIT  | 422 | ECHO,"status":"rejected","reason":{"code":"AC04"} | Declined[code=AC04, text=account is closed, permanent=true]
      SUBMIT  | 422 | ECHO,"status":"rejected","reason":{"code":"AC04","permanent":false} | Declined[code=AC04, text=account is closed, permanent=false]
      SUBMIT  | 422 | ECHO,"status":"rejected","reason":{"code":"AM04"} | Declined[code=AM04, text=funds are insufficient, permanent=false]
      SUBMIT  | 422 | ECHO,"status":"rejected","reason":{"code":"ZZ99"} | Declined[code=ZZ99, text=, permanent=true]
      SUBMIT  | 422 | ECHO,"status":"rejected","executions":1,"reason":{"code":"AC04"} | Unknown[why=declined_and_executed]
      SUBMIT  | 422 | ECHO,"status":"rejected" | Unknown[why=no_reason]
      SUBMIT  | 422 | ECHO,"status":"rejected","reason":{"code":"RF01","permanent":true} | Unknown[why=duplicate]
      SUBMIT  | 422 | ECHO,"status":"settled","reference":"r","settled_at":"2026-11-23T10:00:00Z" | Unknown[why=http_422]
      SUBMIT  | 201 | ECHO,"status":"rejected","reason":{"code":"AC04"} | Unknown[why=http_201]
      SUBMIT  | 400 | "end_to_end_id":"E1","code":"invalid","field":"purpose","text":"too long" | Declined[code=invalid, text=purpose: too long, permanent=true]
      SUBMIT  | 400 | "code":"invalid","field":"purpose" | Unknown[why=other_id]
      SUBMIT  | 409 | "end_to_end_id":"E1","code":"duplicate" | Unknown[why=duplicate]
      SUBMIT  | 401 | "code":"unauthorized" | Unknown[why=unauthorized]
      SUBMIT  | 403 | "end_to_end_id":"E1","code":"forbidden" | Unknown[why=http_403]
      SUBMIT  | 404 | "end_to_end_id":"E1","code":"payment_not_found" | Unknown[why=http_404]
      SUBMIT  | 429 | "code":"slow_down" | Unsent[why=throttled, retryAfter=null]
      LOOK_UP | 200 | ECHO,"status":"rejected","reason":{"code":"AC04"} | Declined[code=AC04, text=account is closed, permanent=true]
      LOOK_UP | 200 | ECHO,"status":"cancelled","executions":0 | Declined[code=CANC, text=cancelled, permanent=true]
      LOOK_UP | 200 | ECHO,"status":"cancelled","executions":1 | Unknown[why=declined_and_executed]
      LOOK_UP | 404 | "end_to_end_id":"E1","code":"payment_not_found" | NotThere[code=payment_not_found]
      LOOK_UP | 404 | "end_to_end_id":"E2","code":"payment_not_found" | Unknown[why=other_id]
      LOOK_UP | 404 | "code":"payment_not_found" | Unknown[why=other_id]
      LOOK_UP | 404 | "end_to_end_id":"E1","code":"no_such_route" | Unknown[why=http_404]
      LOOK_UP | 200 | "end_to_end_id":"E1","code":"payment_not_found" | Unknown[why=http_200]
      LOOK_UP | 429 | "code":"slow_down" | Unknown[why=http_429]
      """)
  void anAnswerMeans(Call call, int http, String body, String means) {
    var json = "{" + body.replace("ECHO", "\"end_to_end_id\":\"E1\",\"amount\":\"10.00\",\"currency\":\"EUR\"") + "}";
    assertThat(answers.read(call, ORDER, reply(http, json)).answer()).hasToString(means);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      200 | "end_to_end_id":"E1","result":"cancelled","reference":"c" | Cancelled[reference=c]
      200 | "end_to_end_id":"E1","result":"too_late" | TooLate[why=too_late]
      200 | "end_to_end_id":"E1","result":"requested","reference":"c" | Requested[reference=c]
      200 | "end_to_end_id":"E2","result":"cancelled","reference":"c" | Unknown[why=other_id]
      200 | "end_to_end_id":"E1","result":"perhaps" | Unknown[why=http_200]
      404 | "end_to_end_id":"E1","code":"payment_not_found" | Unknown[why=http_404]
      500 | "end_to_end_id":"E1","result":"cancelled" | Unknown[why=http_500]
      """)
  void aCancellationIsAnswered(int http, String body, String means) {
    CancelAnswer answer = answers.readCancel(ORDER, reply(http, "{" + body + "}"));
    assertThat(answer).hasToString(means);
  }

  /** Every body that is not what it should be, with every status there is: no answer says anything about the order. */
  @ParameterizedTest
  @EnumSource(value = Call.class, names = {"SUBMIT", "LOOK_UP"})
  void whatCannotBeReadIsUnknown(Call call) {
    var bodies = List.of("", "null", "[]", "\"settled\"", "{", "<html>", "{\"status\":\"settled\"}", "{\"status\":[]}", "\0",
        "{\"end_to_end_id\":\"E1\",\"amount\":\"10.00\",\"currency\":\"EUR\",\"status\":\"rejected\",\"status\":\"settled\",\"reference\":\"r\",\"settled_at\":\"2026-11-23T10:00:00Z\"}",
        "{\"end_to_end_id\":\"E1\",\"amount\":\"10.00\",\"currency\":\"EUR\",\"status\":\"accepted\",\"reference\":\"r\"} {}");
    for (int http = 100; http < 600; http++) {
      if (http == 429) continue;
      for (var body : bodies) {
        assertThat(answers.read(call, ORDER, reply(http, body)).answer()).as("%d %s", http, body).isInstanceOf(Answer.Unknown.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      7                             | PT7S
      Mon, 23 Nov 2026 10:02:00 GMT | PT2M
      Mon, 23 Nov 2026 09:00:00 GMT | PT0S
      -5                            |
      soon                          |
      99999999999                   |
      """)
  void retryAfterIsSecondsOrADate(String header, Duration wait) {
    var reply = new Reply(429, HttpHeaders.of(Map.of("Retry-After", List.of(header)), (_, _) -> true), new byte[0]);
    assertThat(answers.read(Call.SUBMIT, ORDER, reply).answer()).isEqualTo(new Answer.Unsent("throttled", wait));
  }

  @Test void throttlingIsDoubtUnlessTheBankPromisesOtherwise() {
    assertThat(new Answers(false, CLOCK).read(Call.SUBMIT, ORDER, reply(429, "")).answer()).isEqualTo(new Answer.Unknown("throttled"));
  }

  private static Reply reply(int http, String body) { return new Reply(http, HttpHeaders.of(Map.of(), (_, _) -> true), body.getBytes()); }
}
