package finality.settlement;

import finality.ledger.TransferKind;
import finality.money.Asset;
import finality.rail.Answer;
import finality.rail.CancelAnswer;
import finality.rail.Profile;
import finality.settlement.SettlementRows.Ref;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what became known from outside, a batch a transaction. No fact is refused: not one about an old attempt, not
 * one brought back by a worker whose claim has passed; {@link Lifecycle#on} decides what it means for the state of now.
 */
final class Facts {
  private static final Logger LOG = LoggerFactory.getLogger(Facts.class);

  /**
   * @param evidence a JSON object: what the rail said
   * @param sent as its sender left it, where whoever heard the fact is its sender: nearly always it still stands so, and is not read again
   */
  record Heard(Ref instruction, Fact fact, @Nullable String evidence, @Nullable Item sent) {
    Heard(Ref instruction, Fact fact, @Nullable String evidence) { this(instruction, fact, evidence, null); }
  }

  /** House accounts that facts book on. */
  interface HouseAccounts {
    /** What banks keep. */
    long charges(int tenant, Asset asset);

    /** What came and belongs to nobody yet. */
    long suspense(int tenant, Asset asset);
  }

  private final Database database;
  private final SettlementRows rows;
  private final Lifecycle lifecycle;
  private final Turn turn;
  private final Lanes lanes;
  private final Clock clock;
  private final RandomGenerator chance;
  private final HouseAccounts houseAccounts;
  private final Reversals reversals;

  Facts(Database database, SettlementRows rows, Lifecycle lifecycle, Turn turn, Lanes lanes, Clock clock, RandomGenerator chance, HouseAccounts houseAccounts, Reversals reversals) {
    this.database = database;
    this.rows = rows;
    this.lifecycle = lifecycle;
    this.turn = turn;
    this.lanes = lanes;
    this.clock = clock;
    this.chance = chance;
    this.houseAccounts = houseAccounts;
    this.reversals = reversals;
  }

  /** The state each instruction has after its fact; null when there is no such instruction. */
  List<@Nullable State> commit(List<Heard> batch) throws SQLException {
    var tries = new AtomicInteger();
    var items = database.transact(tx -> {
      var reserved = new ArrayList<Item>();
      try {
        return record(tx, batch, tries.getAndIncrement() == 0, List.of(), reserved);
      } catch (SQLException | RuntimeException | Error e) {
        lanes.release(reserved);
        throw e;
      }
    });
    lanes.follow(items.values());
    return batch.stream().map(heard -> items.get(heard.instruction.id())).map(item -> item == null ? null : item.state()).collect(Collectors.toList());
  }

  /** Within somebody's transaction, with what else it moves. */
  Map<UUID, Item> record(Connection tx, List<Heard> batch, Collection<Movement> others, Collection<Item> reserved) throws SQLException { return record(tx, batch, false, others, reserved); }

  /** @param trusting that what was sent stands as its sender left it; where it does not, the log's key refuses the whole, and it is decided again on what is there */
  private Map<UUID, Item> record(Connection tx, List<Heard> batch, boolean trusting, Collection<Movement> others, Collection<Item> reserved) throws SQLException {
    var now = clock.instant();
    var movements = new ArrayList<>(others);
    var items = new HashMap<UUID, Item>(batch.size() * 2);
    if (trusting) {
      for (var heard : batch) if (heard.sent != null) items.putIfAbsent(heard.instruction.id(), heard.sent.next());
      decide(batch, items, movements, reserved, now);
      items.values().removeIf(item -> !item.changed());   // what writes nothing would not be refused: these are read
    }
    var unread = new LinkedHashSet<Ref>();
    for (var heard : batch) if (!items.containsKey(heard.instruction.id())) unread.add(heard.instruction);
    if (!unread.isEmpty()) {
      var read = rows.lock(tx, unread);
      decide(batch, read, movements, reserved, now);
      for (var ref : unread) if (!read.containsKey(ref.id())) LOG.warn("a rail spoke of {}, which is not in these books", ref.id());
      items.putAll(read);
    }
    var backs = new ArrayList<Reversals.Back>();
    for (var heard : batch) {
      var original = items.get(heard.instruction.id());
      if (original != null && heard.fact instanceof Fact.Returned(_, BigDecimal amount, _)) backs.add(new Reversals.Back(original, amount));
    }
    for (var reversal : reversals.returned(tx, backs, items)) items.put(reversal.instruction.id(), reversal);
    turn.write(tx, items.values().stream().filter(Item::changed).toList(), movements, now);
    return items;
  }

  private void decide(List<Heard> batch, Map<UUID, Item> items, List<Movement> movements, Collection<Item> reserved, Instant now) {
    for (var heard : batch) {
      var item = items.get(heard.instruction.id());
      if (item != null) decide(item, heard, movements, reserved, now);
    }
  }

  private void decide(Item item, Heard heard, List<Movement> movements, Collection<Item> reserved, Instant now) {
    if (item.instruction.isRecall()) {
      if (heard.fact instanceof Fact.CancelAnswered(_, CancelAnswer answer) && item.state() == State.QUEUED) item.take(Recall.answered(item.life(), answer, now), heard.evidence);
      return;
    }
    var lane = lanes.find(item.instruction.connection()).orElse(null);   // none: it was removed, and another one to the same bank speaks of it
    var profile = lane == null ? Profile.withoutPromises(item.instruction.connection()) : lane.profile();
    var step = lifecycle.on(item.life(), heard.fact, item.instruction.amount(), profile, now);
    if (step.isEmpty()) return;
    item.take(step.get(), heard.evidence);
    if (item.state() == State.LOCKED) item.due(jittered(item.due(), now));
    movement(item, heard.fact, movements);
    if (lane != null && !item.intending() && lifecycle.sendsAgain(item.life(), heard.fact, profile) && lane.reserve(item.instruction.tenant())) {
      item.take(lifecycle.intend(item.life(), profile, now, Funding.lease(lane, now)));
      item.intends();
      reserved.add(item);
    }
  }

  /** What moves besides the amount itself: it came back, or the bank kept something. */
  private void movement(Item item, Fact fact, List<Movement> movements) {
    var i = item.instruction;
    var charges = switch (fact) {
      case Fact.Answered(_, _, Answer.Settled s) -> s.charges();
      case Fact.LookedUp(_, Answer.Settled s, _) -> s.charges();
      default -> BigDecimal.ZERO;
    };
    if (charges.signum() > 0 && item.state() == State.SETTLED) movements.add(new Movement(i.id(), houseAccounts.charges(i.tenant(), i.amount().asset()), i.destination(), charges, TransferKind.CHARGES));
    if (fact instanceof Fact.Returned(_, BigDecimal amount, _)) movements.add(new Movement(i.id(), i.destination(), item.state().ended() ? i.debtor() : houseAccounts.suspense(i.tenant(), i.amount().asset()), amount, TransferKind.RETURNED));
  }

  /** Up to a fifth longer: what failed together is not tried again together. */
  private Instant jittered(Instant due, Instant now) {
    var wait = Duration.between(now, due);
    return due.plusMillis(chance.nextLong(Math.max(1, wait.toMillis() / 5)));
  }
}
