package finality.settlement;

import finality.money.Money;
import finality.rail.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A state of the explored world: one instruction in the database, two workers, the wire and the bank, as a vector of small numbers.
 * Times are ticks relative to now; what is so old that no rule can tell the difference is clamped, which makes the world finite.
 */
final class World {

  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  static final Money ORDERED = Money.of("100.00", "EUR");
  static final Money OTHER_AMOUNT = Money.of("99.00", "EUR");

  static final int ATTEMPTS = 6;
  /** Older than this and a question counts as unanswered for good: the caller's time-out. */
  static final int OLDEST_QUESTION = -3;
  private static final int OLDEST = -7;
  private static final int NONE = 99;

  // the engine's durable row
  static final int STATE = 0, FUNDS = 1, ATTEMPT = 2, SERIES = 3, ID_OPEN = 4, UNPROVEN = 5, BUDGET = 6, INTENT_AT = 7,
      VALID_UNTIL = 8, TAKEN = 9, RETURNED = 10, WITHDRAWING = 11;
  /** Ticks until the lease ends; whether a worker holds the current fence; how many hold an old one, and the attempt those would write. */
  static final int LEASE = 12, CLAIM = 13, STALE = 14, PLANNED = 15;
  /** A question under way about an id: series, when asked, and its answer on the way back (0: not answered yet). */
  static final int LOOK = 16, ASKED = 17, FOUND = 18;
  /** A wish to withdraw under way, and its answer on the way back. */
  static final int CANCEL = 19, CANCEL_ANSWER = 20;
  /** Money that came back: under which series, and 1 booked at the bank, 2 known here. */
  static final int RETURN = 21, RETURN_STAGE = 22;
  /** What the engine was told and may not forget: series that executed (bits), and whether anything executed wrongly. */
  static final int TOLD = 23, TOLD_WRONG = 24;
  /** What went wrong so far of what is bounded. */
  static final int REFUSALS = 25, DOUBLES = 26, AGAIN = 27, WITHDREW = 28;
  private static final int PER_ATTEMPT = 5, FIRST_ATTEMPT = 29;
  private static final int PER_ID = 5, FIRST_ID = FIRST_ATTEMPT + ATTEMPTS * PER_ATTEMPT;
  private static final int SIZE = FIRST_ID + ATTEMPTS * PER_ID;

  /** Of one attempt: its series, where its worker stands, copies of the order on the wire, its valid_until, the answer in hand. */
  static final int A_SERIES = 0, A_STAGE = 1, A_COPIES = 2, A_UNTIL = 3, A_ANSWER = 4;
  /** Where a worker stands with its attempt. Frozen is any of them for as long as it likes. */
  static final int DONE = 0, INTENDED = 1, CHECKED = 2, WAITING = 3, ANSWERED = 4;

  /** Of one id at the bank: status, times executed, flags, ticks since it was last taken, references given. */
  static final int B_STATUS = 0, B_EXECUTED = 1, B_FLAGS = 2, B_AGE = 3, B_REFERENCES = 4;
  static final int UNKNOWN = 0, HAS_IT = 1, EXECUTED = 2, REJECTED = 3, WITHDRAWN = 4;
  static final int BLOCKED = 1, CANCEL_WISHED = 2, OTHER = 4, FORGOTTEN = 8;

  /** Answers as numbers: the kind, and the number of the bank's reference under that id times 16. */
  static final int SAYS_TAKEN = 1, SAYS_SETTLED = 2, SAYS_SETTLED_OTHER = 3, SAYS_SETTLED_TWICE = 4, SAYS_DECLINED = 5,
      SAYS_DECLINED_FOR_NOW = 6, SAYS_NOT_THERE = 7, SAYS_UNSENT = 8, SAYS_UNKNOWN = 9;
  static final int CANCELLED = 1, TOO_LATE = 2, REQUESTED = 3;

  private static final State[] STATES = State.values();
  private static final Funds[] ALL_FUNDS = Funds.values();
  private static final BigDecimal[] RETURNS = {BigDecimal.ZERO, new BigDecimal("100.00"), new BigDecimal("200.00")};

  final byte[] v;

  World(byte[] v) { this.v = v; }

  static World start(Setting setting) {
    var w = new World(new byte[SIZE]);
    w.life(Life.pending(setting.maxAttempts()));
    return w;
  }

