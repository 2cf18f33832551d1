package finality.settlement;

import static finality.settlement.World.*;

import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Profile;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every move that is possible in a world: of the engine, its workers, the wire, the bank, a person, and time. */
final class Moves {

  /** Takes the moves. */
  interface Sink {
    void move(String what, int number, Fair fair, World next);

    void broken(String what, int number, World next, String why);
  }

  private static final State[] DECISIONS = {State.SETTLED, State.FAILED, State.LOCKED, State.IN_DOUBT};

  private final Lifecycle lifecycle;
  private final Setting setting;
  private final Set<Check> removed;
  private final Profile profile;
  private final ModelBank bank;

  Moves(Guards guards, Setting setting, Set<Check> removed) {
    this.lifecycle = new Lifecycle(guards);
    this.setting = setting;
    this.removed = removed;
    this.profile = setting.profile();
    this.bank = new ModelBank(setting);
  }

  void of(World w, Sink sink) {
    engine(w, sink);
    looks(w, sink);
    if (setting.cancels()) withdraws(w, sink);
    for (int a = 1; a <= ATTEMPTS; a++) {
      if (w.of(a, A_STAGE) != DONE) worker(w, a, sink);
      if (w.of(a, A_COPIES) > 0) wire(w, a, sink);
    }
    for (int id = 1; id <= w.get(SERIES); id++) bank.acts(w, id, sink);
    if (w.get(RETURN_STAGE) == 1) fact(w.copy().set(RETURN_STAGE, 2), new Fact.Returned(w.get(RETURN), ORDERED.amount(), "RETURN"),
        "the credits show a return of id", w.get(RETURN), Fair.NO, sink);
    person(w, sink);
    var later = w.tick(setting);
    if (removed.contains(Check.LEASE_ENDS)) later.set(LEASE, w.get(LEASE));
    sink.move("time passes", 0, Fair.TIME, later);
  }

  // ── the engine ─────────────────────────────────────────────────────────────────────────────────────────

  private boolean leaseOver(World w) { return w.get(LEASE) == 0 || removed.contains(Check.LEASE_HOLDS); }

  private void engine(World w, Sink sink) {
    var life = w.life();
    boolean funding = life.state() == State.PENDING, sending = life.state() == State.LOCKED;
    boolean workerFree = w.busy() + w.get(CLAIM) + w.get(STALE) < 2;
    if ((funding || sending) && leaseOver(w) && workerFree) sink.move("a worker claims", 0, Fair.CLAIM, claimed(w, life));
    if (w.get(CLAIM) == 1) {
      if (funding) step(w.copy().set(CLAIM, 0), lifecycle.fund(life, Lifecycle.Funding.FITS, NOW), "the worker funds", 0, Fair.CONDUCT, sink);
      else if (lifecycle.mayIntend(life, profile)) sends(w, life, sink);
      else sink.move("the worker finds nothing to send", 0, Fair.CONDUCT, w.copy().set(CLAIM, 0));
    } else if (w.get(CLAIM) == 2) {
      intend(w.copy(), life, "the worker commits the intent of attempt", sink, WAITING);
      sink.move("the worker dies before it committed attempt", life.attempt() + 1, Fair.NO, w.copy().set(CLAIM, 0));
    }
    if (w.get(STALE) > 0) stale(w, sink);
    if (life.state() == State.LOCKED && leaseOver(w) && w.get(AGAIN) < setting.again())
      step(w.copy().add(AGAIN, 1).set(CLAIM, 0), lifecycle.again(life, "hold_expired", NOW), "the hold expires", 0, Fair.NO, sink);
    if (life.state() != State.SENDING || leaseOver(w))
      lifecycle.overdue(life, profile, NOW).ifPresent(s -> step(w.copy(), s, "its time has come", 0, Fair.OVERDUE, sink));
  }

  /** The fence rises: whoever held the old one is late from now on, and remembers what it was about to do. */
  private World claimed(World w, Life life) {
    var n = w.copy().set(CLAIM, 1).set(LEASE, 1);
    if (w.get(CLAIM) == 0 || !removed.contains(Check.FENCE) || life.state() != State.LOCKED) return n;   // whoever is late can only stop
    return n.set(STALE, 1).set(PLANNED, (life.attempt() + 1) * 8 + (life.idOpen() ? life.series() : life.series() + 1));
  }

  private void sends(World w, Life life, Sink sink) {
    if (!removed.contains(Check.INTENT_FIRST)) {
      intend(w.copy(), life, "the worker commits the intent of attempt", sink, INTENDED);
      return;
    }
    int attempt = life.attempt() + 1;
    var n = w.copy().set(CLAIM, 2);
    int id = life.idOpen() ? life.series() : life.series() + 1;
    sink.move("the worker writes, before its intent, attempt", attempt, Fair.NO, written(n, attempt, id));
  }

  private static World written(World w, int attempt, int id) {
    return w.of(attempt, A_SERIES, id).of(attempt, A_UNTIL, Setting.VALID_FOR).of(attempt, A_COPIES, w.of(attempt, A_COPIES) + 1);
  }

