package finality.rail.message.command;

import finality.rail.message.Balance;
import finality.rail.message.Finding.Position;
import finality.rail.message.Footing;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file for people, in one reading: the first lines or items of each statement or message are kept until its sums are known. */
final class Table implements MessageListener {
  private static final int MOST = 50;

  private final Page page;
  private final Footing footing = new Footing(this);
  private final List<StatementLine> lines = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final TreeSet<String> currencies = new TreeSet<>();

  Table(Page page) { this.page = page; }

  /** Adds up what is read and hands it to this table. */
  Footing footing() { return footing; }

  @Override public void begun(StatementHeader header) { lines.clear(); }

  @Override public void line(StatementLine line) { if (lines.size() < MOST) lines.add(line); }

  @Override public void ended() {
    var now = footing.statements().getLast();
    var header = now.header();
    page.blank();
    page.text("", 2, title(header) + " of " + header.account() + " " + now.currency() + (header.number() == null ? "" : ", number " + header.number() + (header.page() == null ? "" : "/" + header.page())));
    int width = Stream.concat(lines.stream().map(StatementLine::signedAmount), Stream.of(now.opening(), now.closing()).filter(Objects::nonNull).map(Balance::amount))
        .mapToInt(amount -> amount.toPlainString().length()).max().orElse(0);
    if (now.opening() != null) balance(now.opening(), width, "opening");
    for (var line : lines) line(line, width);
    if (now.lines() > lines.size()) page.line("  … and " + (now.lines() - lines.size()) + " more lines; --json shows all");
    if (now.closing() != null) balance(now.closing(), width, "closing");
    var verdict = now.foots() ? now.opening() == null ? "" : ": it foots" : ": IT DOES NOT FOOT";
    page.line("  " + count(now.lines(), "line") + ", credits " + now.credits().toPlainString() + ", debits " + now.debits().toPlainString() + verdict);
  }

  private static String title(StatementHeader header) {
    return switch (header.kind()) {
      case STATEMENT -> "Statement ";
      case REPORT -> "Report ";
      case NOTIFICATION -> "Notification ";
    } + header.id();
  }

  private void balance(Balance balance, int width, String kind) { page.line("  " + balance.date() + "  " + right(balance.amount(), width) + "  " + kind); }

  private void line(StatementLine line, int width) {
    var detail = line.detail();
    page.row("  " + line.valueDate() + "  " + right(line.signedAmount(), width) + "  " + String.format("%-4s  ", line.type().code()), 14,
        cells(line.booked() ? null : "(not booked)", line.reversal() ? "(reversal)" : null, detail.counterparty(), detail.endToEndId() != null ? detail.endToEndId() : line.reference(),
            detail.returnReason(), detail.remittance() != null ? detail.remittance() : line.text(), line.details().size() > 1 ? "(" + line.details().size() + " payments)" : null));
  }

  @Override public void opened(MessageHeader header, Position position) {
    items.clear();
    currencies.clear();
  }

  @Override public void item(Item item, Position position) {
    var amount = ItemRow.of(item).amount();
    if (amount != null && currencies.size() < 4) currencies.add(amount.currency());
    if (items.size() < MOST) items.add(item);
  }

  @Override public void closed() {
    var now = footing.messages().getLast();
    page.blank();
    title(now.header());
    if (now.items() == 1 && items.size() == 1) {
      ItemCard.print(items.getFirst(), page);
      return;
    }
    rows(items.stream().map(ItemRow::of).toList());
    if (now.items() > items.size()) page.line("  … and " + (now.items() - items.size()) + " more items; --json shows all");
    page.line("  " + count(now.items(), "item") + (now.sum().signum() == 0 ? "" : ", " + now.sum().toPlainString() + (currencies.size() == 1 ? " " + currencies.first() : " in several currencies") + " in all"));
  }

  private void title(MessageHeader header) {
    var between = Stream.of(header.sender(), header.receiver()).allMatch(Objects::isNull) ? null
        : (header.sender() == null ? "?" : ItemRow.name(header.sender())) + " → " + (header.receiver() == null ? "?" : ItemRow.name(header.receiver()));
    page.row(header.type() + " " + header.id() + "  ", 2, cells(header.created() == null ? null : "of " + header.created(), between, header.initiator() == null ? null : "by " + ItemCard.party(header.initiator()),
        header.settlementDate() == null ? null : "settlement " + header.settlementDate(), header.settlement(), header.clearing()));
  }

  /** Columns only of what there is. */
  private void rows(List<ItemRow> rows) {
    boolean dated = rows.stream().anyMatch(row -> row.date() != null);
    int amounts = rows.stream().mapToInt(row -> row.amount() == null ? 0 : row.amount().toString().length()).max().orElse(0);
    int whats = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    for (var row : rows) {
      var head = new StringBuilder("  ");
      if (dated) head.append(String.format("%-10s  ", row.date() == null ? "" : row.date()));
      int indent = Math.max(head.length() + 2, 6);
      if (amounts > 0) head.append(String.format("%" + amounts + "s  ", row.amount() == null ? "" : row.amount()));
      head.append(String.format("%-" + whats + "s  ", row.what()));
      page.row(head.toString(), indent, row.cells());
    }
  }

  private static String right(BigDecimal amount, int width) { return " ".repeat(Math.max(0, width - amount.toPlainString().length())) + amount.toPlainString(); }

  static String count(long count, String what) { return count + " " + what + (count == 1 ? "" : "s"); }

  private static List<String> cells(@Nullable String... cells) { return Stream.of(cells).filter(Objects::nonNull).map(Objects::requireNonNull).collect(Collectors.toList()); }
}
