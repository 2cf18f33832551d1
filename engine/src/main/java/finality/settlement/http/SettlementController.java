package finality.settlement.http;

import finality.access.Needs;
import finality.access.Permission;
import finality.access.Principal;
import finality.edge.Answers;
import finality.edge.Page;
import finality.edge.Problem;
import finality.edge.Query;
import finality.edge.Refused;
import finality.edge.Reply;
import finality.idempotency.Call;
import finality.idempotency.Repeats;
import finality.ledger.Account;
import finality.ledger.Accounts;
import finality.money.Assets;
import finality.money.Money;
import finality.settlement.Request;
import finality.settlement.Settlement;
import finality.settlement.Settlement.Birth;
import finality.settlement.SettlementReader;
import finality.settlement.SettlementReader.Filter;
import finality.settlement.Settlements;
import finality.settlement.State;
import finality.settlement.Statistics;
import finality.settlement.Submitted;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Instructions: asked, listed, looked at. */
@RestController
@RequestMapping(path = {"/v1/settlements", "/api/treasury/settlement"}, produces = "application/json")
final class SettlementController {
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final Duration REPLAYABLE = Duration.ofHours(24);
  private static final Duration DEFAULT_SPAN = Duration.ofDays(31);

  private final Settlements settlements;
  private final SettlementReader reader;
  private final Statistics statistics;
  private final RequestBody body;
  private final Accounts accounts;
  private final Clock clock;
  private final Repeats repeats;

  SettlementController(Settlements settlements, SettlementReader reader, Statistics statistics, RequestBody body, Accounts accounts, Clock clock, Repeats repeats) {
    this.settlements = settlements;
    this.reader = reader;
    this.statistics = statistics;
    this.body = body;
    this.accounts = accounts;
    this.clock = clock;
    this.repeats = repeats;
  }

  // ── asking ─────────────────────────────────────────────────────────────────────────────────────────────

  @Needs(Permission.PAY)
  @PostMapping
  Reply submit(Call call) {
    if (call.key() == null) throw keyless(call);
    var request = body.read(call, call.requiredKey());
    var dialect = Dialect.of(call.path());
    return switch (settlements.submit(request)) {
      case Submitted.Created c -> created(request, new Birth(c.id(), c.state(), c.version(), c.cause(), c.createdAt(), c.at()), dialect);
      case Submitted.Replayed(var id, var first) -> replayed(replayable(first) ? created(request, birth(request.tenant(), id), dialect).with(REPLAYED, "true") : expired(request.tenant(), id, dialect));
      case Submitted.Conflict(var id, var difference) -> throw conflict(id, difference);
      case Submitted.Refused(var problems) -> throw refused(problems);
    };
  }

  /** Gives back what a settled one paid, or a part of it; begins when a second person approves. */
  @Needs(Permission.OPERATE)
  @PostMapping("/{id}/reverse")
  Reply reverse(Call call, @PathVariable UUID id) {
    var fields = call.fields();
    var amount = fields.optionalAmount("amount");
    var reason = fields.optionalText("reason", 500);
    fields.done();
    int tenant = call.who().tenant();
    var dialect = Dialect.of(call.path());
    var made = settlements.reverse(tenant, id, call.requiredKey(), call.fingerprint(), amount, reason == null ? "asked for by " + call.who().person() : reason, call.who().person());
    return switch (made.orElseThrow(() -> Problem.notFound("Settlement " + id).refused())) {
      case Submitted.Created c -> reversal(tenant, c.id(), dialect);
      case Submitted.Replayed(var reversal, var first) -> replayed(replayable(first) ? reversal(tenant, reversal, dialect).with(REPLAYED, "true") : expired(tenant, reversal, dialect));
      case Submitted.Conflict(var other, var difference) -> throw conflict(other, difference);
      case Submitted.Refused(var problems) -> throw refused(problems);
    };
  }

  private Reply reversal(int tenant, UUID id, Dialect dialect) {
    var atBirth = reader.find(tenant, id).orElseThrow().settlement().atBirth(birth(tenant, id));
    return Reply.of(201, Answers.json(SettlementView.of(atBirth, dialect))).with("Location", dialect.path + "/" + id);
  }

