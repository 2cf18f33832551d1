package finality.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP/1.1 to a port of this machine. Repeats nothing. */
final class Http {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2))
      .executor(Executors.newVirtualThreadPerTaskExecutor()).build();

  private final String url;
  private @Nullable String key;

  Http(int port) { this("http://127.0.0.1:" + port); }

  private Http(String url) { this.url = url; }

  void authorise(String key) { this.key = key; }

  /** @param body an empty object when there was none or it was not JSON */
  record Answer(int status, JsonNode body) {
    String text(String field) { return body.path(field).asString(""); }
  }

  Answer get(String path) throws IOException { return send(request(path).GET()); }

  Answer put(String path, String body) throws IOException { return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body))); }

  Answer put(String path, String idempotencyKey, String body) throws IOException {
    return send(request(path).header("Content-Type", "application/json").header("Idempotency-Key", idempotencyKey).PUT(BodyPublishers.ofString(body)));
  }

  /** The same port, for somebody else. */
  Http as(String key) {
    var other = new Http(url);
    other.authorise(key);
    return other;
  }

  Answer post(String path, String idempotencyKey, String body) throws IOException {
    return send(request(path).header("Content-Type", "application/json").header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private static Answer send(HttpRequest.Builder request) throws IOException {
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }
}
