package finality.rail.message;

import finality.money.Assets;
import finality.rail.message.Finding.Position;
import finality.rail.message.StatementTotals.Footed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds up while a file is read: each statement's lines must lead from its opening to its closing balance, and each statement of an account must open where the one before closed;
 * a message about payments must have as many as it says, which add up to what it says. Keeps the first findings and the first statements' and messages' summaries, no line; hands everything on.
 */
public final class Footing implements MessageListener {
  /** Findings of one code and severity that are kept of a file; beyond them they are only counted, so that no kind crowds out another. */
  public static final int MOST_OF_A_KIND = 100;
  /** Summaries of statements, and of messages, that are kept of a file; beyond them they are only counted. */
  public static final int MOST_TOTALS = 1_000;

  private final MessageListener next;
  private final List<Finding> findings = new ArrayList<>();
  private final List<StatementTotals> statements = new ArrayList<>();
  private final List<MessageTotals> messages = new ArrayList<>();
  private final Chain chain = new Chain();
  private final Repetition repetition = new Repetition();
  private final Map<Kind, Long> kinds = new TreeMap<>(Comparator.comparing(Kind::severity).thenComparing(Kind::code));
  private final int most;
  private Counts counts = new Counts(0, 0, 0, 0);
  private boolean errors;

  private @Nullable MessageHeader message;
  private Position messageAt = Position.FILE;
  private long items;
  private BigDecimal sum = BigDecimal.ZERO;
  private boolean summable = true;

  private @Nullable StatementHeader header;
  private List<Balance> balances = new ArrayList<>();
  private @Nullable Balance opening;
  private @Nullable Balance closing;
  private Position openingAt = Position.FILE;
  private Position closingAt = Position.FILE;
  private Position seenAt = Position.FILE;
  private @Nullable String currency;
  private long lines;
  private long booked;
  private long creditCount;
  private BigDecimal credits = BigDecimal.ZERO;
  private BigDecimal debits = BigDecimal.ZERO;
  private boolean sound = true;
  private boolean mixed;

  private record Kind(Finding.Severity severity, String code) {}

  /** All that there was. @param lines of the statements, {@code items} of the messages */
  public record Counts(long statements, long lines, long messages, long items) {}

  public Footing(MessageListener next) { this(next, MOST_TOTALS); }

  private Footing(MessageListener next, int most) {
    this.next = next;
    this.most = most;
  }

  /** One that keeps the summaries of all statements and messages, for who writes them in another reading: memory grows with their number. */
  public static Footing ofAll(MessageListener next) { return new Footing(next, Integer.MAX_VALUE); }

  /** At most {@link #MOST_OF_A_KIND} of a code and severity; when there were more, the last one says how many of what. */
  public List<Finding> findings() {
    var all = new ArrayList<>(findings);
    var more = kinds.entrySet().stream().filter(kind -> kind.getValue() > MOST_OF_A_KIND).map(kind -> kind.getValue() - MOST_OF_A_KIND + " × " + kind.getKey().code + " (" + kind.getKey().severity.name().toLowerCase(Locale.ROOT) + ")")
        .collect(Collectors.joining(", "));
    if (!more.isEmpty()) all.add(Finding.note(Position.FILE, "more_findings", "Of each kind the first " + MOST_OF_A_KIND + " findings are listed; not listed are " + more + "."));
    return List.copyOf(all);
  }

  /** The first that have ended, at most {@link #MOST_TOTALS}; grows while the file is read. */
  public List<StatementTotals> statements() { return Collections.unmodifiableList(statements); }

  /** The first that have been closed, at most {@link #MOST_TOTALS}; grows while the file is read. */
  public List<MessageTotals> messages() { return Collections.unmodifiableList(messages); }

  /** Of those that have ended and been closed, kept or not. */
  public Counts counts() { return counts; }

  public boolean hasErrors() { return errors; }

  @Override public void opened(MessageHeader header, Position position) {
    message = header;
    messageAt = position;
    items = 0;
    sum = BigDecimal.ZERO;
    summable = true;
    mixed = false;
    repetition.opened(header);
    next.opened(header, position);
  }

  @Override public void item(Item item, Position position) {
    items++;
    repetition.item(item);
    var amount = item.money();
    if (amount != null) {
      sum = sum.add(amount.value());
      decimals(amount.value(), amount.currency(), position);
      totalled(amount, position);
    }
    next.item(item, position);
  }

  /** A total is of one currency; that an amount is of another is told once. */
  private void totalled(Amount amount, Position position) {
    var total = message == null ? null : message.total();
    if (mixed || total == null || total.currency().equals(amount.currency())) return;
    mixed = true;
    wrong(position, "mixed_currencies", "This is in " + amount.currency() + ", the total that the message says in " + total.currency() + "; they do not add up.");
  }

  @Override public void unreadable(Position position) {
    if (header != null) {
      sound = false;
    } else {
      items++;
      summable = false;
    }
    next.unreadable(position);
  }

