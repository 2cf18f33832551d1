package finality.rail.message;

import finality.rail.message.Finding.Position;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the statements of an account follow one another in a file: each opens where the one before closed. */
final class Chain {
  /** Statements that are remembered, so that one that comes again is known; of later ones only the last of each account. */
  static final int MOST_KNOWN = 10_000;

  private static final String NUMBER = "[0-9]{1,5}";

  private record Known(String account, String id, @Nullable String number, @Nullable String page, Balance opening, Balance closing) {}

  private record Link(String name, @Nullable String number, @Nullable Balance opening, Balance closing) {}

  private final Map<String, Link> last = new HashMap<>();
  private final Set<Known> known = new HashSet<>();

  /** @param at where the opening balance stands. @return what is wrong with its place; {@code null} when nothing is */
  @Nullable Finding add(StatementHeader header, @Nullable Balance opening, Position at, @Nullable Balance closing) {
    if (opening != null && closing != null && isKnown(new Known(header.account(), header.id(), header.number(), header.page(), opening, closing)))
      return Finding.warning(at, "repeated_statement", "Statement " + name(header) + " stands in this file already, with the same balances; its lines are to be booked once.");
    if (opening == null && closing == null) return null;
    var account = header.account() + " " + (opening == null ? closing : opening).currency();
    var before = last.get(account);
    boolean follows = before == null || opening == null || before.closing.amount().compareTo(opening.amount()) == 0;
    if (!follows && closing != null && precedes(closing, before)) return Finding.warning(at, "out_of_order", "Statement " + name(header) + " stands after statement " + before.name
        + ", which opens where this one closes: they are out of order, nothing is missing between them.");
    if (closing != null) last.put(account, new Link(name(header), header.number(), opening, closing));
    if (!follows) return broken(header, opening, at, before);
    return before != null && opening != null && closing != null && isGap(before, header.number(), closing)
        ? Finding.note(at, "missing_statement", "Between statement " + before.name + " and " + name(header) + " a number is missing; the balances go on without it, perhaps on a day without bookings.") : null;
  }

  /** Numbers that begin again, and those that count days (as of the year), are no gap. */
  private static boolean isGap(Link before, @Nullable String number, Balance closing) {
    if (before.number == null || number == null || !before.number.matches(NUMBER) || !number.matches(NUMBER)) return false;
    int step = Integer.parseInt(number) - Integer.parseInt(before.number);
    return step > 1 && step != ChronoUnit.DAYS.between(before.closing.date(), closing.date());
  }

  private boolean isKnown(Known statement) { return known.size() < MOST_KNOWN ? !known.add(statement) : known.contains(statement); }

  private static boolean precedes(Balance closing, Link later) {
    return later.opening != null && closing.amount().compareTo(later.opening.amount()) == 0 && !closing.date().isAfter(later.opening.date());
  }

  private static Finding broken(StatementHeader header, Balance opening, Position at, Link before) {
    var differ = "Statement " + name(header) + " opens with " + plain(opening.amount()) + " " + opening.currency() + ", the one before it, " + before.name + ", closed with " + plain(before.closing.amount());
    if (opening.kind() == Balance.Kind.OPENING_INTERIM && before.closing.kind() == Balance.Kind.CLOSING_INTERIM)
      return Finding.error(at, "broken_pages", differ + ": " + plain(opening.amount().subtract(before.closing.amount()).abs()) + " differ between two pages of a statement. A page is missing or wrong.");
    return Finding.warning(at, "broken_chain", differ + ": a statement between them may be missing.");
  }

  private static String name(StatementHeader header) { return header.id() + (header.number() == null ? "" : " (number " + header.number() + (header.page() == null ? "" : "/" + header.page()) + ")"); }

  private static String plain(BigDecimal amount) { return amount.toPlainString(); }
}
