package finality.sandbox;

import static finality.sandbox.TestBank.newId;
import static finality.sandbox.TestBank.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The bank's answers are what the OpenAPI document says, and the document knows every answer. */
class ContractTest {
  private static final ObjectNode DOCUMENT = (ObjectNode) new YAMLMapper().readTree(Path.of("../docs/rails/bankapi.openapi.yaml").toFile());
  private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  // it warns of every keyword of OpenAPI that is none of JSON Schema
  private static final Logger LOG = Logger.getLogger("com.networknt.schema");

  static { LOG.setLevel(Level.SEVERE); }

  private final TestBank bank = TestBank.shared();
  private final RailClient client = bank.client(Version.HTTP_2);
  private final String account = bank.account("EUR", "1000.00");

  @AfterEach void heal() { bank.heal(); }

  private static void conforms(String method, String path, int status, RailClient.Got got) {
    assertThat(got.status()).isEqualTo(status);
    var at = "/paths/" + path.replace("/", "~1") + "/" + method + "/responses/" + status;
    var response = DOCUMENT.at(at);
    if (response.has("$ref")) response = DOCUMENT.at(at = response.get("$ref").asString().substring(1));
    assertThat(response.isMissingNode()).as("%s %s %d is documented", method, path, status).isFalse();
    var schema = DOCUMENT.deepCopy().put("$ref", "#" + at + "/content/application~1json/schema");
    assertThat(SCHEMAS.getSchema((JsonNode) schema).validate(got.body())).as(got.raw().body()).isEmpty();
  }

  @Test void everyAnswerToAnOrderIsDocumented() throws IOException {
    var settled = order(newId(), account, "1.00", "EUR");
    conforms("post", "/payments", 201, client.pay(settled));
    conforms("post", "/payments", 200, client.pay(settled));
    conforms("post", "/payments", 409, client.pay(settled.deepCopy().put("amount", "2.00")));
    conforms("post", "/payments", 202, client.pay(order(newId(), account, "13.11", "EUR")));
    conforms("post", "/payments", 422, client.pay(order(newId(), account, "13.01", "EUR")));
    conforms("post", "/payments", 400, client.pay(order(newId(), account, "1", "EUR")));
    conforms("post", "/payments", 401, client.pay(order(newId(), account, "13.28", "EUR")));
    conforms("post", "/payments", 413, client.pay(order(newId(), account, "1.00", "EUR").put("remittance", "x".repeat(70_000))));
    var limited = client.pay(order(newId(), account, "13.03", "EUR"));
    conforms("post", "/payments", 429, limited);
    assertThat(limited.raw().headers().firstValue("Retry-After")).isPresent();
  }

  @Test void everyLookUpAndCancellationIsDocumented() throws IOException {
    for (var amount : new String[] {"1.00", "13.01", "13.11"}) {
      var id = newId();
      client.pay(order(id, account, amount, "EUR"));
      conforms("get", "/payments/{end_to_end_id}", 200, client.lookUp(id));
      conforms("post", "/payments/{end_to_end_id}/cancel", 200, client.cancel(id));
      conforms("get", "/payments/{end_to_end_id}", 200, client.lookUp(id));
    }
    conforms("get", "/payments/{end_to_end_id}", 404, client.lookUp(newId()));
    conforms("get", "/payments/{end_to_end_id}", 400, client.lookUp("not-an-id"));
    bank.mode("{\"cancel_blocks_id\":false}");
    conforms("post", "/payments/{end_to_end_id}/cancel", 404, client.cancel(newId()));
  }

  @Test void accountsAndTokensAreDocumented() throws IOException {
    client.pay(order(newId(), account, "1.00", "EUR"));
    bank.admin("POST", "/admin/credits", "{\"account\":\"%s\",\"amount\":\"5.00\",\"currency\":\"EUR\"}".formatted(account));
    var day = bank.clock.instant().toString().substring(0, 10);
    conforms("get", "/accounts/{number}", 200, client.get("/accounts/" + account));
    conforms("get", "/accounts/{number}", 404, client.get("/accounts/NONE"));
    conforms("get", "/accounts/{number}/credits", 200, client.get("/accounts/" + account + "/credits"));
    conforms("get", "/accounts/{number}/credits", 400, client.get("/accounts/" + account + "/credits?limit=0"));
    conforms("get", "/accounts/{number}/statement", 200, client.get("/accounts/" + account + "/statement?date=" + day));
    conforms("post", "/oauth/token", 200, client.requestToken("finality", client.file.get("client_secret").asString()));
    conforms("post", "/oauth/token", 401, client.requestToken("finality", "wrong"));
  }

  @Test void theDocumentRefusesWhatDoesNotEcho() {
    var answer = Json.object().put("end_to_end_id", "E1").put("amount", "1.00").put("status", "settled").put("reference", "R").put("executions", 1).put("settled_at", "2026-11-23T10:05:00Z");
    var settled = DOCUMENT.deepCopy().put("$ref", "#/components/schemas/Settled");
    assertThat(SCHEMAS.getSchema((JsonNode) settled).validate(answer)).isNotEmpty();
    assertThat(SCHEMAS.getSchema((JsonNode) settled).validate(answer.put("currency", "EUR"))).isEmpty();
  }
}
