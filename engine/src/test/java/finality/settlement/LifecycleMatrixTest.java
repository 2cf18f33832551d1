package finality.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import finality.money.Money;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Profile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every state and every kind of input: what follows, written down to be read. */
class LifecycleMatrixTest {

  private static final Path FILE = Path.of("src/test/resources/finality/settlement/lifecycle-matrix.txt");
  private static final Instant INTENT = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant SOON = INTENT.plusSeconds(20);
  private static final Instant EXPIRED = INTENT.plus(Duration.ofMinutes(11));
  private static final Money ORDERED = Money.of("100.00", "EUR");
  private static final Lifecycle LIFECYCLE = new Lifecycle();

  /** A life to start from; on its second id, so that there are facts about an old one. */
  private record Start(String name, Life life) {}

  private record Input(String name, boolean asksTheBank, How how) {}

  private interface How { Optional<Step> at(Life life, Profile profile); }

  // ── lives ──────────────────────────────────────────────────────────────────────────────────────────────

  private static Life life(State state, Funds funds, boolean idOpen, int attempt, long unproven, @Nullable String taken) {
    return new Life(state, funds, attempt, 2, idOpen, unproven, 0, 5, INTENT, INTENT.plus(Duration.ofMinutes(10)), taken, BigDecimal.ZERO, 0, false);
  }

  private static List<Start> starts() {
    var sole = life(State.IN_DOUBT, Funds.TRANSIT, true, 2, 0b10, null);
    return List.of(
        new Start("pending", Life.pending(5)),
        new Start("held", Life.pending(5).to(State.HELD)),
        new Start("queued", Life.pending(5).to(State.QUEUED)),
        new Start("locked, first time", Life.pending(5).to(State.LOCKED, Funds.HELD)),
        new Start("locked, the last send never left", life(State.LOCKED, Funds.HELD, true, 2, 0, null)),
        new Start("locked, the last id was declined", life(State.LOCKED, Funds.HELD, false, 2, 0, null)),
        new Start("sending", sole.to(State.SENDING)),
        new Start("sending, to be withdrawn", sole.to(State.SENDING).withdrawing(true)),
        new Start("sent", sole.taken("REF").to(State.SENT)),
        new Start("in_doubt, one send", sole),
        new Start("in_doubt, one send, the bank once had it", sole.taken("REF")),
        new Start("in_doubt, one send, no try left", new Life(State.IN_DOUBT, Funds.TRANSIT, 2, 2, true, 0b10, 0, 2, INTENT,
            sole.validUntil(), null, BigDecimal.ZERO, 0, false)),
        new Start("in_doubt, to be withdrawn", sole.withdrawing(true)),
        new Start("in_doubt, two sends", life(State.IN_DOUBT, Funds.TRANSIT, true, 3, 0b110, null)),
        new Start("in_review, in transit", sole.to(State.IN_REVIEW)),
        new Start("in_review, paid", sole.allProven().taken("REF").to(State.IN_REVIEW, Funds.PAID)),
        new Start("settled", sole.allProven().taken("REF").to(State.SETTLED, Funds.PAID)),
        new Start("failed, declined", life(State.FAILED, Funds.FREE, false, 2, 0, null)),
        new Start("cancelled", life(State.CANCELLED, Funds.FREE, true, 2, 0, null)),
        new Start("reversed", sole.allProven().taken("REF").returned(ORDERED.amount()).to(State.REVERSED, Funds.PAID)));
  }

  // ── inputs ─────────────────────────────────────────────────────────────────────────────────────────────

