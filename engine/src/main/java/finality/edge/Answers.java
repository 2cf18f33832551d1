package finality.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers, and views as JSON: snake_case, nothing left out. */
public final class Answers {
  static final JsonMapper MAPPER = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private Answers() {}

  /** A view as JSON text. */
  public static String json(Object view) { return MAPPER.writeValueAsString(view); }

  static Problem bug() { return Problem.of(500, "internal_error", "Something failed here that should not have. Nothing can be concluded about the call: ask for its result, or repeat it with the same Idempotency-Key."); }

  static void send(HttpServletResponse response, Reply reply) throws IOException {
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
    var type = reply.headers().get("Content-Type");
    write(response, type != null ? type : reply.status() < 400 ? "application/json" : "application/problem+json", reply.body());
  }

  static void send(HttpServletResponse response, Problem problem) throws IOException {
    response.resetBuffer();
    send(response, Reply.of(problem));
  }

  static String body(Problem problem) {
    var body = new LinkedHashMap<String, Object>();
    var status = HttpStatus.resolve(problem.status());
    body.put("title", status == null ? "Problem" : status.getReasonPhrase());
    body.put("status", problem.status());
    body.put("code", problem.code());
    body.put("detail", problem.detail());
    if (problem.field() != null) body.put("field", problem.field());
    if (!problem.errors().isEmpty()) body.put("errors", problem.errors());
    return json(body);
  }

  private static void write(HttpServletResponse response, String type, String body) throws IOException {
    if (body.isEmpty()) return;
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