  private void stale(World w, Sink sink) {
    sink.move("a worker finds its fence passed and stops", 0, Fair.WORKER, w.copy().add(STALE, -1).set(PLANNED, 0));
    int attempt = w.get(PLANNED) / 8, id = w.get(PLANNED) % 8;
    if (attempt != 0) sink.move("a worker whose fence has passed writes attempt", attempt, Fair.NO, written(w.copy().set(STALE, 0).set(PLANNED, 0), attempt, id));
  }

  private void intend(World n, Life life, String what, Sink sink, int stage) {
    var step = lifecycle.intend(life, profile, NOW, NOW.plus(Setting.TICK));
    int attempt = step.life().attempt();
    if (attempt > ATTEMPTS) throw new IllegalStateException("the world has room for " + ATTEMPTS + " attempts only: " + setting);
    n.of(attempt, A_SERIES, step.life().series()).of(attempt, A_STAGE, stage).of(attempt, A_UNTIL, Setting.VALID_FOR)
        .of(attempt, A_ANSWER, 0).set(CLAIM, 0);
    if (n.get(TOLD) != 0) sink.broken(what, attempt, n, "sends although an execution is known");
    else step(n, step, what, attempt, Fair.CONDUCT, sink);
  }

  // ── asking ─────────────────────────────────────────────────────────────────────────────────────────────

  private void looks(World w, Sink sink) {
    int id = w.get(LOOK);
    if (id == 0) {
      var state = w.state();
      if (state == State.SENT || state == State.IN_DOUBT) asks(w, w.get(SERIES), sink);
      else if (!setting.honest()) for (int s = 1; s <= w.get(SERIES); s++) asks(w, s, sink);   // a status message may come at any time
      return;
    }
    sink.move("the look-up's answer is lost, of id", id, Fair.NO, w.copy().noLook());
    var fact = new Fact.LookedUp(id, answer(w.get(FOUND), id), World.instant(w.get(ASKED)));
    fact(w.copy().noLook(), fact, "the look-up's answer is recorded, of id", id, Fair.NO, sink);
  }

  /** Answered as it is asked: an answer given later to the same question could conclude no more than one to a question asked later. */
  private void asks(World w, int id, Sink sink) {
    for (int code : bank.says(w, id))
      sink.move("a look-up is asked and answered " + answer(code, id) + ", of id", id, Fair.NO,
          w.copy().set(LOOK, id).set(ASKED, 0).set(FOUND, code));
  }

  private void withdraws(World w, Sink sink) {
    var life = w.life();
    if (w.get(WITHDREW) == 0) lifecycle.cancel(life, NOW).ifPresent(s -> step(w.copy().set(WITHDREW, 1), s, "the client withdraws", 0,
        Fair.NO, sink));
    int id = w.get(CANCEL);
    if (id == 0) {
      if (life.withdrawing() && (life.state() == State.SENT || life.state() == State.IN_DOUBT))
        sink.move("the bank is asked to withdraw id", life.series(), Fair.NO, w.copy().set(CANCEL, life.series()));
    } else if (w.get(CANCEL_ANSWER) == 0) {
      for (var n : bank.withdraws(w, id)) sink.move("the bank answers the wish to withdraw: " + cancelAnswer(n.get(CANCEL_ANSWER))
          + ", of id", id, Fair.NO, n);
      sink.move("the wish to withdraw is lost, of id", id, Fair.NO, w.copy().noCancel());
    } else {
      sink.move("the answer to the wish to withdraw is lost, of id", id, Fair.NO, w.copy().noCancel());
      fact(w.copy().noCancel(), new Fact.CancelAnswered(id, cancelAnswer(w.get(CANCEL_ANSWER))),
          "the answer to the wish to withdraw is recorded, of id", id, Fair.NO, sink);
    }
  }

  private static CancelAnswer cancelAnswer(int code) {
    return switch (code) {
      case CANCELLED -> new CancelAnswer.Cancelled("W");
      case TOO_LATE -> new CancelAnswer.TooLate("too late");
      default -> new CancelAnswer.Requested("W");
    };
  }

  // ── workers, wire, people ──────────────────────────────────────────────────────────────────────────────

