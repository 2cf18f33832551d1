package finality.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/**
 * One window as a person uses it. What is clicked and typed into is found as a screen reader finds it, by role and name, and only when there is
 * exactly one that is visible, at rest, enabled and not covered. Everything waits for what it needs, and says what the window showed when that did not come.
 */
final class Page {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(25);

  /** Where this element can be clicked; null: not yet. */
  private static final String PLACE = """
      async function () {
        const at = () => { const r = this.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; };
        this.scrollIntoView({ block: 'nearest' });
        const before = at();
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        const [x, y] = at(), hit = document.elementFromPoint(x, y);
        const moved = x !== before[0] || y !== before[1];
        const reached = hit && (this.contains(hit) || [...(this.labels ?? [])].some((label) => label.contains(hit)));
        return moved || !reached || this.matches(':disabled, [aria-disabled=true]') ? null : [x, y];
      }""";

  /** A role of the accessibility tree, and the name that is read out. */
  record Named(String role, String name) {
    @Override public String toString() { return role + " “" + name + "”"; }
  }

  static Named button(String name) { return new Named("button", name); }

  static Named dialog(String name) { return new Named("dialog", name); }

  static Named link(String name) { return new Named("link", name); }

  static Named field(String name) { return new Named("textbox", name); }

  static Named choice(String name) { return new Named("radio", name); }

  private final Browser browser;
  private final String session;

  Page(Browser browser, String session) {
    this.browser = browser;
    this.session = session;
    for (var domain : List.of("Page", "Runtime", "Accessibility")) call(domain + ".enable", Map.of());
    call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));   // several windows, and each is looked at
  }

  private JsonNode call(String method, Map<String, Object> parameters) { return browser.call(session, method, parameters); }

  Page open(String address) {
    call("Page.navigate", Map.of("url", address));
    return this;
  }

  /** @param way from the outside in: a dialog, its button */
  void click(Named... way) {
    var place = until("clicking " + Arrays.toString(way), () -> find(way).flatMap(this::place));
    for (var event : List.of("mousePressed", "mouseReleased")) {
      call("Input.dispatchMouseEvent", Map.of("type", event, "x", place.get(0).asDouble(), "y", place.get(1).asDouble(), "button", "left", "clickCount", 1));
    }
  }

  /** In place of what the field held. */
  void type(String text, Named... way) {
    click(way);
    call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "commands", List.of("selectAll")));
    call("Input.insertText", Map.of("text", text));
  }

  /** Chooses from a drop-down list as one does with the keyboard: by the letters that the entry begins with. */
  void choose(String letters, String list) {
    var node = until("the list “" + list + "”", () -> find(new Named("combobox", list)));
    call("DOM.focus", Map.of("backendNodeId", node));
    for (var letter : letters.split("")) call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "text", letter, "key", letter));
  }

  void awaits(Named... way) { until(Arrays.toString(way), () -> find(way)); }

  void awaits(String words) { awaits("“" + words + "”", shown -> shown.contains(words)); }

  /** @param what in words, for when it does not come */
  void awaits(String what, Predicate<String> shown) { until(what, () -> Optional.of(text()).filter(shown)); }

  /** The table's rows, each as the text of its cells. */
  void awaitsRows(String what, Predicate<List<String>> rows) { until(what, () -> Optional.of(rows()).filter(rows)); }

  List<String> rows() {
    var found = value("[...document.querySelectorAll('table tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join(' | '))");
    return found.valueStream().map(JsonNode::asString).toList();
  }

  /** What can be read on it. */
  String text() { return value("document.body?.innerText ?? ''").asString(""); }

  /** What a person is told about something that is not for them, if it is there and is not. */
  Optional<String> refusal(Named... way) {
    return find(way).map(node -> ask(node, "function () { return this.getAttribute('aria-disabled') === 'true' ? this.getAttribute('aria-description') : null }").asString(""));
  }

  boolean isDisabled(Named... way) { return find(way).map(node -> ask(node, "function () { return this.disabled }").asBoolean(false)).orElse(false); }

  /** Cuts the window off from the network, or joins it again. */
  void offline(boolean cut) {
    call("Network.enable", Map.of());
    call("Network.emulateNetworkConditions", Map.of("offline", cut, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  private Optional<Integer> find(Named... way) {
    try {
      Map<String, Object> from = Map.of("objectId", call("Runtime.evaluate", Map.of("expression", "document")).at("/result/objectId").asString());
      int node = 0;
      for (var named : way) {
        var asked = new HashMap<String, Object>(from);
        asked.putAll(Map.of("role", named.role, "accessibleName", named.name));
        var nodes = call("Accessibility.queryAXTree", asked).path("nodes").valueStream().filter(found -> !found.path("ignored").asBoolean(false)).toList();
        if (nodes.size() != 1) return Optional.empty();
        node = nodes.getFirst().path("backendDOMNodeId").asInt();
        from = Map.of("backendNodeId", node);
      }
      return Optional.of(node);
    } catch (Browser.Refused _) {
      return Optional.empty();   // drawn anew meanwhile
    }
  }

  private Optional<JsonNode> place(int node) {
    try {
      return Optional.of(ask(node, PLACE)).filter(JsonNode::isArray);
    } catch (Browser.Refused _) {
      return Optional.empty();
    }
  }

  private JsonNode ask(int node, String function) {
    var object = call("DOM.resolveNode", Map.of("backendNodeId", node)).at("/object/objectId").asString();
    return call("Runtime.callFunctionOn", Map.of("objectId", object, "functionDeclaration", function, "returnByValue", true, "awaitPromise", true)).at("/result/value");
  }

  private JsonNode value(String expression) { return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true)).at("/result/value"); }

  private <T> T until(String what, Supplier<Optional<T>> look) {
    try {
      return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(look::get, Optional::isPresent).orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + ": not within " + PATIENCE.toSeconds() + " s. The window is kept in " + picture() + " and says:\n" + text(), e);
    }
  }

  private Path picture() {
    try {
      var file = Files.createDirectories(Path.of("target", "browser")).resolve(session + ".png");
      return Files.write(file, Base64.getDecoder().decode(call("Page.captureScreenshot", Map.of()).path("data").asString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
