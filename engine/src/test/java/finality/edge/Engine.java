package finality.edge;

import finality.Finality;
import finality.access.Access;
import finality.postgres.TestPostgres;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole engine over real HTTP and a real database, with one bank that pays at once. */
public final class Engine implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

  /** As {@code DATABASE_URL}: a PostgreSQL of the engine's own, as in production. */
  static final String EMBEDDED = "embedded";

  /** One bank that pays at once; ready soon. */
  static final Map<String, String> SETTINGS = Map.of("HTTP_PORT", "0", "FINALITY_POLL_INTERVAL_MS", "200", "logging.level.root", "WARN", "rails.bankapi.connections[0].enabled", "false",
      "rails.prompt.connections[0].name", "test-eur", "rails.prompt.connections[0].bank", "TESTDEFF", "rails.prompt.connections[0].currencies", "EUR");

  private final ConfigurableApplicationContext context;
  public final Path data;
  public final int port;
  public final int tenant;
  public final String admin;
  public final String approver;

  private Engine(ConfigurableApplicationContext context, Path data) throws IOException {
    this.context = context;
    this.data = data;
    port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
    tenant = context.getBean(Access.class).firstStart(data).tenant();
    admin = Files.readString(data.resolve("operator.key")).strip();
    approver = Files.readString(data.resolve("approver.key")).strip();
  }

  /** Started at the first call and shared by all tests of the JVM: each uses accounts and keys of its own. */
  public static Engine shared() { return Shared.ENGINE; }

  public static Engine start(Map<String, String> settings) {
    try {
      var data = settings.containsKey("FINALITY_DATA") ? Path.of(settings.get("FINALITY_DATA")) : untilTheEnd(Files.createTempDirectory("finality-edge-"));
      var all = new HashMap<>(SETTINGS);
      all.put("FINALITY_DATA", data.toString());
      all.put("server.tomcat.basedir", data.resolve("tomcat").toString());   // otherwise in the system's temporary files, where one that is killed leaves it
      all.putAll(settings);
      if (!all.containsKey("DATABASE_URL")) all.put("DATABASE_URL", TestPostgres.freshDatabase());
      if (all.get("DATABASE_URL").equals(EMBEDDED)) all.remove("DATABASE_URL");
      return new Engine(application().registerShutdownHook(false).run(arguments(all)), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory that goes with this JVM. */
  private static Path untilTheEnd(Path directory) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
    return directory;
  }

  static SpringApplicationBuilder application() { return new SpringApplicationBuilder(Finality.class, Wiring.class); }

  static String[] arguments(Map<String, String> settings) { return settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new); }

  public <T> T bean(Class<T> type) { return context.getBean(type); }

  public <T> T bean(Class<T> type, String name) { return context.getBean(name, type); }

  /** SQL as the role of the API, outside of any tenant. */
  public JdbcClient api() { return JdbcClient.create(context.getBean("apiDataSource", DataSource.class)); }

  /** SQL that sees everything. */
  public JdbcClient pipeline() { return JdbcClient.create(context.getBean("pipelineDataSource", DataSource.class)); }

  @Override public void close() { context.close(); }

  private static final class Shared {
    static final Engine ENGINE = start(Map.of("finality.profiles.acme.debtor", "profile-debtor", "finality.profiles.acme.connection", "test-eur",
        "finality.profiles.acme.creditor.account", "DE89370400440532013000", "finality.profiles.acme.creditor.name", "Acme GmbH"));
    static { untilTheEnd(Path.of(ENGINE.bean(ServletContext.class).getRealPath("/"))); }   // Tomcat's empty one: nobody closes this engine
  }

  @TestConfiguration(proxyBeanMethods = false)   // not found by other tests that start the engine
  static class Wiring {
    @Bean PromptBank.Factory promptBanks() { return new PromptBank.Factory(); }
  }

  // ── HTTP ───────────────────────────────────────────────────────────────────────────────────────────────

  /** An answer: status, headers, body. */
  public record Answer(int status, HttpResponse<String> raw) {
    public String text() { return raw.body(); }

    public JsonNode json() { return JSON.readTree(raw.body()); }

    public String header(String name) { return raw.headers().firstValue(name).orElse(""); }

    /** Code and field of a problem, for one look. */
    public String problem() { return status + " " + json().path("code").asString("") + " " + json().path("field").asString(""); }

    public List<String> fields() { return json().path("errors").valueStream().map(e -> e.path("field").asString()).collect(Collectors.toList()); }
  }

  public Answer get(String path, String... headers) { return send(request("GET", path, null, true, headers)); }

  public Answer post(String path, String body, String... headers) { return send(request("POST", path, body, true, headers)); }

  public Answer call(String method, String path, String body, String... headers) { return send(request(method, path, body, true, headers)); }

  /** Without the administrator's key. */
  public Answer stranger(String method, String path, String body, String... headers) { return send(request(method, path, body, false, headers)); }

  /** A payment with a key of its own. */
  public Answer pay(String body) { return post("/v1/settlements", body, "Idempotency-Key", UUID.randomUUID().toString()); }

  public HttpRequest request(String method, String path, String body, boolean asAdmin, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(30))
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) request.setHeader("Content-Type", "application/json");
    if (asAdmin) request.setHeader("Authorization", "Bearer " + admin);
    for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    return request.build();
  }

  public Answer send(HttpRequest request) {
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      Described.DOCUMENT.check(response);
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  // ── the day ────────────────────────────────────────────────────────────────────────────────────────────

  /** A participant that may spend that much: its limit, so that no money is needed out of nowhere. */
  public String participant(String currency, String limit) {
    var code = "p-" + UUID.randomUUID().toString().substring(0, 13) + "x";
    open("""
        {"code":"%s","kind":"participant","currency":"%s","owner":"somebody","limit":"%s"}""".formatted(code, currency, limit));
    return code;
  }

  /** Opened by one person, its limit agreed to by another. */
  public void open(String body) {
    var answer = post("/v1/accounts", body);
    if (answer.status() != 201 && answer.status() != 409) throw new IllegalStateException(answer.text());
    agree(port, approver, answer.text());
  }

  /** The second person's yes to the limit that this answer to the opening of an account proposes, if it does. */
  static void agree(int port, String approver, String opened) {
    if (!(JSON.readTree(opened).path("proposed_limit").path("approve").asString(null) instanceof String approve)) return;
    try {
      var answer = HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + approve)).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + approver)
          .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IllegalStateException(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String book(String from, String to, String amount) {
    return """
        {"debtor_account":"%s","creditor_account":"%s","amount":"%s","currency":"EUR","rail":"BOOK"}""".formatted(from, to, amount);
  }

  public long instructions() { return pipeline().sql("SELECT count(*) FROM settlement.instruction").query(Long.class).single(); }
}
