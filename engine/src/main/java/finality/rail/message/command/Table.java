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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file for people, in one reading: the first lines or items of each statement or message are kept until its sums are known. */
final class Table implements MessageListener {
  /** Of lines, of items, of statements and of messages. */
  private static final int MOST = 50;
  /** Messages of one item of which everything is shown; a file of a thousand MT103 is a table. */
  private static final int MOST_CARDS = 3;
  /** What a column of amounts may take; a longer one stands among the cells. */
  private static final int WIDEST = 28;

  private final Page page;
  private final Footing footing = new Footing(this);
  private final List<Row> lines = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final TreeMap<String, BigDecimal> sums = new TreeMap<>();
  private final TreeSet<String> whats = new TreeSet<>();
  private int cards;

  Table(Page page) { this.page = page; }

  /** Adds up what is read and hands it to this table. */
  Footing footing() { return footing; }

  @Override public void begun(StatementHeader header) { lines.clear(); }

  @Override public void line(StatementLine line) { if (lines.size() < MOST) lines.add(Row.of(line)); }

  @Override public void ended() {
    if (footing.counts().statements() > MOST) return;
    var now = footing.statements().getLast();
    var header = now.header();
    page.blank();
    page.text("", 2, title(header) + " of " + header.account() + " " + now.currency() + (header.number() == null ? "" : ", number " + header.number() + (header.page() == null ? "" : "/" + header.page())));
    int width = Stream.concat(lines.stream().map(Row::amount), Stream.of(now.opening(), now.closing()).filter(Objects::nonNull).map(Balance::amount))
        .mapToInt(amount -> amount.toPlainString().length()).max().orElse(0);
    if (now.opening() != null) balance(now.opening(), width, "opening");
    for (var line : lines) line(line, width);
    if (now.lines() > lines.size()) page.line("  … and " + (now.lines() - lines.size()) + " more lines; --json shows all");
    if (now.closing() != null) balance(now.closing(), width, "closing");
    if (header.kind() == StatementHeader.Kind.REPORT) for (var balance : now.balances()) if (balance != now.opening() && balance != now.closing()) balance(balance, width, balance.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    var verdict = switch (now.footed()) {
      case FOOTS -> now.opening() == null || now.closing() == null ? "" : ": it foots";
      case DIFFERS -> ": IT DOES NOT FOOT";
      case UNKNOWN -> ": CANNOT BE ADDED UP, see the errors";
    };
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

  private void line(Row row, int width) { page.row("  " + row.date + "  " + right(row.amount, width) + "  " + row.type, 14, row.said); }

  /** What is shown of a line; one may hold a hundred thousand payments. */
  private record Row(LocalDate date, BigDecimal amount, String type, List<String> said) {
    static Row of(StatementLine line) {
      var detail = line.detail();
      return new Row(line.valueDate(), line.signedAmount(), String.format("%-4s  ", line.type().code()),
          cells(line.booked() ? null : "(not booked)", line.reversal() ? "(reversal)" : null, detail.counterparty(), reference(line),
              detail.returnReason(), first(detail.remittance(), detail.creditorReference(), line.text()), line.details().size() > 1 ? "(" + line.details().size() + " payments)" : null));
    }
  }

  private static @Nullable String reference(StatementLine line) {
    var detail = line.detail();
    if (detail.endToEndId() != null) return detail.endToEndId();
    return line.reference() != null ? line.reference() : detail.references().batchId() != null ? detail.references().batchId() : detail.mandate();
  }

  @Override public void opened(MessageHeader header, Position position) {
    items.clear();
    sums.clear();
    whats.clear();
  }

  @Override public void item(Item item, Position position) {
    whats.add(ItemRow.what(item));
    var money = item.money();
    if (money != null && (sums.size() < MOST || sums.containsKey(money.currency()))) sums.merge(money.currency(), money.value(), BigDecimal::add);
    if (items.size() < MOST) items.add(item);
  }

  @Override public void closed() {
    if (footing.counts().messages() > MOST) return;
    var now = footing.messages().getLast();
    page.blank();
    title(now.header(), count(now.items(), whats.size() == 1 ? whats.first() : "item"));
    if (now.items() == 1 && ++cards <= MOST_CARDS) {
      ItemCard.print(items.getFirst(), page);
      return;
    }
    rows(items.stream().map(ItemRow::of).toList());
    if (now.items() > items.size()) page.line("  … and " + (now.items() - items.size()) + " more; --json shows all");
    if (now.items() > 1 && !sums.isEmpty()) page.line("  " + sums.entrySet().stream().map(sum -> sum.getValue().toPlainString() + " " + sum.getKey()).collect(Collectors.joining(", ")) + " in all");
  }

  /** At the end of the file: what was not shown. */
  void finish() {
    more(footing.counts().statements(), "statement");
    more(footing.counts().messages(), "message");
  }

  private void more(long all, String what) { if (all > MOST) page.line("… and " + count(all - MOST, "more " + what) + "; --json shows all"); }

  private void title(MessageHeader header, String count) {
    var between = ItemRow.fromTo(header.sender() == null ? "" : ItemRow.name(header.sender()), header.receiver() == null ? "" : ItemRow.name(header.receiver()));
    page.row(header.type() + " " + header.id() + "  ", 2, cells(count, header.created() == null ? null : "of " + ItemCard.time(header.created()), between,
        header.initiator() == null ? null : "by " + ItemCard.party(header.initiator()), header.settlementDate() == null ? null : "settlement " + header.settlementDate(), header.settlement(), header.clearing()));
  }

  /** Columns only of what there is; what all of them are stands in the title. */
  private void rows(List<ItemRow> rows) {
    boolean dated = rows.stream().anyMatch(row -> row.date() != null);
    int amounts = rows.stream().mapToInt(row -> amount(row).length()).filter(length -> length <= WIDEST).max().orElse(0);
    int longest = whats.size() < 2 ? 0 : whats.stream().mapToInt(String::length).max().orElse(0);
    for (var row : rows) {
      var head = new StringBuilder("  ");
      if (dated) head.append(String.format("%-10s  ", row.date() == null ? "" : row.date()));
      int indent = Math.max(head.length() + 2, 6);
      var amount = amount(row);
      if (amounts > 0) head.append(" ".repeat(amount.length() > WIDEST ? amounts : amounts - amount.length())).append(amount.length() > WIDEST ? "" : amount).append("  ");
      if (longest > 0) head.append(String.format("%-" + longest + "s  ", row.what()));
      page.row(head.toString(), indent, amount.length() > WIDEST ? Stream.concat(Stream.of(amount), row.cells().stream()).toList() : row.cells());
    }
  }

  private static String amount(ItemRow row) { return row.amount() == null ? "" : Page.plain(row.amount().toString()); }

  private static String right(BigDecimal amount, int width) { return " ".repeat(Math.max(0, width - amount.toPlainString().length())) + amount.toPlainString(); }

  static String count(long count, String what) { return count + " " + what + (count == 1 ? "" : "s"); }

  private static @Nullable String first(@Nullable String... texts) { return Stream.of(texts).filter(Objects::nonNull).findFirst().orElse(null); }

  private static List<String> cells(@Nullable String... cells) { return Stream.of(cells).filter(Objects::nonNull).map(Objects::requireNonNull).collect(Collectors.toList()); }
}
