package finality.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API's description. Kept by hand, because no generator here writes amounts as strings with their pattern; a test compares it with the routes. */
@RestController
final class OpenApiController {
  private final Reply document;

  OpenApiController() throws IOException {
    try (var in = OpenApiController.class.getResourceAsStream("openapi.json")) {
      if (in == null) throw new IllegalStateException("openapi.json is not in this build");
      document = Reply.of(200, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Open
  @GetMapping("/openapi.json")
  Reply document() { return document; }
}
