package finality.settlement;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Credits;
import finality.rail.Health;
import finality.rail.Order;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.RailUnavailable;
import finality.rail.Statement;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * A bank in this process with a journal of its own. It keeps the promises of its profile whatever it is told; beyond them it does with each
 * order what the test says, by the order's reference, one thing for each time it arrives. What nobody said anything about it pays at once.
 */
final class ScriptedBank implements Rail {

  /** What the bank does with an order that reached it and that no promise decides. */
  @FunctionalInterface
  interface Deed {
    Answer with(ScriptedBank bank, Entry entry);
  }

  enum Status { NONE, TAKEN, EXECUTED, REJECTED, WITHDRAWN }

  /** One end-to-end id in the bank's journal. */
  static final class Entry {
    final Order order;
    Status status = Status.NONE;
    String reference = "";
    /** Each execution's amount; how many of them a send of ours caused. */
    final List<Money> executed = new ArrayList<>();
    int paidSends;
    int requests;
    int lookUps;
    boolean blocked;
    String code = "";
    boolean permanent;
    BigDecimal charges = BigDecimal.ZERO;
    Instant since = Instant.MIN;
    Instant executedAt = Instant.EPOCH;

    Entry(Order order) { this.order = order; }

    String of() { return order.remittance() == null ? "" : order.remittance(); }
  }

  private final Profile profile;
  private final Clock clock;
  private final Map<String, Entry> journal = new LinkedHashMap<>();
  private final Map<String, Deque<Deed>> scripts = new HashMap<>();
  private final Map<String, CountDownLatch> hanging = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private final List<Statement.Line> lines = new ArrayList<>();
  private final List<String> lineAccounts = new ArrayList<>();
  private final List<Credits.Credit> credits = new ArrayList<>();
  private final List<String> creditAccounts = new ArrayList<>();
  private final ExecutorService counters = Executors.newVirtualThreadPerTaskExecutor();
  private int references;
  private int cursorEpoch = 1;
  private boolean silent;
  private boolean refusesRecalls;
  private volatile Health.State health = Health.State.UP;

  ScriptedBank(Profile profile, Clock clock) {
    this.profile = profile;
    this.clock = clock;
  }

  // ── what it does with an order ─────────────────────────────────────────────────────────────────────────

  static Answer pays(ScriptedBank bank, Entry e) {
    bank.execute(e, e.order.amount());
    e.paidSends++;
    return bank.says(e);
  }

  static Answer takes(ScriptedBank bank, Entry e) {
    bank.take(e);
    return bank.says(e);
  }

  static Answer paysAndLosesTheAnswer(ScriptedBank bank, Entry e) {
    pays(bank, e);
    return new Answer.Unknown("time-out");
  }

  static Answer takesAndLosesTheAnswer(ScriptedBank bank, Entry e) {
    bank.take(e);
    return new Answer.Unknown("time-out");
  }

  /** It never arrives, and nobody can tell. */
  static Answer losesTheOrder(ScriptedBank bank, Entry e) { return new Answer.Unknown("connection reset"); }

  static Answer refusesAsDuplicateWhatItPaid(ScriptedBank bank, Entry e) {
    pays(bank, e);
    return new Answer.Unknown("refused as duplicate");
  }

  static Answer paysTwice(ScriptedBank bank, Entry e) {
    pays(bank, e);
    bank.execute(e, e.order.amount());
    return bank.says(e);
  }

  /** Pays once and again, and speaks of one: only its statement shows the other. */
  static Answer paysTwiceAndSaysOnce(ScriptedBank bank, Entry e) {
    var answer = pays(bank, e);
    bank.execute(e, e.order.amount());
    return answer;
  }

  /** A lie, or a payment that was undone the moment after. */
  static Answer saysPaid(ScriptedBank bank, Entry e) { return new Answer.Settled("NEVER-WAS", e.order.amount(), BigDecimal.ZERO, bank.clock.instant(), 1); }