  World copy() { return new World(v.clone()); }

  int get(int slot) { return v[slot]; }

  World set(int slot, int value) { v[slot] = (byte) value; return this; }

  World add(int slot, int more) { v[slot] += (byte) more; return this; }

  int of(int attempt, int field) { return v[FIRST_ATTEMPT + (attempt - 1) * PER_ATTEMPT + field]; }

  World of(int attempt, int field, int value) { v[FIRST_ATTEMPT + (attempt - 1) * PER_ATTEMPT + field] = (byte) value; return this; }

  int bank(int series, int field) { return v[FIRST_ID + (series - 1) * PER_ID + field]; }

  World bank(int series, int field, int value) { v[FIRST_ID + (series - 1) * PER_ID + field] = (byte) value; return this; }

  boolean bankFlag(int series, int flag) { return (bank(series, B_FLAGS) & flag) != 0; }

  World bankFlagged(int series, int flag) { return bank(series, B_FLAGS, bank(series, B_FLAGS) | flag); }

  State state() { return STATES[v[STATE]]; }

  Funds funds() { return ALL_FUNDS[v[FUNDS]]; }

  int executions() {
    int sum = 0;
    for (int s = 1; s <= ATTEMPTS; s++) sum += bank(s, B_EXECUTED);
    return sum;
  }

  int busy() {
    int n = 0;
    for (int a = 1; a <= ATTEMPTS; a++) if (of(a, A_STAGE) != DONE) n++;
    return n;
  }

  // ── the durable row ────────────────────────────────────────────────────────────────────────────────────

  Life life() {
    return new Life(state(), funds(), v[ATTEMPT], v[SERIES], v[ID_OPEN] == 1, v[UNPROVEN], 0, v[BUDGET], instant(v[INTENT_AT]),
        instant(v[VALID_UNTIL]),
        v[TAKEN] == 0 ? null : reference(v[TAKEN] & 15, v[TAKEN] >> 4), RETURNS[v[RETURNED]], 0, v[WITHDRAWING] == 1);
  }

  /** Counters that only choose a moment (tries, look-ups) are left out: every moment is tried anyway. Of an ended instruction only the outcome row is kept. */
  void life(Life life) {
    boolean ended = life.state().ended();
    v[STATE] = (byte) life.state().ordinal();
    v[FUNDS] = (byte) life.funds().ordinal();
    v[ATTEMPT] = (byte) life.attempt();
    v[SERIES] = (byte) life.series();
    v[ID_OPEN] = (byte) (life.idOpen() ? 1 : 0);
    v[UNPROVEN] = (byte) (ended ? 0 : life.unproven());
    v[BUDGET] = (byte) (ended ? 0 : life.budget());
    v[INTENT_AT] = ended ? NONE : ticks(life.intentAt());
    v[VALID_UNTIL] = ended ? NONE : ticks(life.validUntil());
    v[TAKEN] = life.taken() == null ? 0 : (byte) code(life.taken());
    v[RETURNED] = (byte) (life.returned().signum() == 0 ? 0 : life.returned().compareTo(RETURNS[1]) == 0 ? 1 : 2);
    v[WITHDRAWING] = (byte) (!ended && life.withdrawing() ? 1 : 0);
  }

  static @Nullable Instant instant(int ticks) { return ticks == NONE ? null : NOW.plus(Setting.TICK.multipliedBy(ticks)); }

  private static byte ticks(@Nullable Instant at) {
    return at == null ? NONE : (byte) Math.max(OLDEST, Math.floorDiv(at.getEpochSecond() - NOW.getEpochSecond(), Setting.TICK.toSeconds()));
  }

  static String reference(int series, int number) { return "REF" + series + "." + number; }

  private static int code(String reference) { return reference.charAt(3) - '0' + 16 * (reference.charAt(5) - '0'); }

