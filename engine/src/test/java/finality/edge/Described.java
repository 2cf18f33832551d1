package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's description, held against every answer that any test gets. */
final class Described {
  static final Described DOCUMENT = new Described();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  final JsonNode document;
  private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

  private Described() {
    try (var in = Described.class.getResourceAsStream("openapi.json")) {
      document = JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status is described for this route, and the body is as its schema says. */
  void check(HttpResponse<String> answer) {
    var request = answer.request();
    var operation = operation(request.method(), request.uri().getRawPath());
    if (operation.isEmpty()) return;   // nobody said that there is such a route
    var what = request.method() + " " + request.uri().getRawPath() + " -> " + answer.statusCode() + " " + answer.body();
    var response = resolve(operation.get().path("responses").path(String.valueOf(answer.statusCode())));
    assertThat(response.isMissingNode()).as("described: " + what).isFalse();
    var type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    if (!response.has("content")) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    var schema = response.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("content type " + type + " is described: " + what).isFalse();
    if (type.endsWith("json")) assertThat(schemas.computeIfAbsent(schema, this::compile).validate(JSON.readTree(answer.body()))).as(what).isEmpty();
  }

  private Schema compile(JsonNode schema) {
    var whole = JSON.createObjectNode();
    whole.setAll((tools.jackson.databind.node.ObjectNode) schema.deepCopy());
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole);
  }

  /** The operation that answers this path; fixed words go before parameters. */
  Optional<JsonNode> operation(String method, String path) {
    return document.path("paths").propertyStream().filter(e -> path.matches(e.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
        .min(Comparator.comparingInt(e -> e.getKey().replaceAll("[^{]", "").length()))
        .map(e -> e.getValue().path(method.toLowerCase(java.util.Locale.ROOT))).filter(operation -> !operation.isMissingNode());
  }

  JsonNode resolve(JsonNode node) { return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node; }
}
