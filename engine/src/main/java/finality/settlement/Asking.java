package finality.settlement;

import finality.rail.CancelAnswer;
import finality.settlement.Facts.Heard;
import finality.settlement.SettlementRows.Ref;
import java.time.Instant;
import java.util.function.Consumer;

/** Asks a rail what became of an order, or to withdraw it, and hands on what it says. */
final class Asking implements LaneWorker.Questions {
  private final Consumer<Heard> facts;

  Asking(Consumer<Heard> facts) { this.facts = facts; }

  @Override public void ask(Lane lane, Item item, Instant now) {
    var order = Lane.order(item);
    var ref = new Ref(item.instruction.tenant(), item.instruction.id());
    int series = item.life().series();
    if (item.life().withdrawing()) {
      var answer = lane.rail().cancel(order, "withdrawn by the client");
      facts.accept(new Heard(ref, new Fact.CancelAnswered(series, answer), Evidence.of(answer)));
      if (answer instanceof CancelAnswer.Cancelled) return;
    }
    var answer = lane.rail().lookUp(order);
    facts.accept(new Heard(ref, new Fact.LookedUp(series, answer, now), Evidence.of(answer)));
  }
}