  static Answer answer(int code, int series) {
    var reference = reference(series, code >> 4);
    return switch (code & 15) {
      case SAYS_TAKEN -> new Answer.Taken(reference);
      case SAYS_SETTLED -> new Answer.Settled(reference, ORDERED, BigDecimal.ZERO, NOW, 1);
      case SAYS_SETTLED_OTHER -> new Answer.Settled(reference, OTHER_AMOUNT, BigDecimal.ZERO, NOW, 1);
      case SAYS_SETTLED_TWICE -> new Answer.Settled(reference, ORDERED, BigDecimal.ZERO, NOW, 2);
      case SAYS_DECLINED -> new Answer.Declined("AC04", "closed", true);
      case SAYS_DECLINED_FOR_NOW -> new Answer.Declined("AM04", "not now", false);
      case SAYS_NOT_THERE -> new Answer.NotThere("payment_not_found");
      case SAYS_UNSENT -> new Answer.Unsent("refused", null);
      case SAYS_UNKNOWN -> new Answer.Unknown("timeout");
      default -> throw new IllegalArgumentException("no answer " + code);
    };
  }

  // ── time ───────────────────────────────────────────────────────────────────────────────────────────────

  /** One tick later: everything else is one tick older. */
  World tick(Setting setting) {
    var w = copy();
    if (w.v[LEASE] > 0) w.v[LEASE]--;
    w.older(INTENT_AT, -setting.latestAnswer());
    if (setting.enforcesValidUntil()) w.older(VALID_UNTIL, OLDEST);   // otherwise nothing may be concluded from it
    for (int a = 1; a <= ATTEMPTS; a++)
      if (w.of(a, A_SERIES) != 0) w.older(FIRST_ATTEMPT + (a - 1) * PER_ATTEMPT + A_UNTIL, setting.enforcesValidUntil() ? -2 : -1);
    for (int s = 1; s <= ATTEMPTS; s++) if (w.bank(s, B_STATUS) != UNKNOWN) w.bank(s, B_AGE, Math.min(setting.readDelay() + 1, w.bank(s, B_AGE) + 1));
    if (w.v[LOOK] != 0 && --w.v[ASKED] < OLDEST_QUESTION) w.noLook();
    return w;
  }

  private void older(int slot, int floor) { if (v[slot] != NONE) v[slot] = (byte) Math.max(floor, v[slot] - 1); }

  World noLook() { return set(LOOK, 0).set(ASKED, 0).set(FOUND, 0); }

  World noCancel() { return set(CANCEL, 0).set(CANCEL_ANSWER, 0); }

  /** What nobody can see any more is the same whatever it was. */
  World canonical(Setting setting) {
    for (int a = 1; a <= ATTEMPTS; a++) {
      if (of(a, A_STAGE) == DONE && of(a, A_COPIES) == 0) of(a, A_SERIES, 0).of(a, A_UNTIL, 0).of(a, A_ANSWER, 0);
      boolean onlyTheBankCares = of(a, A_STAGE) != INTENDED;
      if (onlyTheBankCares && !setting.enforcesValidUntil()) of(a, A_UNTIL, 0);
    }
    return this;
  }

  @Override public String toString() {
    var life = life();
    var s = new StringBuilder("engine %s/%s attempt %d of %d, id %d%s, unproven %s".formatted(life.state().word(),
        life.funds().name().toLowerCase(), life.attempt(), life.budget(), life.series(),
        life.idOpen() ? "" : " closed", Long.toBinaryString(life.unproven())));
    if (life.taken() != null) s.append(", taken ").append(life.taken());
    if (v[VALID_UNTIL] != NONE) s.append(", valid until ").append(v[VALID_UNTIL] >= 0 ? "+" : "").append(v[VALID_UNTIL]);
    if (life.withdrawing()) s.append(", withdrawing");
    for (int i = 1; i <= ATTEMPTS; i++) if (bank(i, B_STATUS) != UNKNOWN || bank(i, B_FLAGS) != 0)
      s.append(" | bank: id ").append(i).append(' ').append(new String[] {"unknown", "taken", "executed", "rejected", "withdrawn"}[bank(i,
          B_STATUS)]).append(" x").append(bank(i, B_EXECUTED)).append(bankFlag(i, BLOCKED) ? " blocked" : "");
    for (int i = 1; i <= ATTEMPTS; i++) if (of(i, A_COPIES) > 0) s.append(" | wire: attempt ").append(i).append(" x").append(of(i, A_COPIES));
    return s.toString();
  }

  @Override public boolean equals(Object other) { return other instanceof World w && Arrays.equals(v, w.v); }

  @Override public int hashCode() { return Arrays.hashCode(v); }
}
