package finality.rail.message;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Records of this room from a seed, every component of them: one that is added is made up too, and what forgets it is found. */
final class AnyRecord {
  private static final List<String> TEXTS = List.of("Muster GmbH", "", " ", "Zoë \"Ø\" \\ / ~1", "line\nline\ttab\r", "\u0000\u001b[31m\u009b", "新宿 🏦", "1250.00", "null", "DE89370400440532013000", "x".repeat(300));
  private static final int DEEPEST = 6;

  private final Random random;
  private int depth;

  AnyRecord(Random random) { this.random = random; }

  /** Every kind of item is as likely. */
  Item item() {
    var kinds = Item.class.getPermittedSubclasses();
    return (Item) of(kinds[random.nextInt(kinds.length)]);
  }

  <T> T of(Class<T> type) {
    depth++;
    try {
      var components = type.getRecordComponents();
      var values = Arrays.stream(components).map(c -> value(c.getAnnotatedType())).toArray();
      if (type == Side.class && Party.NONE.equals(values[0])) values[0] = null;   // nothing said of a party is no party
      var constructor = type.getDeclaredConstructor(Arrays.stream(components).map(c -> c.getType()).toArray(Class[]::new));
      return constructor.newInstance(values);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException | NoSuchMethodException e) {
      throw new AssertionError(e);
    } finally {
      depth--;
    }
  }

  private @Nullable Object value(AnnotatedType annotated) {
    boolean nullable = annotated.isAnnotationPresent(Nullable.class);
    if (nullable && (depth > DEEPEST || random.nextInt(3) == 0)) return null;
    if (annotated instanceof AnnotatedParameterizedType list) {
      var all = new ArrayList<Object>();
      for (int i = depth > DEEPEST ? 0 : random.nextInt(3); i > 0; i--) all.add(value(list.getAnnotatedActualTypeArguments()[0]));
      return all;
    }
    var type = (Class<?>) annotated.getType();
    if (type == String.class) return TEXTS.get(random.nextInt(TEXTS.size()));
    if (type == BigDecimal.class) return new BigDecimal(new java.math.BigInteger(random.nextInt(1, 60), random), random.nextInt(0, 9));
    if (type == LocalDate.class) return LocalDate.of(2000, 1, 1).plusDays(random.nextInt(20_000));
    if (type == OffsetDateTime.class) return OffsetDateTime.of(2026, 1, 1, 0, 0, 0, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000), ZoneOffset.ofTotalSeconds(900 * random.nextInt(-40, 40))).plusSeconds(random.nextInt(31_000_000));
    if (type == boolean.class) return random.nextBoolean();
    if (type == Long.class) return random.nextLong(1_000_000);
    if (type.isEnum()) return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    if (type == Finding.Position.class) return Finding.Position.FILE;
    if (type.isRecord()) return of(type);
    throw new AssertionError("nothing is made up for " + type);
  }
}
