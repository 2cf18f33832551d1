package finality.settlement;

import finality.settlement.SettlementRows.Ref;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One instruction within one transaction: where it stood when the transaction read it, and where it will stand. */
final class Item {
  final Instruction instruction;
  /** Its state before this transaction; null: it did not exist. */
  final @Nullable Life before;
  /** It has a row in the work queue. */
  final boolean queued;
  /** Seq of its last log row. */
  final int version;
  final int fence;
  /** Seq of the log row that made its open holds. */
  final int heldSeq;

  private Life life;
  private final ByteArrayOutputStream path = new ByteArrayOutputStream(4);
  private String cause = "";
  private @Nullable String evidence;
  private Instant due = Lifecycle.NEVER;
  private boolean alarm;
  private boolean intends;
  private String by = "engine";

  Item(Instruction instruction, Life life, boolean fresh, boolean queued, int version, int fence, int heldSeq) {
    this.instruction = instruction;
    this.before = fresh ? null : life;
    this.life = life;
    this.queued = queued;
    this.version = version;
    this.fence = fence;
    this.heldSeq = heldSeq;
    path.write(fresh ? 0 : life.state().code);
    if (fresh) path.write(life.state().code);
  }

  /** A new one, accepted and due now. */
  static Item fresh(Instruction instruction, int budget, Instant now) {
    var item = new Item(instruction, Life.pending(budget), true, false, 0, 0, 0);
    item.cause = "accepted";
    item.due = now;
    item.by = instruction.by();
    return item;
  }

  /** For the next transaction: as this one left it, unfinished. */
  Item next() { return new Item(instruction, life, false, true, seq(), fence + 1, Bookings.heldSeq(this)); }

  Ref ref() { return new Ref(instruction.tenant(), instruction.id()); }

  Life life() { return life; }

  State state() { return life.state(); }

  void take(Step step) { take(step, null); }

  /** @param evidence a JSON object: what a person must see to believe the step */
  void take(Step step, @Nullable String evidence) {
    life = step.life();
    for (var state : step.path()) path.write(state.code);
    cause = step.cause();
    due = step.due();
    alarm |= step.alarm();
    if (evidence != null) this.evidence = evidence;
  }

  /** Puts off when it is looked at next, for reasons that are no business of its life: jitter, a busy connection. */
  void due(Instant due) { this.due = due; }

  void intends() { intends = true; }

  /** Who makes this change, when it is not the engine. */
  void by(String person) { by = person; }

  String by() { return by; }

  boolean changed() { return before == null || path.size() > 1; }

  byte[] path() { return path.toByteArray(); }

  String cause() { return cause; }

  @Nullable String evidence() { return evidence; }

  Instant due() { return due; }

  boolean alarm() { return alarm; }

  /** This transaction writes an intent: its order may be sent after the commit, and only then. */
  boolean intending() { return intends; }

  Change change(Instant at) {
    return new Change(instruction.tenant(), instruction.id(), before == null ? null : before.state(), life.state(), cause, instruction.amount(), instruction.connection(), life.attempt(), instruction.createdAt(), at, alarm);
  }

  Funds fundsBefore() { return before == null ? Funds.FREE : before.funds(); }

  /** The seq its next log row has. */
  int seq() { return version + 1; }

  String endToEndId() { return new EndToEndId(instruction.id(), life.series()).toString(); }
}
