package finality.edge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was not done: RFC 9457.
 *
 * @param status HTTP status
 * @param code stable word that programs switch on
 * @param detail for a person: what is wrong and what to do
 * @param field path in the body, or name of the parameter or header, when one is to blame: {@code creditor.account}
 * @param errors every reason when there are several; empty when {@code detail} says it all
 */
public record Problem(int status, String code, String detail, @Nullable String field, List<Item> errors) {

  /** One of several reasons. */
  public record Item(String field, String code, String message) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(int status, String code, String detail) { return new Problem(status, code, detail, null, List.of()); }

  public static Problem of(int status, String code, String field, String detail) {
    return new Problem(status, code, detail, field, List.of(new Item(field, code, detail)));
  }

  /** One reason stands for itself; of several the first is shown on top and all are listed. */
  public static Problem of(int status, List<Item> items) {
    var first = items.getFirst();
    return items.size() == 1 ? of(status, first.code, first.field, first.message)
        : new Problem(status, first.code, first.message + " (and " + (items.size() - 1) + " more, see errors)", first.field, items);
  }

  public static Problem notFound(String what) { return of(404, "not_found", what + " does not exist, or belongs to somebody else."); }

  public Refused refused() { return new Refused(this); }
}
