package finality.rail.message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was written says all that it was made of: a writer reads its own message, and compares. By the components of records, so that one that is added later is not forgotten.
 * What the reading has more, such as a bank that stands in the envelope, is nothing lost; texts may be transliterated, and an address may be cut into other lines.
 */
public final class Carried {
  private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
    @Override protected RecordComponent[] computeValue(Class<?> type) { return type.getRecordComponents(); }
  };

  private final CharacterSet set;
  private final Predicate<String> except;

  /** @param set of the format. @param except paths, such as {@code route.instructing}, of which something else takes care */
  public Carried(CharacterSet set, Predicate<String> except) {
    this.set = set;
    this.except = except;
  }

  /** @throws Unwritable {@code not_carried}, naming the first component that {@code given} says and {@code read} does not */
  public void check(Item given, @Nullable Item read, String format) {
    var lost = read == null || read.getClass() != given.getClass() ? given.getClass().getSimpleName() : lost("", given, read);
    if (lost != null) throw new Unwritable(lost, "not_carried", format + " has no place for it, or not beside the rest.");
  }

  private @Nullable String lost(String path, @Nullable Object given, @Nullable Object read) {
    if (given == null || given.equals(read) || given.equals(false) || except.test(path)) return null;
    return switch (given) {
      case Amount amount -> read instanceof Amount other && amount.currency().equals(other.currency()) && amount.value().compareTo(other.value()) == 0 ? null : path;
      case BigDecimal number -> read instanceof BigDecimal other && number.compareTo(other) == 0 ? null : path;
      case String text -> text.isBlank() || read != null && plain(text).equals(plain(read.toString())) ? null : path;
      case Address address -> lost(address, read) ? path : null;
      case List<?> list -> lost(path, list, read instanceof List<?> other ? other : List.of());
      case Record record -> lostOf(path, record, read);
      default -> path;
    };
  }

  private @Nullable String lostOf(String path, Record given, @Nullable Object read) {
    for (var component : COMPONENTS.get(given.getClass())) {
      var lost = lost(path.isEmpty() ? component.getName() : path + "." + component.getName(), value(component, given), read == null ? null : value(component, read));
      if (lost != null) return lost;
    }
    return null;
  }

  private @Nullable String lost(String path, List<?> given, List<?> read) {
    boolean words = !given.isEmpty() && given.stream().allMatch(String.class::isInstance);
    if (words) return plain(String.join("", given.stream().map(Object::toString).toList())).equals(plain(String.join("", read.stream().map(Object::toString).toList()))) ? null : path;
    for (int i = 0; i < given.size(); i++) {
      var lost = lost(path, given.get(i), i < read.size() ? read.get(i) : null);
      if (lost != null) return lost;
    }
    return null;
  }

  /** Each part of it stands somewhere in the other. */
  private boolean lost(Address given, @Nullable Object read) {
    var all = read instanceof Address other ? plain(words(other)) : "";
    for (var component : COMPONENTS.get(Address.class)) if (value(component, given) instanceof String part && !all.contains(plain(part))) return true;
    return !given.lines().stream().allMatch(line -> all.contains(plain(line)));
  }

  private static String words(Address address) {
    var words = new StringBuilder();
    for (var component : COMPONENTS.get(Address.class)) if (value(component, address) instanceof String part) words.append(part).append('\n');
    address.lines().forEach(line -> words.append(line).append('\n'));
    return words.toString();
  }

  private String plain(String text) { return set.transliterated(text).replaceAll("[\\s.]+", ""); }

  private static @Nullable Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("components of this room's records are public", e);
    }
  }
}
