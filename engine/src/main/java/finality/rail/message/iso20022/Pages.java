package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages of messages and statements that are not their last, or not their first: told of at the end of the file where the next page, or the one before, has not come. Of those that are not their last one is remembered of each account. */
final class Pages {
  private static final String LAST = " is not its last, and the next one is not in this file.";
  private static final String FIRST = " is not its first, and the one before it is not in this file.";
  /** Pages that wait for the one before them; of later ones nothing is told. */
  private static final int MOST_WAITING = 10_000;

  private final MessageListener listener;
  private final Map<String, Page> unfinished = new LinkedHashMap<>();
  private final List<Page> headless = new ArrayList<>();

  /** @param of the account, or whatever has pages that follow one another. @param what it is, for a person. @param number as written */
  record Page(String of, String what, @Nullable String number, Position at) {}

  Pages(MessageListener listener) { this.listener = listener; }

  /** @param follows whether it says by itself that a page stood before it. @param goesOn whether it says that another one follows */
  void add(Page page, boolean follows, boolean goesOn) {
    var before = unfinished.get(page.of);
    if (before != null && (follows || number(page.number) == number(before.number) + 1)) unfinished.remove(page.of);
    else if ((follows || number(page.number) > 1) && headless.size() < MOST_WAITING) headless.add(page);
    if (!goesOn || headless.removeIf(later -> later.of.equals(page.of) && precedes(number(page.number), number(later.number)))) return;
    var other = unfinished.put(page.of, page);
    if (other != null) tell(other, LAST);
  }

  /** The file has ended. */
  void end() {
    unfinished.values().forEach(page -> tell(page, LAST));
    headless.forEach(page -> tell(page, FIRST));
  }

  static boolean isFirst(String number) { return number(number) == 1; }

  /** PgNb has at most five digits; what is no number is not followed by any. */
  private static int number(@Nullable String written) {
    try {
      return written == null ? -9 : Integer.parseInt(written);
    } catch (NumberFormatException _) {
      return -9;
    }
  }

  /** Pages that have no numbers may be neighbours. */
  private static boolean precedes(int one, int other) { return other == one + 1 || one < 0 && other < 0; }

  private void tell(Page page, String not) {
    var which = page.number == null ? "A page" : "Page " + Finding.shortened(page.number);
    listener.found(Finding.warning(page.at, "more_pages", which + " of " + page.what + not));
  }
}
