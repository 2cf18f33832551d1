package finality.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The centres known, by code and by currency. Immutable; {@link #with} lays an operator's own list over one. */
public final class Centres {
  private static final List<String> FILES = List.of("AE", "BR", "GB", "IN", "MX", "TARGET", "US");
  private static final class BuiltIn { private static final Centres CENTRES = read(); }

  private final Map<String, Centre> byCode;

  private Centres(Map<String, Centre> byCode) { this.byCode = byCode; }

  /** Those of this build, read once. */
  public static Centres builtIn() { return BuiltIn.CENTRES; }

  /** These, and this one in place of that of the same code. */
  public Centres with(Centre centre) {
    var changed = new TreeMap<>(byCode);
    changed.put(centre.code(), centre);
    return new Centres(changed);
  }

  public Collection<Centre> all() { return List.copyOf(byCode.values()); }

  public Optional<Centre> find(String code) { return Optional.ofNullable(byCode.get(code)); }

  /** @throws WrongCalendar when there is none of that code */
  public Centre of(String code) {
    return find(code).orElseThrow(() -> new WrongCalendar("There is no calendar " + code + "; there are " + String.join(", ", byCode.keySet()) + "."));
  }

  /** The centre where a currency settles. @throws WrongCalendar when none is known, which is no reason to call every day open */
  public Centre ofCurrency(String currency) {
    return byCode.values().stream().filter(c -> c.currency().equals(currency)).findFirst().orElseThrow(() -> new WrongCalendar(
        "No calendar is known for " + currency + "; there are " + String.join(", ", byCode.values().stream().map(c -> c.currency() + " (" + c.code() + ")").toList()) + "."));
  }

  private static Centres read() {
    var centres = new TreeMap<String, Centre>();
    for (var file : FILES) {
      try (var in = Centres.class.getResourceAsStream(file + ".centre")) {
        centres.put(file, Centre.parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Centres(centres);
  }
}
