package finality.settlement;

import finality.rail.CancelAnswer;
import finality.rail.Order;
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
      if (answer instanceof CancelAnswer.Cancelled && lane.profile().cancelBlocksId()) return;   // else it proves nothing, and a look-up tells
    }
    var answer = lane.rail().lookUp(order);
    facts.accept(new Heard(ref, new Fact.LookedUp(series, answer, now), Evidence.of(answer, item.instruction.amount())));
  }

  @Override public void recall(Lane lane, Item reversal) {
    var i = reversal.instruction;
    if (i.creditor() == null || i.sourceNumber() == null) throw new IllegalStateException("not the reversal of a payment: " + i);
    var paid = new Order(Details.originalEndToEndId(i), i.amount(), i.sourceNumber(), i.creditor(), i.purpose(), i.reference(), i.createdAt());
    var answer = lane.rail().cancel(paid, "asked back");
    facts.accept(new Heard(new Ref(i.tenant(), i.id()), new Fact.CancelAnswered(0, answer), Evidence.of(answer)));
  }
}
