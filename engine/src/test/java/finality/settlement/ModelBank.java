package finality.settlement;

import static finality.settlement.World.*;

import finality.settlement.Setting.Flaw;
import java.util.ArrayList;
import java.util.List;

/** Everything a bank may do next that keeps its promises, and the flaws it was given. */
final class ModelBank {
  private final Setting setting;

  ModelBank(Setting setting) { this.setting = setting; }

  /** One copy of the attempt's order arrives: each way in which the bank may take, execute, repeat or refuse it. */
  List<World> arrives(World before, int attempt) {
    int id = before.of(attempt, A_SERIES), status = before.bank(id, B_STATUS);
    var w = before.copy().of(attempt, A_COPIES, before.of(attempt, A_COPIES) - 1);
    var after = new ArrayList<World>();
    if (w.bankFlag(id, BLOCKED)) return declines(after, w, attempt);
    boolean late = setting.enforcesValidUntil() && w.of(attempt, A_UNTIL) + 1 < 0;
    boolean closed = status == REJECTED || status == WITHDRAWN;
    if (late) {
      declines(after, w, attempt);                                                        // not even stored
      if (status == UNKNOWN) declines(after, w.copy().bank(id, B_STATUS, REJECTED), attempt);
      if (status == HAS_IT || status == EXECUTED) repeats(after, w, attempt, id);
    } else if (closed && setting.remembers()) {
      declines(after, w, attempt);
    } else if (status == UNKNOWN || closed) {
      fresh(after, w, attempt, id);
    } else if (setting.takesIdOnce()) {
      repeats(after, w, attempt, id);
    } else {
      var again = executes(w.copy(), id);
      after.add(answers(again, attempt, SAYS_SETTLED, id));
    }
    return after;
  }

  private void fresh(List<World> after, World w, int attempt, int id) {
    var takes = taken(w.copy(), id).bank(id, B_STATUS, HAS_IT);
    after.add(answers(takes, attempt, SAYS_TAKEN, id));
    after.add(answers(executes(taken(w.copy(), id), id), attempt, SAYS_SETTLED, id));
    if (setting.has(Flaw.EXECUTES_ANOTHER_AMOUNT))
      after.add(answers(executes(taken(w.copy(), id), id).bankFlagged(id, OTHER), attempt, SAYS_SETTLED_OTHER, id));
    declines(after, w.copy().bank(id, B_STATUS, REJECTED).bank(id, B_AGE, 0), attempt);
  }

  /** An id the bank has: it repeats what it said, or refuses the duplicate, which tells us nothing. */
  private void repeats(List<World> after, World w, int attempt, int id) {
    after.add(answers(w.copy(), attempt, w.bank(id, B_STATUS) == HAS_IT ? SAYS_TAKEN : settled(w, id), id));
    after.add(answers(w.copy(), attempt, SAYS_UNKNOWN, id));
  }

  private List<World> declines(List<World> after, World w, int attempt) {
    after.add(answers(w.copy(), attempt, SAYS_DECLINED, 0));
    if (w.of(attempt, A_STAGE) == WAITING) after.add(answers(w.copy(), attempt, SAYS_DECLINED_FOR_NOW, 0));
    return after;
  }

  /** Only a caller that still waits hears it. */
  private static World answers(World w, int attempt, int kind, int id) {
    int reference = id == 0 ? 0 : w.bank(id, B_REFERENCES);
    if (w.of(attempt, A_STAGE) == WAITING) w.of(attempt, A_STAGE, ANSWERED).of(attempt, A_ANSWER, kind + 16 * reference);
    return w;
  }

  private static World taken(World w, int id) { return w.bank(id, B_AGE, 0).bank(id, B_REFERENCES, Math.min(2, w.bank(id, B_REFERENCES) + 1)); }

  private static World executes(World w, int id) {
    return w.bank(id, B_STATUS, EXECUTED).bank(id, B_EXECUTED, Math.min(2, w.bank(id, B_EXECUTED) + 1));
  }

  private static int settled(World w, int id) {
    if (w.bankFlag(id, OTHER)) return SAYS_SETTLED_OTHER;
    return w.bank(id, B_EXECUTED) > 1 ? SAYS_SETTLED_TWICE : SAYS_SETTLED;
  }

  /** What a look-up about the id may say now, as answer codes. */
  List<Integer> says(World w, int id) {
    int status = w.bank(id, B_STATUS), reference = 16 * w.bank(id, B_REFERENCES);
    var answers = new ArrayList<Integer>();
    boolean lagging = status != UNKNOWN && w.bank(id, B_AGE) <= setting.readDelay();
    if (status == UNKNOWN || lagging || w.bankFlag(id, FORGOTTEN)) answers.add(SAYS_NOT_THERE);
    if (status == UNKNOWN && w.bankFlag(id, BLOCKED)) answers.add(SAYS_DECLINED);
    if (w.bankFlag(id, FORGOTTEN)) return answers;
    if (status == HAS_IT) answers.add(SAYS_TAKEN + reference);
    if (status == EXECUTED) answers.add(settled(w, id) + reference);
    boolean laggingBehindDecline = lagging && w.bank(id, B_REFERENCES) > 1;
    boolean lies = status == EXECUTED && setting.has(Flaw.DECLINES_WHAT_IT_EXECUTED);
    if (status == REJECTED || status == WITHDRAWN || laggingBehindDecline || lies) answers.add(SAYS_DECLINED);
    if (status == REJECTED) answers.add(SAYS_DECLINED_FOR_NOW);
    return answers;
  }

