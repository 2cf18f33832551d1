package finality.edge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list. {@code nextCursor} is {@code null} on the last page; it is opaque and belongs to the same query.
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** From a query that asked for one row more than the limit: the surplus row only says that there is a next page. */
  public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, String> position, Function<R, T> view) {
    boolean more = rows.size() > limit;
    var shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(shown.stream().map(view).toList(), more ? encode(position.apply(shown.getLast())) : null);
  }

  static String encode(String position) { return Base64.getUrlEncoder().withoutPadding().encodeToString(("1|" + position).getBytes(StandardCharsets.UTF_8)); }

  /** @throws IllegalArgumentException when it was not made by {@link #encode} */
  static String decode(String cursor) {
    var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    if (!text.startsWith("1|")) throw new IllegalArgumentException("not a cursor of this API");
    return text.substring(2);
  }
}
