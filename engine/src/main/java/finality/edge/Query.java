package finality.edge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a URL, read as strictly as a body: each once, none unknown, every problem told at once by {@link #done()}.
 */
public final class Query {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final Map<String, String[]> parameters;
  private final Set<String> asked = new HashSet<>();
  private final List<Problem.Item> problems = new ArrayList<>();

  public Query(Map<String, String[]> parameters) { this.parameters = parameters; }

  public @Nullable String text(String name, int max) {
    asked.add(name);
    var values = parameters.get(name);
    if (values == null || (values.length == 1 && values[0].isEmpty())) return null;
    if (values.length > 1) return problem(name, "duplicate_field", "is there " + values.length + " times; send it once");
    if (values[0].length() > max || values[0].chars().anyMatch(c -> c < 0x20)) return problem(name, "invalid_text", "must be one line of at most " + max + " characters");
    return values[0];
  }

  /** A value that {@code parse} understands; it throws {@link IllegalArgumentException} with what it expects. */
  public <T> @Nullable T value(String name, Function<String, T> parse) {
    if (!(text(name, 300) instanceof String text)) return null;
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      return problem(name, "unknown_value", e.getMessage());
    }
  }

  /** RFC 3339. */
  public @Nullable Instant instant(String name) {
    return value(name, text -> {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException _) {
        throw new IllegalArgumentException("\"" + text + "\" is not a time such as 2026-11-23T08:00:00Z");
      }
    });
  }

  /** Refuses a span that ends before it begins: it matches nothing, and nobody means it. */
  public void span(@Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null && from.isAfter(to)) problem("from", "contradiction", from + " is after to, " + to);
  }

  /** How many items a page may hold: 1 to 500, 50 when absent. */
  public int limit() {
    var limit = value("limit", text -> {
      if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_LIMIT)
        throw new IllegalArgumentException("must be a whole number from 1 to " + MAX_LIMIT);
      return Integer.valueOf(text);
    });
    return limit == null ? DEFAULT_LIMIT : limit;
  }

  /** Where the page starts: what {@link Page#of} took as the position of the last item before it. */
  public <T> @Nullable T cursor(Function<String, T> parse) {
    return value("cursor", text -> {
      try {
        return parse.apply(Page.decode(text));
      } catch (RuntimeException _) {
        throw new IllegalArgumentException("is not a cursor of this list; take next_cursor of the page before, or leave it out for the first page");
      }
    });
  }

  /** @throws Refused 400 with everything that is wrong, unknown parameters included */
  public void done() {
    for (var name : parameters.keySet())
      if (!asked.contains(name)) problem(name, "unknown_parameter", "is not a parameter here; they are " + String.join(", ", new TreeSet<>(asked)));
    if (!problems.isEmpty()) throw Problem.of(400, problems).refused();
  }

  private <T> @Nullable T problem(String name, String code, String message) {
    problems.add(new Problem.Item(name, code, name + ": " + message));
    return null;
  }
}