  /** What a wish to withdraw the id does and is answered. */
  List<World> withdraws(World before, int id) {
    int status = before.bank(id, B_STATUS);
    var after = new ArrayList<World>();
    if (status == HAS_IT) {
      after.add(withdrawn(before.copy(), id).set(CANCEL_ANSWER, CANCELLED));
      after.add(before.copy().set(CANCEL_ANSWER, TOO_LATE));
      after.add(before.copy().bankFlagged(id, CANCEL_WISHED).set(CANCEL_ANSWER, REQUESTED));
    } else if (status == EXECUTED) {
      after.add(before.copy().set(CANCEL_ANSWER, TOO_LATE));
    } else if (setting.cancelBlocksId()) {
      after.add(before.copy().bankFlagged(id, BLOCKED).set(CANCEL_ANSWER, CANCELLED));
    } else if (status == WITHDRAWN) {
      after.add(before.copy().set(CANCEL_ANSWER, CANCELLED));
    } else {
      after.add(before.copy().set(CANCEL_ANSWER, TOO_LATE));
      after.add(before.copy().set(CANCEL_ANSWER, CANCELLED));   // it has no such order, and would execute it if it came
    }
    return after;
  }

  private World withdrawn(World w, int id) {
    w.bank(id, B_STATUS, WITHDRAWN);
    return setting.cancelBlocksId() ? w.bankFlagged(id, BLOCKED) : w;
  }

  /** What the bank does by itself with an id it knows. */
  void acts(World w, int id, Moves.Sink sink) {
    int status = w.bank(id, B_STATUS);
    if (status == HAS_IT) {
      sink.move("the bank executes id", id, Fair.NO, executes(w.copy(), id));
      if (setting.has(Flaw.EXECUTES_ANOTHER_AMOUNT))
        sink.move("the bank executes another amount under id", id, Fair.NO, executes(w.copy(), id).bankFlagged(id, OTHER));
      sink.move("the bank rejects id", id, Fair.NO, w.copy().bank(id, B_STATUS, REJECTED));
      if (w.bankFlag(id, CANCEL_WISHED)) sink.move("the bank withdraws, late, id", id, Fair.NO, withdrawn(w.copy(), id));
    }
    if (status == EXECUTED && setting.has(Flaw.EXECUTES_TWICE) && w.bank(id, B_EXECUTED) == 1)
      sink.move("the bank executes once more id", id, Fair.NO, executes(w.copy(), id));
    if (status == REJECTED && setting.has(Flaw.EXECUTES_WHAT_IT_DECLINED))
      sink.move("the bank executes all the same id", id, Fair.NO, executes(taken(w.copy(), id), id));
    if (status == WITHDRAWN && setting.has(Flaw.EXECUTES_WHAT_IT_CANCELLED))
      sink.move("the bank executes all the same id", id, Fair.NO, executes(w.copy(), id));
    boolean weKnowItHadIt = w.life().taken() != null && w.life().series() == id;
    if ((status == HAS_IT || status == EXECUTED) && setting.has(Flaw.FORGETS_WHAT_IT_HAD) && weKnowItHadIt && !w.bankFlag(id, FORGOTTEN))
      sink.move("the bank forgets id", id, Fair.NO, w.copy().bankFlagged(id, FORGOTTEN));
    if (status == EXECUTED && setting.returns() && w.get(RETURN) == 0)
      sink.move("the bank books a return of id", id, Fair.NO, w.copy().set(RETURN, id).set(RETURN_STAGE, 1));
  }

  /** Whether anything that is under way can still become an execution. What a person asks the bank, and waits for, before deciding. */
  boolean mayStillExecute(World w) {
    for (int id = 1; id <= ATTEMPTS; id++) if (w.bank(id, B_STATUS) == HAS_IT) return true;
    for (int a = 1; a <= ATTEMPTS; a++) {
      int stage = w.of(a, A_STAGE);
      boolean mayArrive = w.of(a, A_COPIES) > 0 || stage == CHECKED || (stage == INTENDED && w.of(a, A_UNTIL) >= 0);
      if (mayArrive && wouldExecute(w, a)) return true;
    }
    return false;
  }

  private boolean wouldExecute(World w, int attempt) {
    int id = w.of(attempt, A_SERIES), status = w.bank(id, B_STATUS);
    if (w.bankFlag(id, BLOCKED) || (setting.enforcesValidUntil() && w.of(attempt, A_UNTIL) + 1 < 0)) return false;
    return switch (status) {
      case REJECTED, WITHDRAWN -> !setting.remembers();
      case HAS_IT, EXECUTED -> !setting.takesIdOnce();
      default -> true;
    };
  }
}