  private void worker(World w, int a, Sink sink) {
    int stage = w.of(a, A_STAGE);
    boolean late = w.of(a, A_UNTIL) < 0 && !removed.contains(Check.VALID_UNTIL), mayRefuse = w.get(REFUSALS) < setting.refusals();
    sink.move("the worker dies, with attempt", a, stage == INTENDED && late && !mayRefuse ? Fair.WORKER : Fair.NO, w.copy().of(a, A_STAGE, DONE));
    switch (stage) {
      case INTENDED -> {
        if (!late) sink.move("the worker finds still valid attempt", a, Fair.WORKER, w.copy().of(a, A_STAGE, CHECKED));
        else if (mayRefuse)
          sink.move("the worker finds no longer valid, and does not write, attempt", a, Fair.WORKER,
              w.copy().add(REFUSALS, 1).of(a, A_STAGE, ANSWERED).of(a, A_ANSWER, SAYS_UNSENT));
      }
      case CHECKED -> {
        sink.move("the worker writes attempt", a, Fair.WORKER, w.copy().of(a, A_STAGE, WAITING).of(a, A_COPIES, w.of(a, A_COPIES) + 1));
        if (w.get(DOUBLES) < setting.doubles() && setting.remembers() && setting.takesIdOnce())
          sink.move("the network doubles attempt", a, Fair.NO,
              w.copy().add(DOUBLES, 1).of(a, A_STAGE, WAITING).of(a, A_COPIES, w.of(a, A_COPIES) + 2));
        if (mayRefuse)
          sink.move("the connection is refused for attempt", a, Fair.NO,
              w.copy().add(REFUSALS, 1).of(a, A_STAGE, ANSWERED).of(a, A_ANSWER, SAYS_UNSENT));
      }
      case WAITING -> answered(w.copy().of(a, A_STAGE, DONE), w, a, SAYS_UNKNOWN, "no answer in time to attempt", sink);
      default -> {
        int code = w.of(a, A_ANSWER);
        answered(w.copy().of(a, A_STAGE, DONE), w, a, code, "the answer is recorded: " + answer(code, w.of(a, A_SERIES)) + " to attempt", sink);
        if (w.get(DOUBLES) < setting.doubles()) answered(w.copy().add(DOUBLES, 1), w, a, code,
            "the answer is recorded, and will be again: " + answer(code, w.of(a, A_SERIES)) + " to attempt", sink);
      }
    }
  }

  private void answered(World n, World w, int attempt, int code, String what, Sink sink) {
    int id = w.of(attempt, A_SERIES);
    fact(n, new Fact.Answered(id, attempt, answer(code, id)), what, attempt, Fair.WORKER, sink);
  }

  private void wire(World w, int attempt, Sink sink) {
    if (setting.again() > 0) sink.move("the order is lost, of attempt", attempt, Fair.NO,
        w.copy().of(attempt, A_COPIES, w.of(attempt, A_COPIES) - 1));
    for (var n : bank.arrives(w, attempt)) sink.move("the order arrives, of attempt", attempt, Fair.NO, n);
  }

  private void person(World w, Sink sink) {
    var life = w.life();
    if (life.state() == State.FAILED && w.get(AGAIN) < setting.again())
      lifecycle.retry(life, 1, NOW).ifPresent(s -> step(w.copy().add(AGAIN, 1), s, "retried on request", 0, Fair.NO, sink));
    if (life.state() != State.IN_REVIEW || !setting.honest()) return;
    boolean mayStill = bank.mayStillExecute(w);
    for (var decision : DECISIONS) {
      boolean truthful = switch (decision) {
        case SETTLED -> w.executions() == 1 && !mayStill;
        case IN_DOUBT -> w.get(TOLD) == 0 && setting.again() > 0;
        default -> w.executions() == 0 && !mayStill;
      };
      boolean anew = decision == State.LOCKED;
      if (!truthful || (anew && w.get(AGAIN) >= setting.again())) continue;
      lifecycle.decide(life, decision, profile, NOW).ifPresent(s -> step(w.copy().add(AGAIN, anew
          ? 1 : 0), s, "a person looked at the bank and decides " + decision.word(), 0, Fair.NO, sink));
    }
  }

  // ── what a fact and a step do to the row ───────────────────────────────────────────────────────────────

  private void fact(World n, Fact fact, String what, int number, Fair fair, Sink sink) {
    var life = n.life();
    var settled = settledIn(fact);
    if (settled != null || fact instanceof Fact.Returned) n.set(TOLD, n.get(TOLD) | 1 << (fact.series() - 1));
    if (settled != null && (settled.executions() > 1 || !settled.amount().equals(ORDERED))) n.set(TOLD_WRONG, 1);
    var step = lifecycle.on(life, fact, ORDERED, profile, NOW);
    if (step.isEmpty()) {
      sink.move(what, number, fair, n);
      return;
    }
    var next = step.get().life();
    if (!lifecycle.sendsAgain(next, fact, profile)) {
      step(n, step.get(), what, number, fair, sink);
    } else if (n.busy() < 2) {
      intend(n, next, what + ": sent again as attempt", sink, INTENDED);
    }
  }

  private static Answer.@Nullable Settled settledIn(Fact fact) {
    return switch (fact) {
      case Fact.Answered(_, _, Answer.Settled settled) -> settled;
      case Fact.LookedUp(_, Answer.Settled settled, Instant _) -> settled;
      default -> null;
    };
  }

  private void step(World n, Step step, String what, int number, Fair fair, Sink sink) {
    var before = n.state();
    var why = Steps.fault(n.life(), step);
    boolean keeps = step.due().equals(Lifecycle.KEEP);
    n.life(step.life());
    if (step.cause().equals("intent") || step.cause().equals("sent_again")) n.set(LEASE, 1);
    else if (!keeps) n.set(LEASE, 0);
    if (why != null) sink.broken(what + " [" + before.word() + " " + step.cause() + "]", number, n, why);
    else sink.move(what + " [" + step.cause() + "]", number, fair, n);
  }

}