  static Deed paysAnother(String amount) {
    return (bank, e) -> {
      bank.execute(e, new Money(new BigDecimal(amount), e.order.amount().asset()));
      e.paidSends++;
      return bank.says(e);
    };
  }

  static Deed paysAndKeeps(String charges) {
    return (bank, e) -> {
      e.charges = new BigDecimal(charges);
      bank.line(e.order.account(), e.charges.negate(), null, "charges of " + e.order.endToEndId());
      return pays(bank, e);
    };
  }

  static Deed declines(String code, boolean permanent) {
    return (bank, e) -> {
      bank.reject(e, code, permanent);
      return bank.says(e);
    };
  }

  /** A refusal that comes before acceptance: 429. */
  static Deed isBusy(Duration retryAfter) { return (bank, e) -> new Answer.Unsent("429", retryAfter); }

  static Answer isOutOfReach(ScriptedBank bank, Entry e) { return new Answer.Unsent("connection refused", null); }

  static Deed answers(Answer answer) { return (bank, e) -> answer; }

  /** By the reference of the payment: one deed for each time it arrives, the last for ever. Hanging is a deed before the arrival: {@link #hangs}. */
  synchronized ScriptedBank script(String reference, Deed... deeds) {
    scripts.computeIfAbsent(reference, _ -> new ArrayDeque<>()).addAll(List.of(deeds));
    return this;
  }

  /** The next send of this payment, or cancel or look-up while it hangs, waits until {@link #release}. */
  synchronized void hangs(String reference) { hanging.put(reference, new CountDownLatch(1)); }

  void release(String reference) {
    CountDownLatch gate;
    synchronized (this) { gate = hanging.remove(reference); }
    if (gate != null) gate.countDown();
  }

  /** Lets everything go on that hangs. */
  void releaseAll() { for (var reference : waiting()) release(reference); }

  private synchronized List<String> waiting() { return List.copyOf(hanging.keySet()); }

  /** It answers no question, and says nothing of its accounts. */
  synchronized void silent(boolean silent) { this.silent = silent; }

  synchronized void refusesRecalls() { refusesRecalls = true; }

  void is(Health.State state) { health = state; }

  // ── what it does by itself ─────────────────────────────────────────────────────────────────────────────

  synchronized void executes(String reference) { execute(entry(reference), entry(reference).order.amount()); }

  synchronized void executes(String reference, String amount) { execute(entry(reference), new Money(new BigDecimal(amount), entry(reference).order.amount().asset())); }

  /** The first id under which the payment came, whatever it said of it. */
  synchronized void executesFirst(String reference) { execute(entries(reference).getFirst(), entries(reference).getFirst().order.amount()); }

  /** An order whose sender gave up on it long ago: its first bytes were on their way until now. */
  synchronized void arrivesLate(String reference) {
    if (entries(reference).isEmpty()) return;
    var e = entries(reference).getFirst();
    boolean refused = e.blocked || profile.enforcesValidUntil() && clock.instant().isAfter(e.order.validUntil()) || profile.takesIdOnce() && e.status != Status.NONE;
    if (!refused) pays(this, e);
  }

  /** What it took and has not done yet. */
  synchronized void executesTaken(String reference) {
    for (var e : entries(reference)) if (e.status == Status.TAKEN) execute(e, e.order.amount());
  }

  synchronized void rejectsTaken(String reference) {
    for (var e : entries(reference)) if (e.status == Status.TAKEN) reject(e, "AC04", true);
  }

  synchronized void rejects(String reference, String code, boolean permanent) { reject(entry(reference), code, permanent); }

  synchronized void forgets(String reference) { entry(reference).status = Status.NONE; }

  /** In so many parts, all of them there when they are asked for. */
  synchronized void returns(String reference, String... amounts) {
    var e = entry(reference);
    for (var amount : amounts) credit(e.order.account(), Credits.Kind.RETURN, new Money(new BigDecimal(amount), e.order.amount().asset()), "returned", e.order.endToEndId());
  }

