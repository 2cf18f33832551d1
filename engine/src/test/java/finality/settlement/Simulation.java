package finality.settlement;

import static org.awaitility.Awaitility.await;

import finality.rail.Answer;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Whole days by seed: two real engines on a real database, a clock that goes from one event to the next, a bank with {@link Habit}s, clients and people.
 * The clock moves on only when nothing is due any more, so that a seed makes the same days; which thread is faster within a moment remains the machine's.
 */
public final class Simulation {
  private static final List<String> DEBTORS = List.of("alice", "bella", "carla", "dora");
  private static final int[] OFFICE_HOURS = {10, 13, 16, 19, 22};
  private static final Duration STATEMENTS = Duration.ofSeconds(10);

  /** Where each instruction stands by its last log row. */
  private static final String ENDS = "SELECT DISTINCT ON (instruction) instruction, state FROM settlement.log ORDER BY instruction, seq DESC";

  private record Event(Instant at, int number, Runnable what) {}

  /** Something that draws from chances of its own: what came of earlier ones does not change it. */
  @FunctionalInterface
  private interface Drawn {
    void happen(SplittableRandom random);
  }

  private final long seed;
  private final SplittableRandom random;
  private final int perDay;
  private final PrintStream out;
  private final Day day = Day.alone();
  private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
  private final Set<String> hanging = new HashSet<>();
  private final Map<String, Integer> stillToCome = new HashMap<>();
  private final Map<String, Integer> did = new java.util.TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private ScriptedBank bank;
  private boolean silent;
  private int number;
  private int payments;

  private Simulation(long seed, int perDay, PrintStream out) {
    this.seed = seed;
    this.perDay = perDay;
    this.out = out;
    random = new SplittableRandom(seed);
  }

  /** @return what was violated; empty is what everybody hopes for */
  public static List<String> run(int days, int perDay, long seed, PrintStream out) {
    var simulation = new Simulation(seed, perDay, out);
    simulation.day.open();
    try {
      simulation.open();
      for (int n = 1; n <= days && simulation.violations.isEmpty(); n++) simulation.oneDay(n);
    } catch (RuntimeException | AssertionError e) {   // a day that cannot go on is a finding, and ends the days
      simulation.violations.add("at " + simulation.day.clock.instant() + ": " + e.getMessage() + "; in the queue and due: " + simulation.due());
    } finally {
      simulation.day.leave();
    }
    return simulation.violations;
  }

