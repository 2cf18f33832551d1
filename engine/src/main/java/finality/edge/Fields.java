package finality.edge;

import finality.edge.Json.Digits;
import finality.edge.Json.Flag;
import finality.edge.Json.Members;
import finality.edge.Json.Nothing;
import finality.edge.Json.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object by name and type and keeps every problem, so that a client hears all of them at once.
 * A required member that is missing or wrong yields a stand-in: {@link #done()} refuses before anybody uses it, and must be called
 * before the values are.
 */
public final class Fields {
  private static final Pattern PLAIN = Pattern.compile("([0-9]+)(?:\\.([0-9]+))?");
  private static final int DIGITS = 40;   // on either side of the point: more than any asset's amount has

  private static final String REQUIRED = "is empty; it is required";
  private static final String OPTIONAL = "must not be empty; leave the field out if there is nothing to say";

  private final Members members;
  private final String prefix;
  private final List<Problem.Item> problems;
  private final Set<String> asked = new HashSet<>();
  private final List<Fields> parts = new ArrayList<>();

  private Fields(Members members, String prefix, List<Problem.Item> problems) {
    this.members = members;
    this.prefix = prefix;
    this.problems = problems;
  }

  /** @throws Refused 400 when it is not an object */
  public static Fields of(Json json) {
    if (json instanceof Members members) return new Fields(members, "", new ArrayList<>());
    throw Problem.of(400, "wrong_type", "The body must be a JSON object and is " + json.what() + ".").refused();
  }

  /** A member that somebody else reads. */
  public Fields leaving(String name) {
    asked.add(name);
    return this;
  }

  public boolean has(String name) { return present(name) != null; }

  // ── text ───────────────────────────────────────────────────────────────────────────────────────────────

  public String text(String name, int max) { return required(name, neededText(name, max), ""); }

  /** May be missing as far as this goes: whoever knows more requires it. An empty one is told as required. */
  public @Nullable String neededText(String name, int max) { return text(name, max, REQUIRED); }

  public @Nullable String optionalText(String name, int max) { return text(name, max, OPTIONAL); }

  private @Nullable String text(String name, int max, String whenEmpty) {
    if (!(present(name) instanceof Json json)) return null;
    if (!(json instanceof Text(var text))) return wrongType(name, "a string", json);
    if (text.isBlank()) return problem(name, "empty", whenEmpty);
    if (text.length() > max) return problem(name, "too_long", "has " + text.length() + " characters; at most " + max + " are taken");
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) return problem(name, "invalid_text", "contains a control character; send one line of text");
    return text;
  }

  /** A word of a list; {@code parse} throws {@link IllegalArgumentException} with the words there are. */
  public <T> T word(String name, Function<String, T> parse, T standIn) { return required(name, parsed(name, neededText(name, 200), parse), standIn); }

  public <T> @Nullable T optionalWord(String name, Function<String, T> parse) { return parsed(name, optionalText(name, 200), parse); }

  private <T> @Nullable T parsed(String name, @Nullable String text, Function<String, T> parse) {
    if (text == null) return null;
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      return problem(name, "unknown_value", e.getMessage());
    }
  }

  public @Nullable LocalDate optionalDate(String name) {
    if (!(optionalText(name, 40) instanceof String text)) return null;
    try {
      if (text.length() == 10) return LocalDate.parse(text);   // four digits of year: ISO 8601 with more needs a sign, and nobody means it
    } catch (DateTimeParseException _) {
      // told below
    }
    return problem(name, "invalid_date", "\"" + text + "\" is not a date such as 2026-11-23");
  }

  // ── numbers ────────────────────────────────────────────────────────────────────────────────────────────

  /** An exact decimal without sign or exponent, from a string or a number. Zero and scale are judged where the asset is known. */
  public BigDecimal amount(String name) {
    var amount = present(name) instanceof Text(var text) && text.isBlank() ? this.<BigDecimal>problem(name, "empty", REQUIRED) : optionalAmount(name);
    return required(name, amount, BigDecimal.ONE);
  }

  public @Nullable BigDecimal optionalAmount(String name) {
    return switch (present(name)) {
      case null -> null;
      case Text(var text) -> plain(name, text);
      case Digits(var digits) -> plain(name, digits);
      case Json other -> wrongType(name, "a decimal string such as \"12.34\"", other);
    };
  }

  private @Nullable BigDecimal plain(String name, String text) {
    var parts = PLAIN.matcher(text);
    if (parts.matches()) {
      int whole = parts.group(1).length(), decimals = parts.group(2) == null ? 0 : parts.group(2).length();
      if (whole <= DIGITS && decimals <= DIGITS) return new BigDecimal(text);
      return problem(name, "too_long", "is too long for an amount: it has " + (whole > DIGITS ? whole + " digits before the point" : decimals + " decimals"));
    }
    var shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    return problem(name, "invalid_amount", "\"" + shown + "\" is not a plain positive decimal such as 12.34: digits, a point, digits; no sign, exponent or separators");
  }

  /** A whole number between two bounds, both included. */
  public @Nullable Integer optionalInt(String name, int min, int max) {
    var json = present(name);
    if (json == null) return null;
    if (!(json instanceof Digits(var digits))) return wrongType(name, "a whole number", json);
    if (digits.matches("-?[0-9]{1,9}") && Integer.parseInt(digits) >= min && Integer.parseInt(digits) <= max) return Integer.parseInt(digits);
    return problem(name, "out_of_range", "must be a whole number from " + min + " to " + max);
  }

  // ── the rest ───────────────────────────────────────────────────────────────────────────────────────────

  public boolean flag(String name) { return required(name, optionalFlag(name), false); }

  public @Nullable Boolean optionalFlag(String name) {
    return switch (present(name)) {
      case null -> null;
      case Flag(var value) -> value;
      case Json other -> wrongType(name, "true or false", other);
    };
  }

  /** The fields of an object inside this one; its problems are kept here. */
  public @Nullable Fields optionalObject(String name) {
    return switch (present(name)) {
      case null -> null;
      case Members inner -> {
        var part = new Fields(inner, path(name) + ".", problems);
        parts.add(part);
        yield part;
      }
      case Json other -> wrongType(name, "an object", other);
    };
  }

  /** An object of the client's own, as JSON text. */
  public @Nullable String optionalRawObject(String name) {
    return switch (present(name)) {
      case null -> null;
      case Members inner -> inner.text();
      case Json other -> wrongType(name, "an object", other);
    };
  }

  /** Notes a problem with a field of this object; {@code message} goes on after the field's name. */
  public <T> @Nullable T problem(String name, String code, String message) {
    problems.add(new Problem.Item(path(name), code, path(name) + ": " + message));
    return null;
  }

  /** @throws Refused 400 with everything that is wrong, members nobody asked for included */
  public void done() {
    unknown();
    if (problems.isEmpty()) return;
    if (!members.values().isEmpty()) throw Problem.of(400, problems).refused();
    throw new Problem(400, "empty_body", "The body is empty; send a JSON object: " + fieldsAre(), problems.getFirst().field(), problems).refused();
  }

  private void unknown() {
    for (var name : members.values().keySet())
      if (!asked.contains(name)) problem(name, "unknown_field", "is not a field here; " + fieldsAre());
    parts.forEach(Fields::unknown);
  }

  private String fieldsAre() { return "the fields are " + String.join(", ", new TreeSet<>(asked)); }

  private @Nullable Json present(String name) {
    asked.add(name);
    var json = members.values().get(name);
    return json instanceof Nothing ? null : json;
  }

  private <T> T required(String name, @Nullable T value, T standIn) {
    if (value != null) return value;
    if (present(name) == null) problem(name, "missing", "is missing; it is required");
    return standIn;
  }

  private <T> @Nullable T wrongType(String name, String expected, Json found) { return problem(name, "wrong_type", "must be " + expected + " and is " + found.what()); }

  private String path(String name) { return prefix + name; }
}
