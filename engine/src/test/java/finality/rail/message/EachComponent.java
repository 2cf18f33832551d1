package finality.rail.message;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record with one of its components said otherwise, for each component there is, however deep: who forgets to carry one is found, and so is who forgets one that is added later. */
final class EachComponent {
  /** Deeper than any record of this room, but for a payment that covers a payment. */
  private static final int DEEPEST = 8;

  private final Map<String, String> samples;

  /** @param samples texts, by the end of the path, where not any text will do; the longest that fits is taken */
  EachComponent(Map<String, String> samples) { this.samples = samples; }

  /** @param path of the component, {@code details[].references.uetr}. @param said its value */
  record Variant<T>(String path, T value, String said) {}

  @SuppressWarnings("unchecked") <T extends Record> List<Variant<T>> of(T base) {
    return inside("", base, 0).stream().map(variant -> new Variant<>(variant.path, (T) variant.value, variant.said)).toList();
  }

  private List<Variant<Object>> inside(String path, Record base, int depth) {
    var all = new ArrayList<Variant<Object>>();
    var components = base.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      int index = i;
      var below = path.isEmpty() ? components[i].getName() : path + "." + components[i].getName();
      for (var variant : value(below, components[i].getAnnotatedType(), values(base)[i], depth)) all.add(new Variant<>(variant.path, with(base, index, variant.value), variant.said));
    }
    return all;
  }

  private List<Variant<Object>> value(String path, AnnotatedType annotated, @Nullable Object now, int depth) {
    if (depth > DEEPEST) return List.of();
    if (annotated instanceof AnnotatedParameterizedType list) return elements(path, list.getAnnotatedActualTypeArguments()[0], (List<?>) now, depth);
    var type = now instanceof Record ? now.getClass() : (Class<?>) annotated.getType();
    if (type == Finding.Position.class) return List.of();
    if (type.isEnum()) return Arrays.stream(type.getEnumConstants()).filter(each -> !each.equals(now)).map(each -> new Variant<>(path + "=" + each, each, each.toString())).toList();
    if (type.isRecord() && type != Amount.class) {
      var all = new ArrayList<Variant<Object>>();
      var least = now == null ? least(path, type) : (Record) now;
      var said = said(least);
      if (now == null && !said.isEmpty()) all.add(new Variant<>(path, least, said));
      all.addAll(inside(path, least, depth + 1));
      return all;
    }
    var other = sample(path, type, now);
    return other == null ? List.of() : List.of(new Variant<>(path, other, other instanceof Amount amount ? amount.value().toString() : other.toString()));
  }

  private List<Variant<Object>> elements(String path, AnnotatedType of, List<?> now, int depth) {
    var all = new ArrayList<Variant<Object>>();
    for (var variant : value(path + "[]", of, now.isEmpty() ? null : now.getFirst(), depth)) {
      var list = new ArrayList<Object>(now);
      if (list.isEmpty()) list.add(variant.value);
      else list.set(0, variant.value);
      all.add(new Variant<>(variant.path, list, variant.said));
    }
    if (!now.isEmpty() && !all.isEmpty()) {
      var two = new ArrayList<Object>(now);
      two.add(((List<?>) all.getLast().value).getFirst());
      all.add(new Variant<>(path + "[2]", two, all.getLast().said));
    }
    return all;
  }

  /** All that it must have and nothing else. */
  private Record least(String path, Class<?> type) {
    var values = Arrays.stream(type.getRecordComponents()).map(component -> {
      var annotated = component.getAnnotatedType();
      if (annotated.isAnnotationPresent(Nullable.class)) return null;
      if (component.getType() == List.class) return List.of();
      if (component.getType() == boolean.class) return false;
      if (component.getType().isEnum()) return component.getType().getEnumConstants()[0];
      return component.getType().isRecord() && component.getType() != Amount.class ? least(path + "." + component.getName(), component.getType()) : sample(path + "." + component.getName(), component.getType(), null);
    }).toArray();
    return build(type, values);
  }

  private static String said(Record least) { return leaves(least).entrySet().stream().filter(leaf -> !leaf.getValue().equals("false")).map(Map.Entry::getValue).findFirst().orElse(""); }

  private @Nullable Object sample(String path, Class<?> type, @Nullable Object now) {
    if (type == boolean.class) return !Boolean.TRUE.equals(now);
    if (type == Amount.class) return new Amount(new BigDecimal("77.01"), now == null ? text(path + ".currency", null) : ((Amount) now).currency());
    if (type == BigDecimal.class) return new BigDecimal("1.7501");
    if (type == LocalDate.class) return LocalDate.of(2026, 7, 7);
    if (type == OffsetDateTime.class) return OffsetDateTime.parse("2026-07-07T07:07:07+07:00");
    if (type == Long.class) return 77L;
    if (type == String.class) return text(path, (String) now);
    throw new AssertionError("there is no sample of " + type);
  }

  private String text(String path, @Nullable String now) {
    var plain = "." + path.replace("[]", "");
    var known = samples.keySet().stream().filter(end -> plain.endsWith("." + end)).max(java.util.Comparator.comparingInt(String::length)).map(samples::get);
    return known.filter(text -> !text.equals(now)).orElseGet(() -> "Q" + plain.substring(plain.lastIndexOf('.') + 1));
  }

  /** Each value that is there, by its path. */
  static Map<String, String> leaves(Object record) {
    var leaves = new TreeMap<String, String>();
    leaves("", record, leaves);
    return leaves;
  }

  private static void leaves(String path, @Nullable Object value, Map<String, String> into) {
    switch (value) {
      case null -> { }
      case Finding.Position _ -> { }
      case Amount amount -> into.put(path, amount.value().stripTrailingZeros().toPlainString() + " " + amount.currency());
      case Record record -> {
        var components = record.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) leaves(path.isEmpty() ? components[i].getName() : path + "." + components[i].getName(), values(record)[i], into);
      }
      case List<?> list -> { for (int i = 0; i < list.size(); i++) leaves(path + "[" + (i == 0 ? "" : i + 1) + "]", list.get(i), into); }
      case BigDecimal number -> into.put(path, number.stripTrailingZeros().toPlainString());
      default -> into.put(path, value.toString());
    }
  }

  private static @Nullable Object[] values(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents()).map(component -> call(() -> component.getAccessor().invoke(record))).toArray();
  }

  private static Record with(Record record, int index, Object value) {
    var values = values(record);
    values[index] = value;
    return build(record.getClass(), values);
  }

  private static Record build(Class<?> type, @Nullable Object[] values) {
    return (Record) call(() -> {
      var constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents()).map(c -> c.getType()).toArray(Class[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    });
  }

  private interface Reflected { Object call() throws InvocationTargetException, InstantiationException, IllegalAccessException, NoSuchMethodException; }

  private static Object call(Reflected what) {
    try {
      return what.call();
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException | NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  // ── what becomes of it ─────────────────────────────────────────────────────────────────────────────────

  /** What was written and read again. @param told by the writer, and as an error by who would not have it written */
  record Outcome<T>(T read, List<String> told) {}

  /**
   * For each component {@code kept}; {@code moved} to where it is read; {@code told CODE}, a finding says that it went; {@code refused CODE}; or {@code LOST}, which must not be.
   */
  <T extends Record> Map<String, String> fates(T base, Function<T, Outcome<T>> way) {
    var plain = way.apply(base);
    var fates = new TreeMap<String, String>();
    for (var variant : of(base)) fates.merge(variant.path, fate(base, plain, variant, way), (one, other) -> one.equals("LOST") ? one : other);
    return fates;
  }

  private static <T extends Record> String fate(T base, Outcome<T> plain, Variant<T> variant, Function<T, Outcome<T>> way) {
    Outcome<T> outcome;
    try {
      outcome = way.apply(variant.value);
    } catch (Unwritable refused) {
      return "refused " + refused.code();
    }
    var told = new ArrayList<>(outcome.told);
    plain.told.forEach(told::remove);
    var wanted = leaves(variant.value);
    var before = leaves(plain.read);
    var read = leaves(outcome.read);
    var given = leaves(base);
    var same = new TreeMap<>(wanted);
    same.keySet().removeIf(path -> wanted.get(path).equals(given.get(path)) && !wanted.get(path).equals(before.get(path)));   // what did not come back before either
    if (same.entrySet().stream().allMatch(leaf -> leaf.getValue().equals(read.get(leaf.getKey())))) return "kept";
    if (!told.isEmpty()) return "told " + String.join(", ", told);
    var said = variant.said.toUpperCase(java.util.Locale.ROOT);
    for (var leaf : read.entrySet()) {
      boolean isNew = !leaf.getValue().equals(before.get(leaf.getKey())) && said.length() > 1;
      if (isNew && leaf.getValue().toUpperCase(java.util.Locale.ROOT).contains(said)) return "moved to " + leaf.getKey();
    }
    return "LOST";
  }
}
