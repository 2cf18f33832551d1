package finality.settlement;

import finality.ledger.Books;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due on one lane: funds and sends what waits, looks up what is in doubt. Claims are leases on rows of
 * the work queue, so any number of nodes may run one for the same lane.
 */
final class LaneWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);

  /** How long funds are held for something that is not sent. */
  private static final Duration HOLD = Duration.ofSeconds(600);
  private static final Duration BETWEEN_EXPIRIES = Duration.ofSeconds(10);

  /** What a worker needs of the node it runs on. */
  record Node(Database database, SettlementRows rows, Lifecycle lifecycle, Funding funding, Clearance clearance, Turn turn, Reversals reversals, Lanes lanes, Clock clock, House house, int batch, Duration poll) {}

  /** Asks the rail about an item, or tells it to withdraw it, and records what it says. */
  interface Questions {
    void ask(Lane lane, Item item, Instant now);

    /** Asks the rail to give back what a settled payment paid. */
    void recall(Lane lane, Item reversal);
  }

  private final Lane lane;
  private final Node node;
  private final Questions questions;
  private final Claims claims;
  private final Semaphore woken = new Semaphore(0);
  private final Semaphore asking;
  private Instant nextExpiry = Instant.MIN;
  private volatile boolean stopped;

  LaneWorker(Lane lane, Node node, Questions questions) {
    this.lane = lane;
    this.node = node;
    this.questions = questions;
    claims = new Claims(node.rows);
    asking = new Semaphore(lane.isBook() ? 1 : Math.max(8, lane.profile().concurrency()));
  }

  Lane lane() { return lane; }

  void wake() { woken.release(); }

  void stop() {
    stopped = true;
    wake();
  }

  @Override public void run() {
    while (!stopped) {
      try {
        boolean more = check();
        more |= send();
        more |= expire();
        if (!more) await(node.poll);
      } catch (SQLException | RuntimeException e) {
        if (stopped) return;
        LOG.warn("lane {}: {}; trying again", lane.connection(), e.getMessage(), Database.isAway(e) ? null : e);
        await(Duration.ofMillis(500));
      }
    }
  }

  /** @return whether more may be due */
  private boolean send() throws SQLException {
    int room = Math.min(lane.free(), node.batch);
    if (room == 0) return false;
    var tenants = node.house.sendingTenants();
    var taken = node.database.transact(tx -> {
      var reserved = new ArrayList<Item>();
      try {
        return fund(tx, tenants, room, reserved);
      } catch (SQLException | RuntimeException | Error e) {
        node.lanes.release(reserved);
        throw e;
      }
    });
    node.lanes.follow(taken);
    for (var item : taken) if (item.instruction.isRecall() && item.state() == State.QUEUED) lane.call(() -> questions.recall(lane, item));
    boolean more = taken.size() >= Math.max(1, room / Math.max(1, tenants.size()));
    lane.backlog(more);
    return more && lane.free() > 0 && taken.stream().anyMatch(Item::changed);
  }

  private List<Item> fund(Connection tx, Collection<Integer> tenants, int room, List<Item> items) throws SQLException {
    var now = node.clock.instant();
    items.addAll(claims.toSend(tx, lane.connection(), tenants, now, room));
    if (items.isEmpty()) return items;
    var accounts = new LinkedHashSet<Long>();
    for (var item : items) Funding.accounts(item, accounts);
    var posting = Books.open(tx, accounts, now);
    var screened = node.clearance.open(tx, items, now);
    node.funding.advance(items, lane, posting, screened, now);
    var given = node.reversals.booked(tx, items);
    node.rows.write(tx, Stream.concat(items.stream(), given.stream()).toList(), now, node.house.number());
    posting.write();
    screened.write();
    node.clearance.giveBack(tx, items, now);
    items.addAll(given);
    return items;
  }

  /** Holds that outlived their time, on a lane that is paused or down: released, and validated afresh when there is a turn again. */
  private boolean expire() throws SQLException {
    var now = node.clock.instant();
    if (lane.isBook() || now.isBefore(nextExpiry)) return false;
    var released = node.database.transact(tx -> {
      var items = claims.expired(tx, lane.connection(), now.minus(HOLD), node.batch);
      for (var item : items) {
        var turn = item.due();
        item.take(node.lifecycle.again(item.life(), "hold_expired", now));
        if (turn.isAfter(now)) item.due(turn);   // when the bank said to come again: that the money is free is no reason to come sooner
      }
      node.turn.write(tx, items, now);
      return items;
    });
    node.lanes.follow(released);
    boolean more = released.size() == node.batch;
    if (!more) nextExpiry = now.plus(BETWEEN_EXPIRIES);
    return more;
  }

  /** What is under way and due: time decides first, what is left is asked of the rail. A node whose clock is wrong leaves it to others. */
  private boolean check() throws SQLException {
    if (lane.isBook() || !node.house.clocks().isRight()) return false;
    int room = Math.min(asking.availablePermits(), node.batch);
    if (room == 0) return false;
    var asked = new ArrayList<Item>();
    var claimed = node.database.transact(tx -> {
      asked.clear();
      var now = node.clock.instant();
      var items = claims.toCheck(tx, lane.connection(), now, room);
      for (var item : items) {
        var step = node.lifecycle.overdue(item.life(), lane.profile(), now);
        if (step.isPresent()) item.take(step.get());
        else asked.add(item);
      }
      node.turn.write(tx, items.stream().filter(Item::changed).toList(), now);
      node.rows.lease(tx, asked, Funding.lease(lane, now), node.house.number());
      return items;
    });
    node.lanes.follow(claimed);
    for (var item : asked) {
      asking.acquireUninterruptibly();
      lane.call(() -> {
        try {
          var now = node.clock.instant();
          if (node.house.clocks().isRight()) questions.ask(lane, item, now);   // else when the lease ends: an answer of a wrong moment would be taken for proof
        } finally {
          asking.release();
        }
      });
    }
    return !claimed.isEmpty();
  }

  private void await(Duration longest) {
    try {
      if (woken.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) woken.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}
