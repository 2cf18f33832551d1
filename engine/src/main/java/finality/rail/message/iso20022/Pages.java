package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages of messages and statements that are not their last: told of at the end of the file where the next page has not come. One is remembered of each account. */
final class Pages {
  private final MessageListener listener;
  private final Map<String, Page> unfinished = new LinkedHashMap<>();

  /** @param of the account, or whatever has pages that follow one another. @param what it is, for a person. @param number as written */
  record Page(String of, String what, @Nullable String number, Position at) {}

  Pages(MessageListener listener) { this.listener = listener; }

  /** @param follows whether it says by itself that a page stood before it. @param goesOn whether it says that another one follows */
  void add(Page page, boolean follows, boolean goesOn) {
    var before = unfinished.get(page.of);
    if (before != null && (follows || number(page.number) == number(before.number) + 1)) unfinished.remove(page.of);
    var other = goesOn ? unfinished.put(page.of, page) : null;
    if (other != null) tell(other);
  }

  /** The file has ended. */
  void end() { unfinished.values().forEach(this::tell); }

  static boolean isFirst(String number) { return number(number) == 1; }

  /** PgNb has at most five digits; what is no number is not followed by any. */
  private static int number(@Nullable String written) {
    try {
      return written == null ? -9 : Integer.parseInt(written);
    } catch (NumberFormatException _) {
      return -9;
    }
  }

  private void tell(Page page) {
    var which = page.number == null ? "A page" : "Page " + Finding.shortened(page.number);
    listener.found(Finding.warning(page.at, "more_pages", which + " of " + page.what + " is not its last, and the next one is not in this file."));
  }
}
