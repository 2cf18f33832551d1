package finality.ledger.http;

import finality.access.Needs;
import finality.access.Permission;
import finality.access.Principal;
import finality.edge.Page;
import finality.edge.Query;
import finality.ledger.Account;
import finality.ledger.BookReader;
import finality.ledger.BookReader.Line;
import finality.ledger.BookReader.Mark;
import finality.ledger.BookReader.Running;
import finality.ledger.BookReader.TrialLine;
import finality.ledger.BooksAudit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What stands in the books: transfers, statements, the trial balance, the audit. */
@RestController
final class BookController {
  private final BookReader reader;
  private final BooksAudit audit;

  BookController(BookReader reader, BooksAudit audit) {
    this.reader = reader;
    this.audit = audit;
  }

  /** @param other id of the account on the other side */
  record TransferView(String position, UUID event, String kind, Instant at, String side, String amount, UUID other, String otherCode) {
    static TransferView of(Line line) {
      return new TransferView(String.valueOf(line.position()), line.event(), line.kind().word(), line.at(), line.debit() ? "debit" : "credit", line.amount().toPlainString(), line.other(), line.otherCode());
    }
  }

  /** Newest first. */
  @Needs(Permission.READ)
  @GetMapping("/v1/accounts/{id}/transfers")
  Page<TransferView> transfers(Principal who, @PathVariable String id, Query query) {
    int limit = query.limit();
    var before = query.cursor(Long::parseLong);
    query.done();
    return Page.of(reader.transfers(account(who, id), Objects.requireNonNullElse(before, Long.MAX_VALUE), limit + 1), limit, line -> String.valueOf(line.position()), TransferView::of);
  }

  record StatementLine(String position, UUID event, String kind, Instant at, String side, String amount, String balance, UUID other, String otherCode) {
    static StatementLine of(Running running) {
      var t = TransferView.of(running.line());
      return new StatementLine(t.position, t.event, t.kind, t.at, t.side, t.amount, running.balance().toPlainString(), t.other, t.otherCode);
    }
  }

  /** @param opening balance before the first item of this page; {@code closing}: after its last */
  record StatementView(UUID account, String code, String currency, @Nullable Instant from, @Nullable Instant to, String opening, String closing,
      List<StatementLine> items, @Nullable String nextCursor) {}

  /** In the order of the bookings; from inclusive, to exclusive. */
  @Needs(Permission.READ)
  @GetMapping("/v1/accounts/{id}/statement")
  StatementView statement(Principal who, @PathVariable String id, Query query) {
    var from = query.instant("from");
    var to = query.instant("to");
    query.span(from, to);
    int limit = query.limit();
    var after = query.cursor(BookController::mark);
    query.done();
    var account = account(who, id);
    var statement = reader.statement(account, from, to, after, limit + 1);
    var page = Page.of(statement.lines(), limit, r -> r.line().position() + " " + r.balance().toPlainString(), StatementLine::of);
    var closing = page.items().isEmpty() ? statement.opening().toPlainString() : page.items().getLast().balance();
    return new StatementView(account.uid(), account.code(), account.asset().code(), from, to, statement.opening().toPlainString(), closing, page.items(), page.nextCursor());
  }

  private static Mark mark(String text) {
    var blank = text.indexOf(' ');
    return new Mark(Long.parseLong(text.substring(0, blank)), new BigDecimal(text.substring(blank + 1)));
  }

  private Account account(Principal who, String id) { return reader.balance(who.tenant(), id).orElseThrow(() -> AccountController.notFound(id).refused()).account(); }

  record TrialBalance(List<AssetView> assets) {}

  record AssetView(String currency, String debit, String credit, boolean balanced, List<KindView> kinds) {}

  record KindView(String kind, int accounts, String debit, String credit) {}

  @Needs(Permission.READ)
  @GetMapping("/v1/trial-balance")
  TrialBalance trialBalance(Principal who, Query query) {
    query.done();
    var lines = reader.trialBalance(who.tenant());
    return new TrialBalance(lines.stream().map(TrialLine::currency).distinct().map(c -> asset(lines.stream().filter(l -> l.currency().equals(c)).toList())).toList());
  }

  private static AssetView asset(List<TrialLine> lines) {
    var debit = lines.stream().map(TrialLine::debit).reduce(BigDecimal.ZERO, BigDecimal::add);
    var credit = lines.stream().map(TrialLine::credit).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new AssetView(lines.getFirst().currency(), plain(debit, lines), plain(credit, lines), debit.compareTo(credit) == 0,
        lines.stream().map(l -> new KindView(l.kind().word(), l.accounts(), plain(l.debit(), lines), plain(l.credit(), lines))).toList());
  }

  private static String plain(BigDecimal amount, List<TrialLine> lines) {
    return amount.setScale(Math.max(lines.getFirst().scale(), amount.stripTrailingZeros().scale())).toPlainString();
  }

  /** The invariants over the caller's books, proven now. */
  @Needs(Permission.READ)
  @GetMapping("/v1/audit/books")
  BooksAudit.Report books(Principal who, Query query) {
    query.done();
    return audit.run(who.tenant());
  }
}
