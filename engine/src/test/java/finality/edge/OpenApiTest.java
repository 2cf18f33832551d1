package finality.edge;

import static org.assertj.core.api.Assertions.assertThat;

import finality.access.Needs;
import java.util.ArrayList;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The API's description and the running application say the same. What the answers look like is checked with every call of every test. */
class OpenApiTest {
  private final Engine engine = Engine.shared();
  private final JsonNode document = Described.DOCUMENT.document;

  /** Method and path to what it needs: a permission, or nothing. */
  private TreeMap<String, String> routes() {
    var routes = new TreeMap<String, String>();
    engine.bean(RequestMappingHandlerMapping.class, "requestMappingHandlerMapping").getHandlerMethods().forEach((info, handler) -> {
      for (var path : info.getPatternValues()) for (var method : info.getMethodsCondition().getMethods()) routes.put(method + " " + path, need(handler));
    });
    return routes;
  }

  private static String need(HandlerMethod handler) {
    var needs = handler.getMethodAnnotation(Needs.class);
    if (needs != null) return needs.value().name().toLowerCase(Locale.ROOT);
    assertThat(handler.hasMethodAnnotation(Open.class)).as(handler + " says what it needs").isTrue();
    return "open";
  }

  private TreeMap<String, String> described() {
    var described = new TreeMap<String, String>();
    document.path("paths").forEachEntry((path, operations) -> operations.forEachEntry((method, operation) ->
        described.put(method.toUpperCase(Locale.ROOT) + " " + path, operation.path("security").isArray() ? "open" : operation.path("x-needs").asString())));
    return described;
  }

  @Test void everyRouteIsDescribedWithWhatItNeedsAndNothingElseIs() { assertThat(described()).isEqualTo(routes()); }

  @Test void itIsServedAsItIsKept() {
    var served = engine.stranger("GET", "/openapi.json", null);
    assertThat(served.json()).isEqualTo(document);
    assertThat(served.json().path("openapi").asString()).startsWith("3.1");
  }

  @Test void everyReferenceLeadsSomewhereAndEveryOperationHasANameOfItsOwn() {
    var names = new ArrayList<String>();
    document.findValues("operationId").forEach(name -> names.add(name.asString()));
    assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
    document.findValues("$ref").forEach(reference -> assertThat(document.at(reference.asString().substring(1)).isMissingNode()).as(reference.asString()).isFalse());
  }

  @Test void amountsAreNeverOnlyNumbers() {
    assertThat(document.at("/components/schemas/Settlement/properties/amount/type").asString()).isEqualTo("string");
    assertThat(document.at("/components/schemas/Account/properties/posted/type").asString()).isEqualTo("string");
  }
}
