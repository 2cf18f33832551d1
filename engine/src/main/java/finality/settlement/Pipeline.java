package finality.settlement;

import finality.access.Person;
import finality.rail.Answer;
import finality.rail.Profile;
import finality.settlement.Facts.Heard;
import finality.settlement.SettlementRows.Ref;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verbs over the pipeline of this node: requests are validated by their caller's thread and committed in groups. */
final class Pipeline implements Settlements, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
  private static final Executor AGAIN = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  private final Validator validator;
  private final Lanes lanes;
  private final LaneWorker.Node node;
  private final GroupCommit<Instruction, Submitted> intake;
  private final GroupCommit<Heard, @Nullable State> facts;
  private final List<LaneWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Incoming> incoming = new ArrayList<>();
  private final Reviews reviews;
  private final boolean working;
  private volatile boolean closed;

  /**
   * @param incoming makes the reader of a lane's credits
   * @param working this node sends and looks up; otherwise it only accepts
   */
  Pipeline(Validator validator, Reviews reviews, Intake intake, Facts facts, LaneWorker.Node node, BiFunction<Lane, Function<Heard, CompletableFuture<@Nullable State>>, Incoming> incoming, int writers, boolean working) {
    this.validator = validator;
    this.reviews = reviews;
    this.lanes = node.lanes();
    this.node = node;
    this.working = working;
    this.intake = new GroupCommit<>("intake", writers, node.batch(), intake::commit);
    this.facts = new GroupCommit<>("facts", writers, node.batch(), facts::commit);
    var questions = new Asking(this::hear);
    lanes.answersGoTo(this::answered);
    for (var lane : lanes.all()) {
      var worker = new LaneWorker(lane, node, questions);
      workers.add(worker);
      if (working) lanes.worker(worker);
      if (!lane.isBook()) this.incoming.add(incoming.apply(lane, this::hear));
    }
  }

  void start() {
    if (!working) return;
    for (var reader : incoming) threads.add(Thread.ofVirtual().name("incoming").start(reader));
    for (var worker : workers) threads.add(Thread.ofPlatform().name("lane-" + worker.lane().connection()).daemon().start(worker));
  }

  private void answered(Item item, Answer answer, boolean first) {
    var durable = hear(new Heard(item.ref(), new Fact.Answered(item.life().series(), item.life().attempt(), answer), Evidence.of(answer, item.instruction.amount()), first ? item : null));
    if (first) durable.whenComplete((state, failed) -> lanes.of(item).release());
  }

  /**
   * Becomes durable with the next group. While the database is away it is kept and stored when it is back; a node that dies with it
   * finds it again by look-up.
   */
  CompletableFuture<@Nullable State> hear(Heard heard) {
    return facts.add(heard).exceptionallyCompose(failure -> {
      if (Database.isAway(failure) && !closed) return CompletableFuture.supplyAsync(() -> hear(heard), AGAIN).thenCompose(again -> again);
      LOG.error("settlement {}: what its rail said could not be stored and will be asked again: {}", heard.instruction().id(), heard.fact(), failure);
      return CompletableFuture.failedFuture(failure);
    });
  }

  // ── requests ───────────────────────────────────────────────────────────────────────────────────────────

  @Override public Submitted submit(Request request) { return submitAll(List.of(request)).getFirst(); }

  @Override public List<Submitted> submitAll(List<Request> requests) {
    var answers = new ArrayList<CompletableFuture<Submitted>>(requests.size());
    for (var request : requests) {
      answers.add(switch (validator.check(request)) {
        case Validator.Verdict.Valid(var instruction) -> intake.add(instruction).thenApply(answer -> answer instanceof Submitted.Conflict c ? named(instruction, c) : answer);
        case Validator.Verdict.Invalid(var problems) -> CompletableFuture.completedFuture(earlier(request).orElseGet(() -> new Submitted.Refused(problems)));
      });
    }
    return answers.stream().map(Pipeline::joined).toList();
  }

  /** What the key made, when it did: what is wrong with a request today says nothing of the day when it was accepted. */
  private Optional<Submitted> earlier(Request request) {
    try {
      return node.database().transact(tx -> node.rows().known(tx, request.tenant(), request.key())).map(known ->
          known.fingerprint().equals(request.fingerprint()) ? new Submitted.Replayed(known.id(), known.createdAt()) : new Submitted.Conflict(known.id(), Difference.coarse(request.fingerprint(), known.fingerprint())));
    } catch (SQLException e) {
      if (Database.isAway(e)) throw new Unavailable(e);
      throw new IllegalStateException(e);
    }
  }

  /** The same conflict, with the field that differs. */
  private Submitted named(Instruction asked, Submitted.Conflict conflict) {
    try {
      var stored = node.database().transact(tx -> node.rows().read(tx, List.of(new Ref(asked.tenant(), conflict.id())))).get(conflict.id());
      return stored == null ? conflict : new Submitted.Conflict(conflict.id(), Difference.first(asked, stored.instruction));
    } catch (SQLException e) {
      return conflict;   // the answer stands without it
    }
  }

  @Override public List<Submitted.Problem> validate(Request request) {
    return switch (validator.check(request)) {
      case Validator.Verdict.Valid(var instruction) -> node.clearance().problems(instruction, node.clock().instant());
      case Validator.Verdict.Invalid(var problems) -> problems;
    };
  }

  private static <R> R joined(CompletableFuture<R> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (Database.isAway(e) || e.getCause() instanceof RejectedExecutionException) throw new Unavailable(e.getCause());
      throw e;
    }
  }

  // ── what people ask ────────────────────────────────────────────────────────────────────────────────────

  @Override public Done cancel(int tenant, UUID id, String by) {
    return change(tenant, id, by, (item, now) -> node.lifecycle().cancel(item.life(), now), "cannot_cancel", "is too late to withdraw");
  }

  @Override public Done retry(int tenant, UUID id, String by) {
    return change(tenant, id, by, (item, now) -> item.instruction.kind() == Kind.REVERSAL ? Optional.empty()   // its approval is used up, and what it asked for may have been given back by another
        : node.lifecycle().retry(item.life(), lanes.budget(item.instruction), now), "cannot_retry", "cannot be tried again; only a failed settlement can, and a reversal is asked for anew");
  }

  @Override public Done process(int tenant, UUID id, String by) {
    return change(tenant, id, by, (item, now) -> {
      var life = item.life();
      if (life.state().ended() || life.state() == State.IN_REVIEW || life.state() == State.HELD || life.state() == State.SENDING) return Optional.empty();
      return Optional.of(new Step(life, List.of(life.state()), "due_now", now, false));
    }, "nothing_due", "has nothing that could be done now");
  }

  @Override public Optional<Submitted> reverse(int tenant, UUID id, UUID key, UUID fingerprint, @Nullable BigDecimal amount, String reason, String by) {
    var wish = new Reversals.Wish(tenant, id, key, fingerprint, amount, reason, by);
    try {
      return Optional.ofNullable(node.database().transact(tx -> node.reversals().make(tx, wish, node.clock().instant())));
    } catch (SQLException e) {
      if (Database.isAway(e)) throw new Unavailable(e);
      throw new IllegalStateException(e);
    }
  }

  @Override public Done propose(int tenant, UUID id, State decision, String reason, String by) {
    return transact(tenant, id, (tx, item, now) -> {
      var step = decided(item, decision, now);
      if (step.isEmpty()) return new Done.Refused("not_a_decision", "not as " + decision.word() + ": " + decisions(item, now));
      if (strands(item, step.get())) return stranded(item);
      reviews.propose(tx, item, decision, reason, by);
      return new Done.Accepted(item.state(), "waits for the approval of another person");
    });
  }

  @Override public Done approve(int tenant, UUID id, @Nullable State decision, String by) {
    return transact(tenant, id, (tx, item, now) -> {
      var proposal = reviews.open(tx, item);
      if (proposal == null) return nothingProposed(id, decisions(item, now));
      if (Person.same(proposal.by(), by)) return new Done.Refused("same_person", proposal.by() + " proposed it; another person must approve");
      if (decision == null && proposal.replaced()) return new Done.Refused("proposal_replaced", "another decision was proposed before; now " + proposal.by() + " proposes " + proposal.decision().word() + ". Say what you approve: {\"decision\": \"" + proposal.decision().word() + "\"}");
      if (decision != null && decision != proposal.decision()) return new Done.Refused("proposal_replaced", proposal.by() + " proposes " + proposal.decision().word() + " now, not " + decision.word() + "; look at it again");
      if (proposal.version() != item.version) return new Done.Refused("proposal_overtaken", "something became known after the proposal was made; look at the log and propose anew");
      var step = decided(item, proposal.decision(), now);
      if (step.isEmpty()) return new Done.Refused("not_a_decision", "not as " + proposal.decision().word() + ": " + decisions(item, now));
      if (strands(item, step.get())) return stranded(item);
      item.take(step.get(), proposal.evidence());
      item.by(by);
      reviews.approve(tx, item, by, now);
      node.turn().write(tx, List.of(item), now);
      return new Done.Changed(item.state());
    });
  }

  private static Done nothingProposed(UUID id, Decisions decisions) {
    var how = decisions.open().isEmpty() ? "" : ". Propose with POST /v1/settlements/" + id + "/review: {\"decision\": …, \"reason\": …}";
    return new Done.Refused("nothing_proposed", "nothing is proposed: " + decisions + how);
  }

  @Override public Optional<Decisions> decisions(int tenant, UUID id) {
    try {
      return Optional.ofNullable(node.database().transact(tx -> node.rows().read(tx, List.of(new Ref(tenant, id)))).get(id)).map(item -> decisions(item, node.clock().instant()));
    } catch (SQLException e) {
      if (Database.isAway(e)) throw new Unavailable(e);
      throw new IllegalStateException(e);
    }
  }

  private Decisions decisions(Item item, Instant now) {
    return new Decisions(item.state(), Arrays.stream(State.values()).filter(decision -> decided(item, decision, now).filter(step -> !strands(item, step)).isPresent()).toList());
  }

  private Optional<Step> decided(Item item, State decision, Instant now) {
    if (item.instruction.isRecall() && item.state() == State.IN_REVIEW) return Recall.decide(item.life(), decision, now);
    return node.lifecycle().decide(item.life(), decision, profile(item), now);
  }

  /** What is promised about the connection; null for book transfers. */
  private @Nullable Profile profile(Item item) {
    return item.instruction.isBook() ? null : lanes.find(item.instruction.connection()).map(Lane::profile).orElseGet(() -> Profile.withoutPromises(item.instruction.connection()));
  }

  /** Over a connection that is not configured only what never left may end. The rest would be left for nobody, or be decided without its bank. */
  private boolean strands(Item item, Step step) {
    boolean left = item.state().underWay() || item.state() == State.IN_REVIEW;
    return lanes.find(item.instruction.connection()).isEmpty() && (left || !step.life().state().ended());
  }

  private static Done stranded(Item item) {
    var connection = item.instruction.connection();
    return new Done.Refused("connection_not_configured", "connection \"" + connection + "\" is not configured, so its bank can be neither paid nor asked; configure it again under rails.<rail>.connections[] with name: "
        + connection + " and without enabled: false, and restart: then what is under way is looked up");
  }

  /** Something a person asks, decided on the locked instruction. */
  @FunctionalInterface
  private interface Verb {
    Done on(Connection tx, Item item, Instant now) throws SQLException;
  }

  private Done change(int tenant, UUID id, String by, BiFunction<Item, Instant, Optional<Step>> verb, String code, String why) {
    return transact(tenant, id, (tx, item, now) -> {
      var step = verb.apply(item, now);
      if (step.isEmpty()) return new Done.Refused(code, "the settlement is " + item.state().word() + " and " + why);
      if (strands(item, step.get())) return stranded(item);
      item.take(step.get());
      item.by(by);
      node.turn().write(tx, List.of(item), now);
      return item.state().underWay() ? new Done.Accepted(item.state(), item.cause()) : new Done.Changed(item.state());
    });
  }

  private Done transact(int tenant, UUID id, Verb verb) {
    record Result(@Nullable Item item, Done done) {}
    try {
      var result = node.database().transact(tx -> {
        var item = node.rows().lock(tx, List.of(new Ref(tenant, id))).get(id);
        return item == null ? new Result(null, new Done.NotFound()) : new Result(item, verb.on(tx, item, node.clock().instant()));
      });
      if (result.item != null) lanes.follow(List.of(result.item));
      return result.done;
    } catch (SQLException e) {
      if (Database.isAway(e)) throw new Unavailable(e);
      throw new IllegalStateException(e);
    }
  }

  /** Takes nothing new, waits for what is under way, then stops. */
  @Override public void close() {
    intake.close();
    incoming.forEach(Incoming::stop);
    workers.forEach(LaneWorker::stop);
    lanes.all().forEach(Lane::close);
    closed = true;
    facts.close();
  }
}
