package finality.sandbox;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The query of a request; what is wrong in it is told with the parameter's name. */
record Query(Fields fields) {
  static Query of(Request request) { return new Query(Request.extractQueryParameters(request)); }

  @Nullable String text(String name) { return fields.getValue(name); }

  /** How many items a page may have; 100 unless it says so. */
  int limit(int largest) {
    var text = text("limit");
    if (text == null) return 100;
    if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= largest) return Integer.parseInt(text);
    throw Problem.invalid("limit", "must be from 1 to " + largest);
  }

  /** A place in a list; 0 is its beginning. */
  long cursor(String name) {
    var text = text(name);
    if (text == null || text.isEmpty()) return 0;
    if (text.matches("[0-9]{1,18}")) return Long.parseLong(text);
    throw Problem.invalid(name, "is not a cursor of this bank");
  }

  LocalDate date(String name) {
    try {
      return LocalDate.parse(String.valueOf(text(name)));
    } catch (DateTimeException e) {
      throw Problem.invalid(name, "must be a day such as 2026-11-23");
    }
  }
}
