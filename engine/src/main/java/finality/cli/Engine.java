package finality.cli;

import finality.edge.Json;
import finality.edge.Json.Digits;
import finality.edge.Json.Items;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import finality.edge.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The running engine, over its public API. Repeats nothing by itself. */
final class Engine implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final URI url;
  private final String key;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).executor(Executors.newVirtualThreadPerTaskExecutor()).build();

  Engine(URI url, String key) {
    this.url = url;
    this.key = key;
  }

  /**
   * @param body what was not a JSON object reads as one without members
   * @param retryAfter zero when the answer does not say
   * @param replayed an earlier call had the same key
   * @param at when it was made, by the engine's clock, in whole seconds; the epoch when it does not say
   */
  record Answer(int status, Members body, Duration retryAfter, boolean replayed, Instant at) {
    @Nullable String text(String field) {
      return switch (body.values().get(field)) {
        case Text(var value) -> value;
        case Digits(var value) -> value;
        case null, default -> null;
      };
    }

    List<Members> items() {
      return body.values().get("items") instanceof Items(var items) ? items.stream().filter(Members.class::isInstance).map(Members.class::cast).toList() : List.of();
    }

    /** Why it was refused, for people. */
    String refusal() {
      var reasons = new StringBuilder();
      if (body.values().get("errors") instanceof Items(var errors)) {
        for (var error : errors) {
          if (error instanceof Members(var fields) && fields.get("message") instanceof Text(var message)) reasons.append(reasons.isEmpty() ? "" : "; ").append(message);
        }
      }
      if (!reasons.isEmpty()) return reasons.toString();
      return text("detail") instanceof String detail ? detail : "HTTP " + status + " without a reason";
    }
  }

  Answer get(String path) throws IOException { return send(HttpRequest.newBuilder(URI.create(url + path)).GET()); }

  Answer post(String path, String idempotencyKey, Members body) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json").header("Idempotency-Key", idempotencyKey).POST(BodyPublishers.ofString(body.text())));
  }

  static String encoded(String value) { return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"); }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      var response = client.send(request.header("Authorization", "Bearer " + key).header("Accept", "application/json").timeout(ANSWER).build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), body(response), retryAfter(response), response.headers().firstValue("Idempotency-Replayed").isPresent(), date(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Members body(HttpResponse<byte[]> response) {
    try {
      return Json.read(response.body()) instanceof Members members ? members : Members.NONE;
    } catch (Refused _) {
      return Members.NONE;   // a proxy's page, half an answer
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").filter(v -> v.matches("[0-9]{1,4}")).map(v -> Duration.ofSeconds(Long.parseLong(v))).orElse(Duration.ZERO);
  }

  private static Instant date(HttpResponse<?> response) {
    try {
      return response.headers().firstValue("Date").map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))).orElse(Instant.EPOCH);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }

  @Override public void close() { client.shutdownNow(); }
}
