package finality.ledger.http;

import finality.access.Needs;
import finality.access.Permission;
import finality.access.Principal;
import finality.edge.Answers;
import finality.edge.Fields;
import finality.edge.Page;
import finality.edge.Problem;
import finality.edge.Query;
import finality.edge.Reply;
import finality.idempotency.Answering;
import finality.idempotency.Call;
import finality.ledger.AccountBook;
import finality.ledger.AccountBook.Changed;
import finality.ledger.AccountBook.Opened;
import finality.ledger.AccountKind;
import finality.ledger.BookReader;
import finality.ledger.NewAccount;
import finality.ledger.NewAccount.Wrong;
import finality.money.Asset;
import finality.money.Assets;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts: opened, changed, listed. */
@RestController
final class AccountController {
  private static final Asset NONE = new Asset("XXX", Asset.Kind.CURRENCY, 2);

  private final AccountBook book;
  private final BookReader reader;
  private final Answering answering;
  private final Clock clock;

  AccountController(AccountBook book, BookReader reader, Answering answering, Clock clock) {
    this.book = book;
    this.reader = reader;
    this.answering = answering;
    this.clock = clock;
  }

  /** With limit zero, whatever limit is wished for: that waits for another person, and the answer says so. */
  @Needs(Permission.TREASURY)
  @PostMapping("/v1/accounts")
  Reply open(Call call) {
    var account = newAccount(call.fields());
    return answering.once(call, () -> switch (book.open(call.who().tenant(), account, call.who().person(), clock.instant())) {
      case Opened.Done(var balance, var proposed) -> Reply.of(201, Answers.json(AccountView.of(balance, proposed))).with("Location", "/v1/accounts/" + balance.account().uid());
      case Opened.Refused(var wrongs) -> throw problem(wrongs).refused();
      case Opened.Exists(var field, var there) -> Reply.of(Problem.of(409, "account_exists", field,
          "An account with this " + field + (field.equals("number") ? " at this bank" : "") + " is there already: /v1/accounts/" + there.uid() + "."));
    });
  }

  private static NewAccount newAccount(Fields fields) {
    var code = fields.text("code", 80);
    var kind = fields.word("kind", AccountKind::parse, AccountKind.PARTICIPANT);
    var bank = fields.optionalText("bank", 80);
    var number = fields.optionalText("number", 80);
    var asset = fields.word("currency", Assets::of, NONE);
    var limit = fields.optionalAmount("limit");
    var owner = fields.optionalText("owner", 80);
    fields.done();
    return new NewAccount(code, kind, asset, bank, number, owner, limit == null ? BigDecimal.ZERO : limit);
  }

  private static Problem problem(List<Wrong> wrongs) {
    return Problem.of(400, wrongs.stream().map(w -> new Problem.Item(w.field(), "invalid_" + w.field(), w.field() + ": " + w.message())).toList());
  }

  @Needs(Permission.READ)
  @GetMapping("/v1/accounts")
  Page<AccountView> list(Principal who, Query query) { return list(who, query, query.value("kind", AccountKind::parse)); }

  @Needs(Permission.READ)
  @GetMapping({"/v1/accounts/nostro", "/api/v1/accounts/nostro"})
  Page<AccountView> nostros(Principal who, Query query) { return list(who, query, AccountKind.NOSTRO); }

  @Needs(Permission.READ)
  @GetMapping({"/v1/accounts/vostro", "/api/v1/accounts/vostro"})
  Page<AccountView> vostros(Principal who, Query query) { return list(who, query, AccountKind.VOSTRO); }

  private Page<AccountView> list(Principal who, Query query, @Nullable AccountKind kind) {
    var bank = query.text("bank", 80);
    var currency = query.value("currency", code -> Assets.of(code).code());
    int limit = query.limit();
    var after = query.cursor(Long::parseLong);
    query.done();
    return Page.of(reader.list(who.tenant(), kind, bank, currency, Objects.requireNonNullElse(after, 0L), limit + 1), limit,
        balance -> String.valueOf(balance.account().id()), AccountView::of);
  }

  @Needs(Permission.READ)
  @GetMapping("/v1/accounts/{id}")
  AccountView one(Principal who, @PathVariable String id) {
    var balance = reader.balance(who.tenant(), id).orElseThrow(() -> notFound(id).refused());
    return AccountView.of(balance, book.proposed(balance.account()).orElse(null));
  }

  /** {@code active} takes effect at once; {@code limit} when another person approves, which 202 says. */
  @Needs(Permission.TREASURY)
  @PatchMapping("/v1/accounts/{id}")
  Reply change(Call call, @PathVariable String id) {
    var fields = call.fields();
    var active = fields.optionalFlag("active");
    var limit = fields.optionalAmount("limit");
    fields.done();
    if (active == null && limit == null) throw Problem.of(400, "empty", "There is nothing to change: send active, limit or both.").refused();
    return answering.once(call, () -> reply(id, book.change(call.who().tenant(), id, active, limit, call.who().person(), clock.instant())));
  }

  @Needs(Permission.APPROVE)
  @PostMapping("/v1/accounts/{id}/limit/approve")
  Reply approveLimit(Call call, @PathVariable String id) {
    var fields = call.fields();
    var limit = fields.optionalAmount("limit");
    fields.done();
    return answering.once(call, () -> reply(id, book.approveLimit(call.who().tenant(), id, limit, call.who().person(), clock.instant())));
  }

  /** What is thrown is not kept for the key: another person, or another day, may have another answer. */
  private static Reply reply(String id, Changed changed) {
    return switch (changed) {
      case Changed.Done(var balance, var proposed) -> Reply.of(proposed == null ? 200 : 202, Answers.json(AccountView.of(balance, proposed)));
      case Changed.NotFound() -> throw notFound(id).refused();
      case Changed.Refused(var wrong) -> throw problem(List.of(wrong)).refused();
      case Changed.BelowUse(var balance, var used) -> Reply.of(Problem.of(409, "limit_below_use", "limit",
          "The limit cannot be lower than what is in use, " + used.toPlainString() + " " + balance.account().asset()
              + " (posted " + balance.posted().toPlainString() + ", held " + balance.held().toPlainString() + ", limit now " + balance.limit().toPlainString() + "). Bring the balance up first."));
      case Changed.NothingProposed() -> Reply.of(Problem.of(409, "nothing_proposed", "No new limit waits for approval on this account; propose one with PATCH /v1/accounts/" + id + "."));
      case Changed.Replaced(var now) -> throw Problem.of(409, "proposal_replaced", "limit", now.proposedBy() + " proposes a limit of " + now.limit().toPlainString()
          + " now, and another was proposed before. Look at it again and say what you approve: {\"limit\": \"" + now.limit().toPlainString() + "\"}.").refused();
      case Changed.SamePerson(var person) -> throw Problem.of(409, "same_person", person + " proposed this limit; another person must approve it.").refused();
    };
  }

  static Problem notFound(String id) { return Problem.notFound("Account \"" + id + "\""); }
}
