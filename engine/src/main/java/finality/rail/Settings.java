package finality.rail;

import finality.money.Assets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/**
 * The settings of one connection, read by name; every reader says in {@link WrongSetting} what is expected. Names are
 * found however they are written ({@code token_url}, {@code token-url}, {@code tokenUrl}).
 */
public final class Settings {
  private final String prefix;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> written = new HashMap<>();
  private final Set<String> known = new TreeSet<>();

  /** @param prefix where they stand: {@code rails.bankapi.connections[0]} */
  public Settings(String prefix, Map<String, String> values) {
    this.prefix = prefix;
    values.forEach((name, value) -> {
      written.put(plain(name), name);
      if (!value.isBlank()) this.values.put(plain(name), value.strip());
    });
  }

  public Optional<String> find(String name) {
    known.add(name);
    return Optional.ofNullable(values.get(plain(name)));
  }

  public String text(String name, Predicate<String> valid, String expected) {
    return find(name).filter(valid).orElseThrow(() -> wrong(name, expected));
  }

  public <T> T read(String name, T absent, Function<String, T> reader, String expected) {
    var text = find(name);
    if (text.isEmpty()) return absent;
    try {
      return reader.apply(text.get());
    } catch (RuntimeException e) {
      throw wrong(name, expected);
    }
  }

  /** {@code 500ms}, {@code 30s}, {@code 10m}, {@code 24h}, {@code 3d}, or ISO 8601. Longer than zero. */
  public Duration duration(String name, Duration absent) {
    return read(name, absent, text -> {
      var duration = DurationStyle.detectAndParse(text);
      if (duration.isNegative() || duration.isZero() || text.matches("[0-9]+")) throw new IllegalArgumentException();
      return duration;
    }, "a duration with its unit such as 500ms, 30s, 10m or 24h");
  }

  public int count(String name, int absent, int least, int most) {
    return read(name, absent, text -> {
      int count = Integer.parseInt(text);
      if (count < least || count > most) throw new IllegalArgumentException();
      return count;
    }, "a whole number from " + least + " to " + most);
  }

  public boolean flag(String name, boolean absent) {
    return read(name, absent, text -> switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    }, "true or false");
  }

  /** Several values: a YAML list, or one text separated by blanks or commas. */
  public Set<String> words(String name) {
    var words = new LinkedHashSet<String>();
    find(name).ifPresent(text -> words.addAll(Arrays.asList(text.split("[\\s,]+"))));
    new TreeMap<>(values).forEach((key, value) -> { if (key.startsWith(plain(name) + ".")) words.add(value); });
    return words;
  }

  public WrongSetting wrong(String name, String expected) {
    // What may be a secret written in the wrong place is not shown.
    boolean secret = plain(name).contains("secret") || plain(name).contains("password");
    var holds = find(name).map(text -> secret ? "something else" : "\"" + text + "\"").orElse("not set");
    return new WrongSetting(prefix + "." + name, holds, expected);
  }

  /** To be called when all was read: a setting nobody asked for is a typing error. */
  public void nothingElse() {
    var asked = known.stream().map(Settings::plain).collect(Collectors.toSet());
    written.keySet().stream().filter(key -> !asked.contains(key.replaceAll("\\..*", ""))).sorted().findFirst().ifPresent(key -> {
      throw new WrongSetting(prefix + "." + written.get(key), "not a setting", "one of " + String.join(", ", known));
    });
  }

  /** What every connection is configured with. */
  Profile profile(String rail, int attempts) {
    var currencies = words("currencies");
    if (currencies.isEmpty() || !currencies.stream().allMatch(code -> Assets.find(code).isPresent())) {
      var holds = currencies.isEmpty() ? "not set" : String.join(" ", currencies);
      throw new WrongSetting(prefix + ".currencies", holds, "codes of known currencies such as EUR USD");
    }
    return new Profile(rail,
        text("name", name -> name.matches("[a-z0-9][a-z0-9-]{0,62}"), "a name of lower-case letters, digits and hyphens"),
        text("bank", bank -> bank.matches("[A-Z0-9]{3,35}"), "the bank's BIC or code in upper-case letters and digits"),
        currencies,
        flag("takes_id_once", false), flag("enforces_valid_until", false), flag("cancel_blocks_id", false),
        duration("read_delay", Duration.ofMinutes(5)), duration("valid_for", Duration.ofMinutes(5)),
        duration("order_timeout", Duration.ofSeconds(30)), duration("answer_by", Duration.ofMinutes(10)),
        duration("latest_answer", Duration.ofHours(24)),
        count("concurrency", 100, 1, 10_000), count("rate_per_second", 0, 0, 100_000), count("max_attempts", attempts, 1, 50),
        duration("first_backoff", Duration.ofSeconds(1)), duration("max_backoff", Duration.ofMinutes(5)));
  }

  private static String plain(String name) { return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""); }
}