  synchronized void credits(String account, Money amount, String reference) { credit(account, Credits.Kind.CREDIT, amount, reference, null); }

  synchronized void startsItsCursorsAnew() { cursorEpoch++; }

  private void credit(String account, Credits.Kind kind, Money amount, String reference, String original) {
    credits.add(new Credits.Credit(profile.connection() + "-C" + (credits.size() + 1), kind, amount, null, reference, original, kind == Credits.Kind.RETURN ? "AC04" : null, clock.instant()));
    creditAccounts.add(account);
    line(account, amount.amount(), original, reference);
  }

  private void take(Entry e) {
    e.status = Status.TAKEN;
    e.reference = profile.bank() + "-" + ++references;
    e.since = clock.instant();
  }

  private void execute(Entry e, Money amount) {
    if (e.reference.isEmpty()) take(e);
    e.status = Status.EXECUTED;
    e.executed.add(amount);
    e.executedAt = clock.instant();
    line(e.order.account(), amount.amount().negate(), e.order.endToEndId(), e.reference);
  }

  private void reject(Entry e, String code, boolean permanent) {
    e.status = Status.REJECTED;
    e.code = code;
    e.permanent = permanent;
    e.since = clock.instant();
  }

  private void line(String account, BigDecimal signed, String endToEndId, String reference) {
    lines.add(new Statement.Line(profile.connection() + "-L" + (lines.size() + 1), signed, endToEndId, reference, clock.instant()));
    lineAccounts.add(account);
  }

  // ── what it is asked ───────────────────────────────────────────────────────────────────────────────────

  @Override public Profile profile() { return profile; }

  @Override public Health health() { return new Health(health, 0, profile.concurrency(), null); }

