package finality.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven over its own DevTools protocol: what a WebDriver would add is not needed here, and neither is its download. */
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  /** The browser's answer to a call that it cannot follow; most often because the page was drawn anew meanwhile. */
  static final class Refused extends RuntimeException {
    Refused(String message) { super(message); }
  }

  private final Process process;
  private final Path directory;
  private final HttpClient http;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final List<String> thrown = new CopyOnWriteArrayList<>();
  private final List<String> people = new CopyOnWriteArrayList<>();

  /** Where this machine has one. */
  static Optional<Path> installed() {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream().flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(directory -> Path.of(directory, name))).filter(Files::isExecutable).findFirst();
  }

  Browser(Path program) throws IOException {
    directory = Files.createTempDirectory("finality-browser-");
    // no sandbox: it loads these pages alone, and as root Chromium wants it off
    var builder = new ProcessBuilder(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-proxy-server",
        "--disable-extensions", "--disable-breakpad", "--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-renderer-backgrounding", "--lang=en-GB",
        "--window-size=1440,900", "--user-data-dir=" + directory, "--remote-debugging-port=0", "about:blank")
        .redirectErrorStream(true).redirectOutput(directory.resolve("browser.log").toFile());
    builder.environment().put("TMPDIR", directory.toString());   // what it leaves there goes too
    process = builder.start();
    http = HttpClient.newHttpClient();
    try {
      var at = directory.resolve("DevToolsActivePort");   // port and path, once it listens
      var lines = await().atMost(Duration.ofSeconds(30)).ignoreException(NoSuchFileException.class)
          .failFast("Chromium ended by itself", () -> !process.isAlive()).until(() -> Files.readAllLines(at), found -> found.size() == 2);
      socket = http.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener()).join();
    } catch (RuntimeException | Error e) {
      var said = Files.readString(directory.resolve("browser.log"));
      stop();
      throw new IOException("Chromium did not start: " + said, e);
    }
  }

  /** A window of its own, with cookies of its own: a person's. */
  Page page() {
    var context = call("", "Target.createBrowserContext", Map.of()).path("browserContextId").asString();
    people.add(context);
    var target = call("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context)).path("targetId").asString();
    return new Page(this, call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true)).path("sessionId").asString());
  }

  /** Closes all windows. @return what scripts threw in them and nobody caught */
  List<String> closePages() {
    people.forEach(context -> call("", "Target.disposeBrowserContext", Map.of("browserContextId", context)));
    people.clear();
    var found = List.copyOf(thrown);
    thrown.clear();
    return found;
  }

  /** @param session of a page; empty: the browser itself */
  JsonNode call(String session, String method, Map<String, Object> parameters) {
    int id = calls.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    open.put(id, answer);
    var message = new HashMap<String, Object>(Map.of("id", id, "method", method, "params", parameters));
    if (!session.isEmpty()) message.put("sessionId", session);
    synchronized (socket) {   // it takes one message at a time
      socket.sendText(JSON.writeValueAsString(message), true).join();
    }
    try {
      var said = answer.get(15, SECONDS);
      if (said.has("error")) throw new Refused(method + ": " + said.path("error"));
      return said.path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Chromium does not answer " + method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      open.remove(id);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        heard(JSON.readTree(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override public void onError(WebSocket from, Throwable error) { open.values().forEach(call -> call.completeExceptionally(error)); }

    private void heard(JsonNode said) {
      if (said.path("method").asString("").equals("Runtime.exceptionThrown")) thrown.add(said.at("/params/exceptionDetails").toString());
      var call = said.has("id") ? open.get(said.path("id").asInt()) : null;
      if (call != null) call.complete(said);
    }
  }

  @Override public void close() {
    socket.abort();
    stop();
  }

  private void stop() {
    http.shutdownNow();
    var all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("The directory " + directory + " could not be deleted: " + e.getMessage());   // a helper of the browser outlived it for a moment
    }
  }
}
