package finality.rail.message;

import finality.money.Assets;
import finality.rail.message.Finding.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds up while a file is read: each statement's lines must lead from its opening to its closing balance, and each statement of an account must open where the one before closed;
 * a message about payments must have as many as it says, which add up to what it says. Keeps the first findings and the first statements' and messages' summaries, no line; hands everything on.
 */
public final class Footing implements MessageListener {
  /** Kept of a file; beyond it they are only counted. */
  public static final int MOST_FINDINGS = 1_000;
  /** Summaries of statements, and of messages, that are kept of a file; beyond them they are only counted. */
  public static final int MOST_TOTALS = 1_000;

  private final MessageListener next;
  private final List<Finding> findings = new ArrayList<>();
  private final List<StatementTotals> statements = new ArrayList<>();
  private final List<MessageTotals> messages = new ArrayList<>();
  private final Map<String, Balance> closed = new HashMap<>();
  private final int most;
  private Counts counts = new Counts(0, 0, 0, 0);
  private long unlisted;
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
  private Position closingAt = Position.FILE;
  private @Nullable String currency;
  private long lines;
  private long booked;
  private long creditCount;
  private BigDecimal credits = BigDecimal.ZERO;
  private BigDecimal debits = BigDecimal.ZERO;
  private boolean sound = true;

  /** All that there was. @param lines of the statements, {@code items} of the messages */
  public record Counts(long statements, long lines, long messages, long items) {}

  public Footing(MessageListener next) { this(next, MOST_TOTALS); }

  private Footing(MessageListener next, int most) {
    this.next = next;
    this.most = most;
  }

  /** One that keeps the summaries of all statements and messages, for who writes them in another reading: memory grows with their number. */
  public static Footing ofAll(MessageListener next) { return new Footing(next, Integer.MAX_VALUE); }

  /** At most {@link #MOST_FINDINGS}; when there were more, the last one says how many. */
  public List<Finding> findings() {
    var all = new ArrayList<>(findings);
    if (unlisted > 0) all.add(Finding.note(Position.FILE, "more_findings", unlisted + " more findings are not listed."));
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
    next.opened(header, position);
  }

  @Override public void item(Item item, Position position) {
    items++;
    var amount = switch (item) {
      case CreditTransfer transfer -> transfer.amount();
      case DirectDebit debit -> debit.amount();
      case PaymentReturn back -> back.amount();
      case StatusReport _, CancellationRequest _, Resolution _, StatusRequest _, Change _ -> null;
    };
    if (amount != null) {
      sum = sum.add(amount.value());
      decimals(amount.value(), amount.currency(), position);
    }
    next.item(item, position);
  }

  @Override public void unreadable(Position position) {
    items++;
    summable = false;
    next.unreadable(position);
  }

  @Override public void closed() {
    var header = Objects.requireNonNull(message, "closed without opened");
    if (header.count() != null && header.count() != items)
      found(Finding.error(messageAt, "wrong_count", "The message says that it has " + header.count() + " items, there are " + items + ". It is not whole."));
    if (summable && header.sum() != null && header.sum().compareTo(sum) != 0)
      found(Finding.error(messageAt, "wrong_sum", "The message says that its amounts add up to " + plain(header.sum()) + ", they add up to " + plain(sum) + ". It is not whole."));
    if (messages.size() < most) messages.add(new MessageTotals(header, items, sum));
    counts = new Counts(counts.statements, counts.lines, counts.messages + 1, counts.items + items);
    message = null;
    next.closed();
  }

  @Override public void begun(StatementHeader header) {
    this.header = header;
    balances = new ArrayList<>();
    opening = closing = null;
    closingAt = Position.FILE;
    currency = header.currency();
    lines = booked = creditCount = 0;
    credits = debits = BigDecimal.ZERO;
    sound = true;
    next.begun(header);
  }

  @Override public void balance(Balance balance, Position position) {
    oneCurrency(balance.currency(), position);
    decimals(balance.amount(), balance.currency(), position);
    if (balance.kind().opens() && (opening == null || balance.date().isBefore(opening.date()))) opening = balance;
    if (balance.kind().closes() && (closing == null || !balance.date().isBefore(closing.date()))) {
      closing = balance;
      closingAt = position;
    }
    balances.add(balance);
    next.balance(balance, position);
  }

  @Override public void line(StatementLine line) {
    lines++;
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
    if (statement && opening == null) wrong(Position.FILE, "missing_opening", "Statement " + ending.id() + " has no opening balance; its lines cannot be added up to the closing one.");
    if (statement && closing == null) wrong(Position.FILE, "missing_closing", "Statement " + ending.id() + " has no closing balance: it may have been cut.");
    boolean foots = sound && (opening == null || closing == null ? !statement : adds(opening, closing));
    if (statement && opening != null) follows(ending, opening);
    if (statement && closing != null) closed.put(ending.account() + " " + closing.currency(), closing);
    if (statements.size() < most) statements.add(new StatementTotals(ending, currency == null ? "" : currency, balances, opening, closing, lines, booked, creditCount, credits, debits, foots));
    counts = new Counts(counts.statements + 1, counts.lines + lines, counts.messages, counts.items);
    header = null;
    next.ended();
  }

  @Override public void found(Finding finding) {
    if (finding.severity() == Finding.Severity.ERROR) {
      errors = true;
      sound = false;
      if (finding.code().equals("wrong_sum") && finding.position().field().startsWith("Ttl")) summable = false;   // the total was told of where it stands
    }
    if (findings.size() < MOST_FINDINGS) findings.add(finding);
    else unlisted++;
    next.found(finding);
  }

  private boolean adds(Balance opening, Balance closing) {
    var expected = opening.amount().add(credits).subtract(debits);
    if (expected.compareTo(closing.amount()) == 0) return true;
    wrong(closingAt, "does_not_foot", "Opening " + plain(opening.amount()) + " + credits " + plain(credits) + " − debits " + plain(debits) + " = " + plain(expected) + ", but the closing balance is "
        + plain(closing.amount()) + ": " + plain(closing.amount().subtract(expected).abs()) + " " + closing.currency() + " differ. A line is missing, doubled or wrong.");
    return false;
  }

  private void follows(StatementHeader header, Balance opening) {
    var before = closed.get(header.account() + " " + opening.currency());
    if (before != null && before.amount().compareTo(opening.amount()) != 0)
      found(Finding.warning(Position.FILE, "broken_chain", "Statement " + header.id() + " opens with " + plain(opening.amount()) + " " + opening.currency() + ", the one before it closed with " + plain(before.amount()) + ": a statement between them may be missing."));
  }

  private void oneCurrency(String other, Position at) {
    if (currency == null) currency = other;
    else if (!currency.equals(other)) wrong(at, "mixed_currencies", "This is in " + other + ", the statement in " + currency + "; they do not add up.");
  }

  private void decimals(BigDecimal amount, String code, Position at) {
    var asset = Assets.find(code);
    if (asset.isPresent() && amount.stripTrailingZeros().scale() > asset.get().scale())
      found(Finding.error(at, "too_many_decimals", plain(amount) + " has more decimals than " + code + ", which has " + asset.get().scale() + "."));
  }

  private void wrong(Position at, String code, String message) { found(Finding.error(at, code, message)); }

  private static String plain(BigDecimal amount) { return amount.toPlainString(); }
}