  /** What the bank promises is drawn too. */
  private void open() {
    boolean once = random.nextInt(4) > 0;
    boolean until = random.nextInt(4) > 0;
    boolean blocks = random.nextInt(4) > 0;
    bank = day.bank("alpha", p -> {
      p.takesIdOnce = once;
      p.enforcesValidUntil = until;
      p.cancelBlocksId = blocks;
    });
    out.println("the bank takes an id once: " + once + ", enforces valid_until: " + until + ", blocks what was cancelled: " + blocks);
    for (var debtor : DEBTORS) day.account(debtor, debtor.equals("dora") ? "300.00" : "100000.00");
    day.clock.to(LocalDate.ofInstant(day.clock.instant(), ZoneOffset.UTC).plusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC));
    startEngines();
  }

  private void startEngines() {
    day.start();
    day.start();
  }

  // ── a day ───────────────────────────────────────────────────────────────────────────

  private void oneDay(int n) {
    var date = LocalDate.ofInstant(day.clock.instant(), ZoneOffset.UTC);
    did.clear();
    for (int i = 0; i < perDay; i++) at(date, LocalTime.of(6, 0).plusSeconds(random.nextInt(14 * 3600)), this::instruct);
    for (int hour : OFFICE_HOURS) at(date, LocalTime.of(hour, 0), this::office);
    if (random.nextInt(2) == 0) at(date, LocalTime.of(6, 0).plusSeconds(random.nextInt(14 * 3600)), _ -> restart());
    var silentFrom = LocalTime.of(6, 0).plusSeconds(random.nextInt(12 * 3600));
    at(date, silentFrom, _ -> silent(true));
    at(date, silentFrom.plusMinutes(30), _ -> silent(false));
    until(date.atTime(23, 30).toInstant(ZoneOffset.UTC));
    closing(n, date);
    until(date.plusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC));
  }

  private void at(LocalDate date, LocalTime time, Drawn what) {
    var chances = random.split();
    events.add(new Event(date.atTime(time).toInstant(ZoneOffset.UTC), number++, () -> what.happen(chances)));
  }

  /** Something that the bank will do with a payment; people ask it, and wait until it has. */
  void later(Duration by, String name, Runnable what) {
    stillToCome.merge(name, 1, Integer::sum);
    var evening = LocalDate.ofInstant(day.clock.instant(), ZoneOffset.UTC).atTime(20, 30).toInstant(ZoneOffset.UTC);
    var at = day.clock.instant().plus(by);
    events.add(new Event(at.isAfter(evening) ? evening : at, number++, () -> {
      stillToCome.merge(name, -1, Integer::sum);
      what.run();
    }));
  }

  /** The engine's call hangs for so long; when it goes on its time has passed, or not. */
  void hangs(String name, Duration until) {
    bank.hangs(name);
    hanging.add(name);
    later(until, name, () -> {
      bank.release(name);
      hanging.remove(name);
    });
  }

  void answersAgain(String name) {
    if (bank.executions(name) != 1 || bank.entries(name).size() != 1) return;
    var e = bank.entry(name);
    day.hears(name, new Answer.Settled(e.reference, e.executed.getFirst(), BigDecimal.ZERO, e.executedAt, 1));
  }

  private void until(Instant end) {
    while (true) {
      calm();
      var next = next(end);
      day.clock.to(next);
      while (!events.isEmpty() && !events.peek().at.isAfter(next)) events.poll().what.run();
      if (next.equals(end)) break;
    }
    calm();
  }

  private Instant next(Instant end) {
    var next = end;
    if (!events.isEmpty() && events.peek().at.isBefore(next)) next = events.peek().at;
    var due = day.rows("SELECT ceil(extract(epoch FROM min(due)) * 1000)::bigint FROM settlement.live WHERE due > to_timestamp(%d / 1000.0)".formatted(day.clock.millis())).getFirst();
    if (due != null && Instant.ofEpochMilli(Long.parseLong(due)).isBefore(next)) next = Instant.ofEpochMilli(Long.parseLong(due));
    return next;
  }

  private List<String> due() {
    return day.rows("SELECT i.reference || ' is ' || l.state || ' since version ' || l.version FROM settlement.live l JOIN settlement.instruction i USING (tenant, id) WHERE l.state = 5 OR l.due <= to_timestamp(%d / 1000.0) LIMIT 10"
        .formatted(day.clock.millis()));
  }

  /** Nothing is due and no call is under way, but those that hang. */
  private void calm() {
    var names = hanging.isEmpty() ? "''" : "'" + String.join("','", hanging) + "'";
    var busy = "SELECT count(*) FROM settlement.live l JOIN settlement.instruction i USING (tenant, id) WHERE coalesce(i.reference, '') NOT IN (%s) AND (l.state = 5 OR l.due <= to_timestamp(%d / 1000.0))"
        .formatted(names, day.clock.millis());
    await().alias("all that is due at " + day.clock.instant() + " is done").atMost(Day.PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(4))
        .until(() -> day.rows(busy).equals(List.of("0")) && day.rows(busy).equals(List.of("0")));
  }

  // ── clients ────────────────────────────────────────────────────────────────────────────

  private void instruct(SplittableRandom random) {
    var name = "P" + ++payments;
    var debtor = DEBTORS.get(random.nextInt(DEBTORS.size()));
    var amount = BigDecimal.valueOf(random.nextInt(100, 9_000), 2).toPlainString();
    if (random.nextInt(10) == 0) {
      day.submit(day.transfer(name, debtor, DEBTORS.get((DEBTORS.indexOf(debtor) + 1) % DEBTORS.size()), amount));
      did("book transfers");
      return;
    }
    var habit = Habit.draw(random);
    habit.script(this, bank, name, random.split());
    did(habit.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    var tomorrow = LocalDate.ofInstant(day.clock.instant(), ZoneOffset.UTC).plusDays(1);
    boolean waits = random.nextInt(25) == 0;
    var request = day.payout(name, debtor, amount, Priority.values()[random.nextInt(Priority.values().length)], waits ? tomorrow : null, null);
    day.submit(request);
    if (random.nextInt(10) == 0 && !(day.settlements().submit(request) instanceof Submitted.Replayed)) violations.add(name + " asked again was not the same");
    if (random.nextInt(20) == 0) later(Duration.ofSeconds(random.nextInt(1, 600)), name, () -> day.settlements().cancel(day.tenant, day.id(name), "client"));
  }

  private void did(String what) { did.merge(what, 1, Integer::sum); }

  // ── people and the bank's back office ─────────────────────────────────────────────────────────────

  /** Reviews are decided, what failed is sometimes tried again, money comes back and comes in. */
  private void office(SplittableRandom random) {
    for (var name : names("SELECT i.reference FROM settlement.live l JOIN settlement.instruction i USING (tenant, id) WHERE l.state = 8 AND i.reverses IS NULL ORDER BY i.created_at, i.reference")) review(name, random);
    for (var name : names("SELECT i.reference FROM settlement.live l JOIN settlement.instruction i USING (tenant, id) WHERE l.state IN (6, 7) ORDER BY i.created_at, i.reference"))
      if (stillToCome.getOrDefault(name, 0) == 0) day.settlements().process(day.tenant, day.id(name), "rita");   // the next look-up by itself may be a day away
    var settled = names("SELECT i.reference FROM (%s) e JOIN settlement.instruction i ON i.id = e.instruction WHERE e.state = 9 AND i.reverses IS NULL AND i.kind <> 3 ORDER BY i.created_at, i.reference".formatted(ENDS));
    if (!settled.isEmpty()) comesBack(settled.get(random.nextInt(settled.size())), random);
    if (!settled.isEmpty()) asksBack(settled.get(random.nextInt(settled.size())), random);
    bank.credits("nostro-alpha", finality.money.Money.of(random.nextInt(1, 500) + ".00", "EUR"), random.nextBoolean() ? "bella" : "unknown");
    did("credits");
    heard();
  }

  private List<String> names(String sql) { return day.rows(sql); }

  /** By what the bank has done, when it will do nothing more; sometimes not today. */
  private void review(String name, SplittableRandom random) {
    if (stillToCome.getOrDefault(name, 0) > 0 || random.nextInt(10) == 0) return;
    var decision = bank.executions(name) > 0 ? State.SETTLED : State.FAILED;
    day.settlements().propose(day.tenant, day.id(name), decision, "as the bank says on the telephone", "rita");
    day.settlements().approve(day.tenant, day.id(name), "tom");
    did("reviews");
  }

  private void comesBack(String name, SplittableRandom random) {
    var s = day.the(name);
    if (s.state() != State.SETTLED || s.kind() == Kind.BOOK || bank.executions(name) != 1 || s.returned().signum() > 0) return;
    bank.returns(name, random.nextBoolean() ? s.amount().amount().toPlainString() : "0.50");
    did("returns");
  }

  private void asksBack(String name, SplittableRandom random) {
    var s = day.the(name);
    if (s.state() != State.SETTLED || s.returned().signum() > 0 || bank.executions(name) != 1) return;
    var key = Day.key(day.tenant, "reverse", name, day.clock.instant());
    if (!(day.settlements().reverse(day.tenant, day.id(name), key, key, null, "asked", "rita").orElseThrow() instanceof Submitted.Created(var id, _, _, _, _, _))) return;
    day.settlements().approve(day.tenant, id, "tom");
    did("reversals");
    if (random.nextInt(5) > 0) later(Duration.ofMinutes(random.nextInt(5, 60)), name, () -> {
      var now = day.the(name);
      if (now.state() == State.SETTLED && now.returned().signum() == 0) bank.returns(name, now.amount().amount().toPlainString());
    });
  }

  /** The engines ask the bank every second of real time what came in. */
  private void heard() {
    if (silent) return;
    int told = bank.told();
    await().alias("what came in is booked").atMost(Day.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> day.rows("SELECT count(*) FROM settlement.incoming").equals(List.of("" + told)));
  }

  private void silent(boolean silent) {
    this.silent = silent;
    bank.silent(silent);
    if (silent) did("half hours of silence");
    else heard();
  }

  private void restart() {
    day.stop();
    hanging.clear();
    startEngines();
    did("restarts");
  }

  // ── closing ────────────────────────────────────────────────────────────────────────────

  private void closing(int n, LocalDate date) {
    heard();
    try {
      await().atMost(STATEMENTS).pollInterval(Duration.ofMillis(200)).untilAsserted(day::compare);   // a statement is read every second
    } catch (RuntimeException | AssertionError e) {
      violations.add("day " + n + ": " + finding(e));
    }
    for (var open : names("""
        SELECT i.reference || ' ' || (l.state IN (5, 6, 7) AND l.intent_at > to_timestamp(%d / 1000.0) - interval '24 hours 30 minutes')::text || ' is ' || l.state || ', due ' || l.due
          FROM settlement.live l JOIN settlement.instruction i USING (tenant, id)
         WHERE NOT (l.state IN (2, 8)) AND i.reverses IS NULL AND NOT (l.state = 3 AND i.requested_date > '%s') ORDER BY 1""".formatted(day.clock.millis(), date))) {
      var w = open.split(" ", 3);
      boolean unknowable = w[1].equals("true") && bank.executions(w[0]) == 0;   // never there, by a bank that promises too little: a person gets it after its latest answer
      if (!unknowable) violations.add("day " + n + ": neither at an end nor with a person: " + w[0] + " " + w[2]);
    }
    for (var name : day.names()) {
      int paid = bank.entries(name).stream().mapToInt(e -> e.paidSends).sum();
      if (paid > 1) violations.add("day " + n + ": " + name + " was paid " + paid + " times because it was sent, under " + bank.entries(name).size() + " ids");
    }
    nostro(n);
    var states = day.rows("SELECT coalesce(string_agg(state || ' ' || n, ', ' ORDER BY state), '') FROM (SELECT state, count(*) n FROM (%s) e WHERE state >= 9 GROUP BY 1) s".formatted(ENDS)).getFirst();
    out.println("day %d, %s, seed %d: ends %s; with people %s; %s".formatted(n, date, seed, words(states), day.rows("SELECT count(*) FROM settlement.live WHERE state IN (2, 8)").getFirst(), did));
  }

  /** What was found, not that somebody waited for it in vain. */
  private static String finding(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) if (at instanceof AssertionError && at.getMessage() != null) return at.getMessage();
    return e.toString();
  }

  private static String words(String states) {
    var words = new ArrayList<String>();
    for (var part : states.split(", ")) if (!part.isEmpty()) words.add(State.of(Integer.parseInt(part.split(" ")[0])).word() + " " + part.split(" ")[1]);
    return String.join(", ", words);
  }

  /** Our account and the bank's differ by exactly what the bank did beyond or below what was booked. */
  private void nostro(int n) {
    var executed = bank.journal().stream().flatMap(e -> e.executed.stream()).map(finality.money.Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    var inReview = Set.copyOf(names("SELECT i.reference FROM settlement.live l JOIN settlement.instruction i USING (tenant, id) WHERE l.funds = %d".formatted(Funds.PAID.ordinal())));
    var paid = BigDecimal.ZERO;
    for (var name : day.names()) {
      var s = day.the(name);
      if (s.kind() == Kind.PAYOUT && (s.state() == State.SETTLED || s.state() == State.REVERSED || inReview.contains(name))) paid = paid.add(s.amount().amount());
    }
    var funded = new BigDecimal(day.rows("SELECT coalesce(sum(amount), 0)::text FROM ledger.transfer t JOIN ledger.account d ON d.id = t.debit WHERE d.code = 'nostro-alpha' AND t.kind = %d".formatted(finality.ledger.TransferKind.ADJUSTMENT.ordinal() + 1)).getFirst());
    var here = new BigDecimal(day.money("nostro-alpha").split(" ")[0]).subtract(funded).add(paid);
    var there = bank.balance("nostro-alpha").add(executed);
    if (here.compareTo(there) != 0) violations.add("day " + n + ": without what was paid, our nostro moved by " + here + " here and by " + there + " at the bank");
  }
}
