package finality.settlement.http;

import finality.access.Needs;
import finality.access.Permission;
import finality.edge.Answers;
import finality.edge.Problem;
import finality.edge.Reply;
import finality.idempotency.Answering;
import finality.idempotency.Call;
import finality.settlement.SettlementReader;
import finality.settlement.Settlements;
import finality.settlement.Settlements.Done;
import finality.settlement.State;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a person does with one instruction. In effect: 200; under way with a rail or a second person: 202; not for its state: 409. */
@RestController
@RequestMapping(path = {"/v1/settlements/{id}", "/api/treasury/settlement/{id}"}, produces = "application/json")
final class VerbController {
  private final Settlements settlements;
  private final SettlementReader reader;
  private final Answering answering;

  VerbController(Settlements settlements, SettlementReader reader, Answering answering) {
    this.settlements = settlements;
    this.reader = reader;
    this.answering = answering;
  }

  @Needs(Permission.OPERATE)
  @PostMapping("/cancel")
  Reply cancel(Call call, @PathVariable UUID id) {
    call.fields().done();
    return once(call, id, () -> settlements.cancel(call.who().tenant(), id, call.who().person()));
  }

  @Needs(Permission.OPERATE)
  @PostMapping("/retry")
  Reply retry(Call call, @PathVariable UUID id) {
    call.fields().done();
    return once(call, id, () -> settlements.retry(call.who().tenant(), id, call.who().person()));
  }

  @Needs(Permission.OPERATE)
  @PostMapping("/process")
  Reply process(Call call, @PathVariable UUID id) {
    call.fields().done();
    return once(call, id, () -> settlements.process(call.who().tenant(), id, call.who().person()));
  }

  /** Asks the rail now. Only what a rail may have can be looked up. */
  @Needs(Permission.OPERATE)
  @PostMapping("/lookup")
  Reply lookUp(Call call, @PathVariable UUID id) {
    call.fields().done();
    return once(call, id, () -> {
      var found = reader.find(call.who().tenant(), id);
      if (found.isEmpty()) return new Done.NotFound();
      var state = found.get().settlement().state();
      return state.underWay() ? settlements.process(call.who().tenant(), id, call.who().person())
          : new Done.Refused("nothing_to_look_up", "the settlement is " + state.word() + ": no rail has an order of it whose end is unknown");
    });
  }

  @Needs(Permission.OPERATE)
  @PostMapping("/review")
  Reply review(Call call, @PathVariable UUID id) {
    var fields = call.fields();
    var decision = fields.text("decision", 40);
    var reason = fields.text("reason", 500);
    fields.done();
    return once(call, id, () -> settlements.propose(call.who().tenant(), id, decision(call, id, decision), reason, call.who().person()));
  }

  @Needs(Permission.APPROVE)
  @PostMapping("/approve")
  Reply approve(Call call, @PathVariable UUID id) {
    var fields = call.fields();
    var decision = fields.optionalText("decision", 40);
    fields.done();
    return once(call, id, () -> settlements.approve(call.who().tenant(), id, decision == null ? null : decision(call, id, decision), call.who().person()));
  }

  /** @throws finality.edge.Refused 400 when it is no decision at all, naming those that this settlement allows; 404 when there is no such settlement */
  private State decision(Call call, UUID id, String word) {
    return State.find(word).orElseThrow(() -> {
      var open = settlements.decisions(call.who().tenant(), id).orElseThrow(() -> Problem.notFound("Settlement " + id).refused());
      return Problem.of(400, "unknown_value", "decision", "decision: \"" + word + "\" is not a decision: " + open).refused();
    });
  }

  private Reply once(Call call, UUID id, Supplier<Done> verb) {
    MDC.put("instruction", id.toString());
    return answering.once(call, () -> switch (verb.get()) {
      case Done.Changed _ -> present(200, call, id);
      case Done.Accepted _ -> present(202, call, id);
      case Done.Refused(var code, var message) -> Reply.of(Problem.of(409, code, message));
      case Done.NotFound _ -> Reply.of(Problem.notFound("Settlement " + id));
    });
  }

  private Reply present(int status, Call call, UUID id) {
    var found = reader.find(call.who().tenant(), id).orElseThrow();
    return Reply.of(status, Answers.json(SettlementView.of(found, Dialect.of(call.path()))));
  }
}