  private static Map<String, Answer> answers() {
    var all = new LinkedHashMap<String, Answer>();
    all.put("settled", new Answer.Settled("REF", ORDERED, BigDecimal.ZERO, SOON, 1));
    all.put("settled, another reference", new Answer.Settled("OTHER", ORDERED, BigDecimal.ZERO, SOON, 1));
    all.put("settled, another amount", new Answer.Settled("REF", Money.of("99.00", "EUR"), BigDecimal.ZERO, SOON, 1));
    all.put("settled, executed twice", new Answer.Settled("REF", ORDERED, BigDecimal.ZERO, SOON, 2));
    all.put("taken", new Answer.Taken("REF"));
    all.put("taken, another reference", new Answer.Taken("OTHER"));
    all.put("declined for good", new Answer.Declined("AC04", "account closed", true));
    all.put("declined for now", new Answer.Declined("AM04", "not now", false));
    all.put("not there", new Answer.NotThere("payment_not_found"));
    all.put("unsent", new Answer.Unsent("connection_refused", null));
    all.put("unsent, retry after 90 s", new Answer.Unsent("rate_limited", Duration.ofSeconds(90)));
    all.put("unknown", new Answer.Unknown("timeout"));
    return all;
  }

  private static List<Input> inputs() {
    var all = new ArrayList<Input>();
    answers().forEach((name, answer) -> all.add(new Input("answer to the last send: " + name, true,
        (l, p) -> on(l, p, new Fact.Answered(l.series(), l.attempt(), answer), SOON))));
    answers().forEach((name, answer) -> all.add(new Input("answer to the send before: " + name, true,
        (l, p) -> on(l, p, new Fact.Answered(l.series(), l.attempt() - 1, answer), SOON))));
    answers().forEach((name, answer) -> all.add(new Input("look-up: " + name, true,
        (l, p) -> on(l, p, new Fact.LookedUp(l.series(), answer, SOON), SOON))));
    answers().forEach((name, answer) -> all.add(new Input("look-up after it expired: " + name, true,
        (l, p) -> on(l, p, new Fact.LookedUp(l.series(), answer, EXPIRED), EXPIRED))));
    answers().forEach((name, answer) -> all.add(new Input("about an old id: " + name, true,
        (l, p) -> on(l, p, new Fact.LookedUp(l.series() - 1, answer, EXPIRED), EXPIRED))));
    Map.of("cancelled", new CancelAnswer.Cancelled("W"), "too late", new CancelAnswer.TooLate("executed"), "requested",
        new CancelAnswer.Requested("W"), "unknown", new CancelAnswer.Unknown("timeout"))
        .entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
          all.add(new Input("cancel answered: " + e.getKey(), true, (l, p) -> on(l, p, new Fact.CancelAnswered(l.series(), e.getValue()), SOON)));
          all.add(new Input("cancel of an old id answered: " + e.getKey(), true,
              (l, p) -> on(l, p, new Fact.CancelAnswered(l.series() - 1, e.getValue()), SOON)));
        });
    for (var amount : List.of("40.00", "100.00", "100.01")) all.add(new Input("returned " + amount
        + " of 100.00", true, (l, p) -> on(l, p, new Fact.Returned(l.series(), new BigDecimal(amount), "R"), SOON)));
    all.add(new Input("returned 100.00 of an old id", true, (l, p) -> on(l, p, new Fact.Returned(l.series() - 1, ORDERED.amount(), "R"), SOON)));
    conducted(all);
    return all;
  }

  private static void conducted(List<Input> all) {
    for (var funding : Lifecycle.Funding.values()) all.add(before("funding: " + funding.name().toLowerCase(), Set.of(State.PENDING),
        l -> LIFECYCLE.fund(l, funding, SOON)));
    all.add(before("book transfer that fits", Set.of(State.PENDING), LIFECYCLE::book));
    all.add(before("must be approved", Set.of(State.PENDING), l -> LIFECYCLE.hold(l, "approval")));
    all.add(before("window closed", Set.of(State.PENDING, State.LOCKED), l -> l.state() == State.PENDING
        ? LIFECYCLE.queue(l, "window", SOON.plusSeconds(3600)) : LIFECYCLE.again(l, "window", SOON)));
    all.add(before("its time has come, or the hold expired", Set.of(State.QUEUED, State.LOCKED), l -> LIFECYCLE.again(l, "due", SOON)));
    all.add(before("refused by validation", Set.of(State.PENDING, State.QUEUED, State.LOCKED), l -> LIFECYCLE.refuse(l, "account_closed")));
    all.add(new Input("intent", false, (l, p) -> LIFECYCLE.mayIntend(l, p) && l.state() == State.LOCKED
        ? Optional.of(LIFECYCLE.intend(l, p, SOON, SOON.plusSeconds(30))) : Optional.empty()));
    all.add(new Input("overdue: the lease ended", false, (l, p) -> LIFECYCLE.overdue(l, p, SOON)));
    all.add(new Input("overdue: past answer-by", false, (l, p) -> LIFECYCLE.overdue(l, p, INTENT.plus(p.answerBy()))));
    all.add(new Input("overdue: past the latest answer", false, (l, p) -> LIFECYCLE.overdue(l, p, INTENT.plus(p.latestAnswer()))));
    all.add(new Input("the client cancels", false, (l, p) -> LIFECYCLE.cancel(l, SOON)));
    all.add(new Input("retried on request", false, (l, p) -> LIFECYCLE.retry(l, 5, SOON)));
    for (var decision : List.of(State.PENDING, State.SETTLED, State.FAILED, State.CANCELLED, State.LOCKED,
        State.IN_DOUBT)) all.add(new Input("a person decides: " + decision.word(), false, (l, p) -> LIFECYCLE.decide(l, decision, p, SOON)));
  }

  private static Input before(String name, Set<State> states, Function<Life, Step> how) {
    return new Input(name, false, (l, p) -> states.contains(l.state()) ? Optional.of(how.apply(l)) : Optional.empty());
  }

  private static Optional<Step> on(Life life, Profile profile, Fact fact, Instant now) {
    return LIFECYCLE.on(life, fact, ORDERED, profile, now).map(step -> LIFECYCLE.sendsAgain(step.life(), fact, profile)
        ? sentAgain(step, profile, now) : step);
  }

  private static Step sentAgain(Step step, Profile profile, Instant now) {
    var again = LIFECYCLE.intend(step.life(), profile, now, now.plusSeconds(30));
    return new Step(again.life(), step.path(), step.cause() + ", " + again.cause(), again.due(), step.alarm());
  }

  private static Map<String, Profile> banks() {
    var all = new LinkedHashMap<String, Profile>();
    all.put("promises nothing", bank(false, false, false));
    all.put("takes an id once", bank(true, false, false));
    all.put("enforces valid_until", bank(false, true, false));
    all.put("both", bank(true, true, false));
    all.put("blocks what is cancelled", bank(false, false, true));
    return all;
  }

  private static Profile bank(boolean once, boolean until, boolean blocks) {
    return new Profile("bankapi", "bank", "BANKDEFF", Set.of("EUR"), once, until, blocks, Duration.ofSeconds(5), Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(10), Duration.ofDays(2), 8, 0, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
  }

  // ── the text ───────────────────────────────────────────────────────────────────────────────────────────

  private static String matrix() {
    var text = new StringBuilder("""
        What follows from what: every state, and everything that may happen to it.
        An arrow is followed by the states passed, where the money is, the cause, and when somebody looks at it next.
        Where the bank's promises make a difference, [they] stand behind the row. The intent is of 10:00:00, news comes at
        10:00:20 or, expired, at 10:11:00; valid_until is 10:10:00, answer-by 10 min, the latest answer 2 days.
        Accept a change: mvn -pl engine -am test -Dtest=LifecycleMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.accept=true
        """);
    for (var start : starts()) {
      text.append("\n== ").append(start.name()).append(" (").append(start.life().funds().name().toLowerCase()).append(")\n");
      var nothing = new ArrayList<String>();
      for (var input : inputs()) {
        var outcomes = outcomes(start.life(), input);
        if (outcomes.size() == 1 && outcomes.containsKey("-")) nothing.add(input.name());
        else outcomes.forEach((outcome, banks) -> text.append("%-62s %s%s%n".formatted(input.name(), outcome.equals("-")
            ? "-" : "-> " + outcome, banks.size() == banks().size() ? "" : "   [" + String.join("; ", banks) + "]")));
      }
      if (!nothing.isEmpty()) text.append("nothing changes by\n");
      nothing.stream().collect(Collectors.groupingBy(LifecycleMatrixTest::kind, LinkedHashMap::new,
          Collectors.mapping(LifecycleMatrixTest::which, Collectors.joining("; "))))
          .forEach((kind, which) -> text.append("  ").append(kind).append(which.isEmpty() ? "" : ": " + which).append('\n'));
    }
    return text.toString();
  }

  private static String kind(String input) { return input.contains(": ") ? input.substring(0, input.indexOf(": ")) : input; }

  private static String which(String input) { return input.contains(": ") ? input.substring(input.indexOf(": ") + 2) : ""; }

  private static Map<String, List<String>> outcomes(Life life, Input input) {
    var outcomes = new LinkedHashMap<String, List<String>>();
    banks().forEach((name, profile) -> {
      var step = possible(life, input) ? input.how().at(life, profile) : Optional.<Step>empty();
      outcomes.computeIfAbsent(step.map(s -> text(life, s)).orElse("-"), _ -> new ArrayList<>()).add(name);
    });
    return outcomes;
  }

  /** The bank says nothing of an id that was never sent. */
  private static boolean possible(Life life, Input input) { return !input.asksTheBank() || life.series() > 0; }

  private static String text(Life before, Step step) {
    var after = step.life();
    var path = String.join(", ", step.path().stream().map(State::word).toList());
    var more = (before.idOpen() && !after.idOpen() ? ", id closed" : "") + (after.series() > before.series() ? ", new id" : "")
        + (before.unproven() != after.unproven() ? ", unproven " + Long.bitCount(after.unproven()) : "") + (step.alarm() ? ", ALARM" : "");
    return "%-22s %-8s %s, due %s%s".formatted(path, after.funds().name().toLowerCase(), step.cause(), due(step.due()), more);
  }

  private static String due(Instant due) {
    if (due.equals(Lifecycle.NEVER)) return "never";
    if (due.equals(Lifecycle.KEEP)) return "as it was";
    return due.toString().substring(0, 19).replace("2026-11-23T", "").replace('T', ' ');
  }

  // ── tests ──────────────────────────────────────────────────────────────────────────────────────────────

  @Test void the_matrix_is_as_it_was_accepted() throws IOException {
    var matrix = matrix();
    if (Boolean.getBoolean("golden.accept")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, matrix);
    }
    assertThat(matrix).as("the lifecycle changed; read the difference, then accept it with -Dgolden.accept=true").isEqualTo(Files.exists(FILE) ? Files.readString(FILE) : "");
  }

  @Test void every_step_follows_the_table_fits_its_funds_and_is_looked_at_again() {
    for (var start : starts()) for (var input : inputs()) for (var profile : banks().values())
      if (possible(start.life(), input))
        input.how().at(start.life(), profile).ifPresent(s -> assertThat(Steps.fault(start.life(), s)).as(start.name() + " + " + input.name()).isNull());
  }

  @Test void no_timer_frees_money_of_what_may_have_been_sent() {
    for (var start : starts()) {
      var life = start.life();
      if (!life.state().underWay() && life.state() != State.IN_REVIEW) continue;
      for (var profile : banks().values()) for (long minutes = 0; minutes < 60 * 24 * 30; minutes += 7) {
        var step = LIFECYCLE.overdue(life, profile, INTENT.plus(Duration.ofMinutes(minutes)));
        step.ifPresent(s -> assertThat(s.life().funds()).as(start.name()).isEqualTo(life.funds()));
      }
    }
  }
}
