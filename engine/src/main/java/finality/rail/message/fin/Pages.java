package finality.rail.message.fin;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages of statements: one that ends with an interim balance (62M) goes on in another that begins with one (60M). Pages may stand in a file in any order, so a page whose neighbour is nowhere in it is told
 * at its end. Whether the balances of neighbours agree is asked where statements are chained.
 */
final class Pages {
  /** Edges that wait for their neighbours; of later ones nothing is told. */
  static final int MOST_WAITING = 10_000;

  /** Where a page is torn off. @param account with its currency. @param number of the statement and {@code page} within it, as field 28C has them. @param last of its page, not the first */
  record Edge(boolean last, String account, @Nullable String number, @Nullable String page, BigDecimal balance, Position at) {

    /** Neighbours follow one another in number. Banks that count pages otherwise, or not at all, are believed when the balance is the same. */
    private boolean joins(Edge other) {
      if (last == other.last) return false;
      if (!last) return other.joins(this);
      boolean isCounted = number != null && number.equals(other.number) && counted(page) && counted(other.page) && !page.equals(other.page);
      if (!isCounted) return balance.compareTo(other.balance) == 0;
      return Integer.parseInt(page) + 1 == Integer.parseInt(other.page);
    }

    private static boolean counted(@Nullable String page) { return page != null && page.matches("[0-9]{1,5}"); }

    private Finding finding() {
      var name = page == null ? "This page" : "Page " + page;
      var of = number == null ? " of a statement" : " of statement " + number;
      return Finding.warning(at, "more_pages", name + of + (last ? " is not its last, and the next one is not in this file: the rest is elsewhere." : " is not its first, and the one before it is not in this file."));
    }
  }

  private final Map<String, List<Edge>> waiting = new HashMap<>();
  private int count;

  void add(Edge edge) {
    var others = waiting.computeIfAbsent(edge.account, _ -> new ArrayList<>(1));
    int before = others.size();
    if (!others.removeIf(edge::joins) && count < MOST_WAITING) others.add(edge);
    count += others.size() - before;
    if (others.isEmpty()) waiting.remove(edge.account);
  }

  /** At the end of the file. */
  void tell(MessageListener listener) { waiting.values().stream().flatMap(List::stream).sorted(Comparator.comparingLong(edge -> edge.at.line())).forEach(edge -> listener.found(edge.finding())); }
}
