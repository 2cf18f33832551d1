package finality.sandbox;

import static finality.sandbox.TestBank.newId;
import static finality.sandbox.TestBank.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient.Version;
import java.util.HashMap;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator sees and sets. */
class AdminTest {
  private final TestBank bank = TestBank.shared();
  private final RailClient client = bank.client(Version.HTTP_2);

  @AfterEach void heal() { bank.heal(); }

  @ParameterizedTest @CsvSource(delimiter = '|', value = {
      "PUT|/admin/faults|{\"items\":[{\"effect\":\"explode\"}]}|effect",
      "PUT|/admin/faults|{\"items\":[{\"effect\":\"reject\",\"nxt\":1}]}|nxt",
      "PUT|/admin/faults|{\"items\":[{\"effect\":\"reject\",\"next\":0}]}|next",
      "PUT|/admin/faults|{\"items\":[{\"effect\":\"reject\",\"share\":1.5}]}|share",
      "PUT|/admin/faults|{\"items\":[{\"effect\":\"execute_twice\",\"call\":\"lookup\"}]}|effect",
      "PUT|/admin/faults|{\"items\":[{\"effect\":\"reject\",\"match\":{\"amount\":\"x\"}}]}|match.amount",
      "PUT|/admin/faults|[]|body", "PUT|/admin/faults|{\"rules\":[]}|items",
      "PUT|/admin/mode|{\"duplicates\":\"maybe\"}|duplicates", "PUT|/admin/mode|{\"latency\":5}|latency", "PUT|/admin/mode|{\"latency_ms\":-1}|latency_ms",
      "PUT|/admin/mode?client=nobody|{}|client",
      "POST|/admin/accounts|{\"number\":\"A B\",\"currency\":\"EUR\"}|number", "POST|/admin/accounts|{\"number\":\"A\",\"currency\":\"EUR\",\"balance\":\"1.5\"}|balance",
      "POST|/admin/accounts|{\"number\":\"A\",\"currency\":\"EUR\",\"client\":\"nobody\"}|client", "POST|/admin/accounts|{\"number\":\"A\"}|currency",
      "POST|/admin/credits|{\"account\":\"SBX-EUR-1\",\"amount\":\"5.00\",\"currency\":\"USD\"}|currency", "POST|/admin/credits|{\"account\":\"SBX-EUR-1\",\"amount\":5,\"currency\":\"EUR\"}|amount",
      "GET|/admin/payments?limit=0||limit", "GET|/admin/payments?cursor=x||cursor"})
  void badInputNamesTheField(String method, String path, String body, String field) {
    var got = bank.admin(method, path, body == null ? "" : body);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("field")).isEqualTo(field);
    assertThat(got.text("detail")).startsWith(field);
    assertThat(got.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test void unknownThingsAre404AndTakenNumbers409() {
    assertThat(bank.admin("POST", "/admin/credits", "{\"account\":\"NONE\",\"amount\":\"5.00\",\"currency\":\"EUR\"}").status()).isEqualTo(404);
    assertThat(bank.admin("POST", "/admin/returns", "{\"end_to_end_id\":\"NONE\"}").text("code")).isEqualTo("payment_not_found");
    assertThat(bank.admin("POST", "/admin/accounts", "{\"number\":\"SBX-EUR-1\",\"currency\":\"EUR\"}").status()).isEqualTo(409);
    assertThat(bank.admin("GET", "/admin/nothing", "").status()).isEqualTo(404);
    assertThat(bank.admin("GET", "/admin/health", "").text("status")).isEqualTo("up");
    assertThat(bank.admin("GET", "/payments/X", "").status()).as("bankapi is not on this port").isEqualTo(404);
  }

  @Test void aReturnNeverExceedsWhatWasPaid() throws IOException {
    var account = bank.account("EUR", "10.00");
    var id = newId();
    client.pay(order(id, account, "4.00", "EUR"));
    assertThat(bank.admin("POST", "/admin/returns", "{\"end_to_end_id\":\"%s\",\"amount\":\"1.50\",\"reason\":\"AC04\"}".formatted(id)).text("returned")).isEqualTo("1.50");
    var tooMuch = bank.admin("POST", "/admin/returns", "{\"end_to_end_id\":\"%s\",\"amount\":\"2.51\"}".formatted(id));
    assertThat(tooMuch.status() + tooMuch.text("detail")).isEqualTo("422amount only 2.50 can still come back");
    assertThat(bank.admin("POST", "/admin/returns", "{\"end_to_end_id\":\"%s\"}".formatted(id)).text("returned")).isEqualTo("4.00");
    assertThat(bank.admin("POST", "/admin/returns", "{\"end_to_end_id\":\"%s\"}".formatted(id)).status()).isEqualTo(422);
    assertThat(bank.balance(account)).isEqualTo("10.00");
  }

  @Test void aModeCanBeOneClientsAlone() throws IOException {
    var made = bank.admin("POST", "/admin/clients", "{\"client_id\":\"patient\"}");
    assertThat(bank.admin("PUT", "/admin/mode?client=patient", "{\"duplicates\":\"refuse\"}").text("duplicates")).isEqualTo("refuse");
    assertThat(bank.admin("GET", "/admin/mode", "").text("duplicates")).isEqualTo("once");
    assertThat(bank.admin("GET", "/admin/mode", "").body().path("clients").path("patient").path("duplicates").asString()).isEqualTo("refuse");
    bank.admin("POST", "/admin/accounts", "{\"number\":\"PATIENT-1\",\"currency\":\"EUR\",\"balance\":\"10.00\",\"client\":\"patient\"}");
    var patient = new RailClient(java.nio.file.Path.of(made.text("file")), Version.HTTP_2);
    var id = newId();
    patient.pay(order(id, "PATIENT-1", "1.00", "EUR"));
    assertThat(patient.pay(order(id, "PATIENT-1", "1.00", "EUR")).status()).isEqualTo(409);
    assertThat(client.lookUp(id).text("code")).as("ids are each client's own").isEqualTo("payment_not_found");
  }

  @Test void theListOfPaymentsIsWholeAndWithoutDoubles() throws IOException {
    var account = bank.account("EUR", "10.00");
    var ids = new HashSet<String>();
    for (int i = 0; i < 7; i++) {
      var id = newId();
      ids.add(id);
      client.pay(order(id, account, "1.00", "EUR"));
    }
    var seen = new HashSet<String>();
    for (var cursor = "0"; cursor != null; ) {
      var page = bank.admin("GET", "/admin/payments?limit=3&cursor=" + cursor, "").body();
      for (var item : page.path("items")) assertThat(seen.add(item.path("end_to_end_id").asString() + item.path("client").asString())).isTrue();
      cursor = page.path("next_cursor").isString() ? page.path("next_cursor").asString() : null;
    }
    assertThat(seen).containsAll(ids.stream().map(id -> id + "finality").toList());
  }

  @Test void theBooksBalancePerCurrency() {
    var sums = new HashMap<String, BigDecimal>();
    for (var account : bank.admin("GET", "/admin/accounts", "").body().path("items")) {
      sums.merge(account.path("currency").asString(), new BigDecimal(account.path("balance").asString()), BigDecimal::add);
    }
    assertThat(sums).containsKeys("EUR", "USD", "GBP", "JPY", "KWD").allSatisfy((currency, sum) -> assertThat(sum).isEqualByComparingTo("0"));
  }
}
