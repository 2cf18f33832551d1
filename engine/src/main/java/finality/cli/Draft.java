package finality.cli;

import finality.edge.Json.Members;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment as a file has it, before anything is checked.
 *
 * @param body in the API's words
 * @param own the payment's own key, the same wherever it appears; absent: the key comes from debtor and reference, or from the file's bytes and the place
 * @param wrongs what the reader found already
 */
record Draft(Place place, Members body, @Nullable String own, List<Wrong> wrongs) {
  static Draft unreadable(Place place, String field, String why) { return new Draft(place, Members.NONE, null, List.of(new Wrong(field, why))); }
}