  @Override public void closed() {
    var header = Objects.requireNonNull(message, "closed without opened");
    if (header.count() != null && header.count() != items)
      found(Finding.error(messageAt, "wrong_count", "The message says that it has " + header.count() + " items, there are " + items + ". It is not whole."));
    if (summable && header.sum() != null && header.sum().compareTo(sum) != 0)
      found(Finding.error(messageAt, "wrong_sum", "The message says that its amounts add up to " + plain(header.sum()) + ", they add up to " + plain(sum) + ". It is not whole."));
    if (summable && !mixed && header.total() != null && header.total().value().compareTo(sum) != 0)
      found(Finding.error(messageAt, "wrong_sum", "The message says that " + header.total() + " are settled, its amounts add up to " + plain(sum) + ". It is not whole."));
    var again = repetition.closed(messageAt);
    if (again != null) found(again);
    if (messages.size() < most) messages.add(new MessageTotals(header, items, sum));
    counts = new Counts(counts.statements, counts.lines, counts.messages + 1, counts.items + items);
    message = null;
    next.closed();
  }

  @Override public void begun(StatementHeader header) {
    this.header = header;
    balances = new ArrayList<>();
    opening = closing = null;
    openingAt = closingAt = seenAt = Position.FILE;
    currency = header.currency();
    lines = booked = creditCount = 0;
    credits = debits = BigDecimal.ZERO;
    sound = true;
    mixed = false;
    next.begun(header);
  }

  @Override public void balance(Balance balance, Position position) {
    oneCurrency(balance.currency(), position);
    decimals(balance.amount(), balance.currency(), position);
    seenAt = position;
    if (balance.kind().opens() && (opening == null || balance.date().isBefore(opening.date()))) {
      opening = balance;
      openingAt = position;
    }
    if (balance.kind().closes() && (closing == null || !balance.date().isBefore(closing.date()))) {
      closing = balance;
      closingAt = position;
    }
    balances.add(balance);
    next.balance(balance, position);
  }

  @Override public void line(StatementLine line) {
    lines++;
    seenAt = line.position();
    oneCurrency(line.currency(), line.position());
    decimals(line.amount(), line.currency(), line.position());
    if (line.booked()) {
      booked++;
      if (line.direction() == Direction.CREDIT) {
        creditCount++;
        credits = credits.add(line.amount());
      } else {
        debits = debits.add(line.amount());
      }
    }
    next.line(line);
  }

  @Override public void ended() {
    var ending = Objects.requireNonNull(header, "ended without begun");
    boolean statement = ending.kind() == StatementHeader.Kind.STATEMENT;
    if (statement && opening == null) wrong(seenAt, "missing_opening", "Statement " + ending.id() + " has no opening balance; its lines cannot be added up to the closing one.");
    if (statement && closing == null) wrong(seenAt, "missing_closing", "Statement " + ending.id() + " has no closing balance: it may have been cut.");
    var footed = opening == null || closing == null ? statement || !sound ? Footed.UNKNOWN : Footed.FOOTS : footed(opening, closing);
    if (opening != null && closing != null && closing.date().isBefore(opening.date()))
      found(Finding.warning(closingAt, "closing_before_opening", "The closing balance is of " + closing.date() + ", the opening one of " + opening.date() + ": a date is wrong, or they are of two statements."));
    var place = statement ? chain.add(ending, opening, openingAt, closing) : null;
    if (place != null) found(place);
    if (statements.size() < most) statements.add(new StatementTotals(ending, currency == null ? "" : currency, balances, opening, closing, lines, booked, creditCount, credits, debits, footed));
    counts = new Counts(counts.statements + 1, counts.lines + lines, counts.messages, counts.items);
    header = null;
    next.ended();
  }

  @Override public void found(Finding finding) {
    errors |= finding.severity() == Finding.Severity.ERROR;
    if (kinds.merge(new Kind(finding.severity(), finding.code()), 1L, Long::sum) <= MOST_OF_A_KIND) findings.add(finding);
    next.found(finding);
  }

  /** The difference is told whatever else is wrong, but where currencies are mixed, and there is none. */
  private Footed footed(Balance opening, Balance closing) {
    var expected = opening.amount().add(credits).subtract(debits);
    if (mixed || expected.compareTo(closing.amount()) == 0) return sound ? Footed.FOOTS : Footed.UNKNOWN;
    wrong(closingAt, "does_not_foot", "Opening " + plain(opening.amount()) + " + credits " + plain(credits) + " − debits " + plain(debits) + " = " + plain(expected) + ", but the closing balance is "
        + plain(closing.amount()) + ": " + plain(closing.amount().subtract(expected).abs()) + " " + closing.currency() + " differ. A line is missing, doubled or wrong.");
    return Footed.DIFFERS;
  }

  private void oneCurrency(String other, Position at) {
    if (currency == null) currency = other;
    else if (!currency.equals(other)) {
      mixed = true;
      sound = false;
      wrong(at, "mixed_currencies", "This is in " + other + ", the statement in " + currency + "; they do not add up.");
    }
  }

  private void decimals(BigDecimal amount, String code, Position at) {
    var asset = Assets.find(code);
    if (asset.isPresent() && amount.stripTrailingZeros().scale() > asset.get().scale())
      found(Finding.error(at, "too_many_decimals", plain(amount) + " has more decimals than " + code + ", which has " + asset.get().scale() + "."));
  }

  private void wrong(Position at, String code, String message) { found(Finding.error(at, code, message)); }

  private static String plain(BigDecimal amount) { return amount.toPlainString(); }
}