  private Reply created(Request request, Birth birth, Dialect dialect) {
    var amount = new Money(request.amount(), Assets.of(request.currency()));
    var settlement = Settlement.atBirth(request, birth, amount, code(request.tenant(), request.debtor()), code(request.tenant(), request.creditorAccount()));
    return Reply.of(201, Answers.json(SettlementView.of(settlement, dialect))).with("Location", dialect.path + "/" + birth.id());
  }

  // Within 24 hours a replay is what was answered first, rendered again from the first log row; later what it has become.
  private boolean replayable(Instant first) { return clock.instant().isBefore(first.plus(REPLAYABLE)); }

  private Birth birth(int tenant, UUID id) { return reader.birth(tenant, id).orElseThrow(); }

  private Reply expired(int tenant, UUID id, Dialect dialect) { return Reply.of(200, Answers.json(present(tenant, id, dialect))).with(REPLAYED, "expired"); }

  private Reply replayed(Reply reply) {
    repeats.replayed();
    return reply;
  }

  private Refused conflict(UUID id, String difference) {
    repeats.conflicted();
    return Problem.of(422, "idempotency_key_reused", "Idempotency-Key", "This key made settlement " + id + " from another request: the " + difference + " differs. Use a new key for a new payment.").refused();
  }

  private @Nullable String code(int tenant, @Nullable String idOrCode) { return idOrCode == null ? null : accounts.find(tenant, idOrCode).map(Account::code).orElse(null); }

  private static Refused refused(List<Submitted.Problem> problems) {
    return Problem.of(422, problems.stream().map(p -> new Problem.Item(p.field(), p.code(), p.field() + ": " + p.message())).toList()).refused();
  }

  /** The key is missing, and whatever else is wrong: who sends it next should not hear of another mistake. */
  private Refused keyless(Call call) {
    var items = new ArrayList<>(List.of(Call.NO_KEY));
    try {
      items.addAll(validate(call).errors);
    } catch (Refused unreadable) {
      items.addAll(unreadable.problem().errors());
    }
    return Problem.of(400, items).refused();
  }

  record Verdict(boolean valid, List<Problem.Item> errors) {}

  /** Needs no key and stores nothing. */
  @Needs(Permission.PAY)
  @PostMapping("/validate")
  Verdict validate(Call call) {
    var request = body.read(call, call.key() == null ? new UUID(0, 0) : call.key());
    var problems = settlements.validate(request);
    return new Verdict(problems.isEmpty(), problems.stream().map(p -> new Problem.Item(p.field(), p.code(), p.field() + ": " + p.message())).toList());
  }

  // ── looking ────────────────────────────────────────────────────────────────────────────────────────────

  @Needs(Permission.READ)
  @GetMapping
  Page<SettlementView> list(Principal who, Query query, HttpServletRequest http) {
    var dialect = Dialect.of(http.getRequestURI());
    var state = query.value("state", State::parse);
    var status = dialect == Dialect.SOURCE ? query.value("status", Dialect::states) : null;
    var currency = query.value("currency", code -> Assets.of(code).code());
    var rail = query.value("rail", reader::rail);
    var from = query.instant("from");
    var to = query.instant("to");
    query.span(from, to);
    var reference = query.text("reference", 140);
    int limit = query.limit();
    var before = query.cursor(UUID::fromString);
    query.done();
    if (from == null && (currency != null || rail != null)) from = (to == null ? clock.instant() : to).minus(DEFAULT_SPAN);
    Set<State> states = status != null ? status : state != null ? EnumSet.of(state) : Set.of();
    var rows = reader.list(who.tenant(), new Filter(states, currency, rail, from, to, reference, before), limit + 1);
    return Page.of(rows, limit, s -> s.id().toString(), s -> SettlementView.of(s, dialect));
  }

  @Needs(Permission.READ)
  @GetMapping("/{id}")
  SettlementView show(Principal who, @PathVariable UUID id, HttpServletRequest http) { return present(who.tenant(), id, Dialect.of(http.getRequestURI())); }

  private SettlementView present(int tenant, UUID id, Dialect dialect) {
    var found = reader.find(tenant, id).orElseThrow(() -> Problem.notFound("Settlement " + id).refused());
    return SettlementView.of(found, dialect);
  }

  @Needs(Permission.READ)
  @GetMapping("/stats")
  Object stats(Principal who, HttpServletRequest http) {
    var counts = statistics.counts(who.tenant());
    return Dialect.of(http.getRequestURI()) == Dialect.SOURCE ? StatsView.ofTheSource(counts) : StatsView.of(counts);
  }
}
