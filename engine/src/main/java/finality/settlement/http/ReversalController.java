package finality.settlement.http;

import finality.access.Needs;
import finality.access.Permission;
import finality.edge.Answers;
import finality.edge.Problem;
import finality.edge.Reply;
import finality.idempotency.Call;
import finality.settlement.SettlementReader;
import finality.settlement.Settlements;
import finality.settlement.Submitted;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks for what a settlement paid to be given back: an instruction of its own, with its own key, held until another person approves it. */
@RestController
@RequestMapping(path = {"/v1/settlements/{id}/reverse", "/api/treasury/settlement/{id}/reverse"}, produces = "application/json")
final class ReversalController {
  private final Settlements settlements;
  private final SettlementReader reader;

  ReversalController(Settlements settlements, SettlementReader reader) {
    this.settlements = settlements;
    this.reader = reader;
  }

  @Needs(Permission.OPERATE)
  @PostMapping
  Reply reverse(Call call, @PathVariable UUID id) {
    var fields = call.fields();
    var amount = fields.optionalAmount("amount");
    var reason = fields.text("reason", 500);
    fields.done();
    var submitted = settlements.reverse(call.who().tenant(), id, call.requiredKey(), call.fingerprint(), amount, reason, call.who().person())
        .orElseThrow(() -> Problem.notFound("Settlement " + id).refused());
    return switch (submitted) {
      case Submitted.Created c -> shown(201, call, c.id());
      case Submitted.Replayed r -> shown(200, call, r.id()).with("Idempotency-Replayed", "true");
      case Submitted.Conflict(var other, var difference) -> throw Problem.of(422, "idempotency_key_reused", "Idempotency-Key",
          "This key made settlement " + other + " from another request: the " + difference + " differs. Use a new key for a new reversal.").refused();
      case Submitted.Refused(List<Submitted.Problem> problems) -> throw Problem.of(422, problems.stream().map(p -> new Problem.Item(p.field(), p.code(), p.field() + ": " + p.message())).toList()).refused();
    };
  }

  private Reply shown(int status, Call call, UUID id) {
    var dialect = Dialect.of(call.path());
    var found = reader.find(call.who().tenant(), id).orElseThrow();
    return Reply.of(status, Answers.json(SettlementView.of(found, dialect))).with("Location", dialect.path + "/" + id);
  }
}