  @Override public void submit(List<Order> orders, BiConsumer<Order, Answer> answers) {
    if (orders.size() == 1) {
      answers.accept(orders.getFirst(), send(orders.getFirst()));
      return;
    }
    var calls = orders.stream().map(o -> counters.submit(() -> answers.accept(o, send(o)))).toList();
    for (var call : calls) {
      try {
        call.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Answer send(Order o) {
    waitFor(o);
    if (clock.instant().isAfter(o.validUntil()) && !profile.enforcesValidUntil()) return new Answer.Unsent("its time has passed", null);   // the adapter's own check
    synchronized (this) {
      var e = journal.computeIfAbsent(o.endToEndId(), _ -> new Entry(o));
      order.add(e.of());
      e.requests++;
      if (e.blocked) return new Answer.Declined("blocked", "withdrawn before", true);
      if (profile.enforcesValidUntil() && clock.instant().isAfter(o.validUntil())) return new Answer.Declined("expired", "too late", false);
      if (profile.takesIdOnce() && e.status != Status.NONE) return says(e);
      var script = scripts.get(e.of());
      Deed deed = script == null || script.isEmpty() ? ScriptedBank::pays : script.size() > 1 ? script.poll() : script.peek();
      return deed.with(this, e);
    }
  }

  private void waitFor(Order o) {
    CountDownLatch gate;
    synchronized (this) { gate = hanging.get(o.remittance()); }
    if (gate == null) return;
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer says(Entry e) {
    return switch (e.status) {
      case NONE -> new Answer.NotThere("not_found");
      case TAKEN -> new Answer.Taken(e.reference);
      case EXECUTED -> new Answer.Settled(e.reference, e.executed.getLast(), e.charges, e.executedAt, e.executed.size());
      case REJECTED -> new Answer.Declined(e.code, "no", e.permanent);
      case WITHDRAWN -> new Answer.Declined(Answer.CANCELLED, "at your wish", true);
    };
  }

  @Override public synchronized Answer lookUp(Order o) {
    var e = journal.computeIfAbsent(o.endToEndId(), _ -> new Entry(o));
    e.lookUps++;
    if (silent || hanging.containsKey(o.remittance())) return new Answer.Unknown("no answer");
    if (e.status != Status.NONE && clock.instant().isBefore(e.since.plus(profile.readDelay())) && e.requests > 0) return new Answer.NotThere("not_found");
    return says(e);
  }

  @Override public synchronized CancelAnswer cancel(Order o, String reason) {
    if (silent) return new CancelAnswer.Unknown("no answer");
    var e = journal.computeIfAbsent(o.endToEndId(), _ -> new Entry(o));
    if (e.status == Status.EXECUTED) return reason.equals("asked back") && !refusesRecalls ? new CancelAnswer.Requested("recall of " + e.reference) : new CancelAnswer.TooLate("paid");
    if (e.status == Status.TAKEN || e.status == Status.WITHDRAWN) e.status = Status.WITHDRAWN;
    else if (!profile.cancelBlocksId()) return new CancelAnswer.TooLate("no such order");
    e.blocked = profile.cancelBlocksId();
    return new CancelAnswer.Cancelled("cancel of " + e.order.endToEndId());
  }

  @Override public synchronized Credits credits(String account, String cursor, int limit) {
    if (silent) throw new RailUnavailable("silent");
    var parts = cursor == null ? new String[] {"", "0"} : cursor.split(":");
    int from = parts[0].equals("e" + cursorEpoch) ? Integer.parseInt(parts[1]) : 0;
    var page = new ArrayList<Credits.Credit>();
    int next = from;
    while (next < credits.size() && page.size() < limit) {
      if (creditAccounts.get(next).equals(account)) page.add(credits.get(next));
      next++;
    }
    return new Credits(page, "e" + cursorEpoch + ":" + next);
  }

  @Override public synchronized Statement statement(String account, LocalDate day) {
    if (silent) throw new RailUnavailable("silent");
    var opening = BigDecimal.ZERO;
    var today = new ArrayList<Statement.Line>();
    for (int i = 0; i < lines.size(); i++) {
      var on = LocalDate.ofInstant(lines.get(i).bookedAt(), ZoneOffset.UTC);
      if (!lineAccounts.get(i).equals(account)) continue;
      if (on.isBefore(day)) opening = opening.add(lines.get(i).signedAmount());
      else if (on.equals(day)) today.add(lines.get(i));
    }
    var closing = today.stream().map(Statement.Line::signedAmount).reduce(opening, BigDecimal::add);
    return new Statement(account, profile.currencies().iterator().next(), day, opening, closing, today);
  }

  // ── its journal ────────────────────────────────────────────────────────────────────────────────────────

  /** The latest id under which this payment came. */
  synchronized Entry entry(String reference) {
    return journal.values().stream().filter(e -> e.of().equals(reference)).reduce((a, b) -> b).orElseThrow(() -> new IllegalStateException("the bank knows nothing of " + reference));
  }

  synchronized List<Entry> entries(String reference) { return journal.values().stream().filter(e -> e.of().equals(reference)).toList(); }

  synchronized Collection<Entry> journal() { return List.copyOf(journal.values()); }

  /** Credits and returns it told of. */
  synchronized int told() { return credits.size(); }

  /** References in the order in which they arrived. */
  synchronized List<String> arrivals() { return List.copyOf(order); }

  synchronized int requests(String reference) { return entries(reference).stream().mapToInt(e -> e.requests).sum(); }

  synchronized int lookUps(String reference) { return entries(reference).stream().mapToInt(e -> e.lookUps).sum(); }

  synchronized int executions(String reference) { return entries(reference).stream().mapToInt(e -> e.executed.size()).sum(); }

  /** What it has of ours by its own lines, beyond what it began with. */
  synchronized BigDecimal balance(String account) {
    var balance = BigDecimal.ZERO;
    for (int i = 0; i < lines.size(); i++) if (lineAccounts.get(i).equals(account)) balance = balance.add(lines.get(i).signedAmount());
    return balance;
  }
}
