package finality.settlement;

import finality.ledger.Books;
import finality.ledger.Posting;
import finality.settlement.Submitted.Created;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts instructions, a batch a transaction: keys asked, instructions stored, funded and, where their connection has
 * room, their intents written, all in one commit. What is acknowledged is durable.
 */
final class Intake {
  /** So many batches after one that had to be decided again lock first; so many after one with a known key ask for them. */
  private static final int CAUTIOUS_FOR = 16;
  /** Smaller batches always ask for known keys: that costs them little, and a refused COPY much. */
  private static final int LARGE = 256;

  private final AtomicInteger cautious = new AtomicInteger();
  private final AtomicInteger asking = new AtomicInteger();
  private final Database database;
  private final SettlementRows rows;
  private final Funding funding;
  private final Clearance clearance;
  private final Lanes lanes;
  private final Clock clock;
  private final int node;

  Intake(Database database, SettlementRows rows, Funding funding, Clearance clearance, Lanes lanes, Clock clock, int node) {
    this.database = database;
    this.rows = rows;
    this.funding = funding;
    this.clearance = clearance;
    this.lanes = lanes;
    this.clock = clock;
    this.node = node;
  }

  /** One transaction's part: what was stored, and the answer to each request. */
  private record Accepted(List<Item> items, List<Submitted> answers) {}

  List<Submitted> commit(List<Instruction> batch) throws SQLException {
    boolean late = cautious.getAndUpdate(left -> Math.max(0, left - 1)) == 0 && !clearance.screens();   // a day's use is counted under the locks of its debtors
    boolean trusting = batch.size() >= LARGE && asking.getAndUpdate(left -> Math.max(0, left - 1)) == 0;   // that no key is known; the unique index knows better
    var tries = new AtomicInteger();
    var accepted = database.transact(tx -> {
      var reserved = new ArrayList<Item>();
      try {
        boolean first = tries.getAndIncrement() == 0;
        var known = first && trusting ? Map.<UUID, SettlementRows.Known>of() : rows.known(tx, batch);
        if (!known.isEmpty()) asking.set(CAUTIOUS_FOR);
        return accept(tx, batch, known, reserved, late && first);
      } catch (Posting.Moved e) {
        cautious.set(CAUTIOUS_FOR);
        lanes.release(reserved);
        throw e;
      } catch (SQLException | RuntimeException | Error e) {
        lanes.release(reserved);
        throw e;
      }
    });
    lanes.follow(accepted.items);
    return accepted.answers;
  }

  /**
   * Accounts that everybody uses, such as a nostro, are locked last: everything else is written before, on what they held when it
   * was decided. Where that came out wrong, the batch is decided again with the locks first, and so are the next ones.
   * @param late false: locks first
   */
  private Accepted accept(Connection tx, List<Instruction> batch, Map<UUID, SettlementRows.Known> known, List<Item> items, boolean late) throws SQLException {
    var now = clock.instant();
    var first = new HashMap<UUID, Instruction>();
    for (var i : batch) if (!known.containsKey(i.key())) first.putIfAbsent(i.key(), i);
    rows.insert(tx, first.values().stream().sorted(Comparator.comparing(Instruction::key)).toList());

    for (var i : batch) if (first.get(i.key()) == i) items.add(Item.fresh(i, lanes.budget(i), now));
    items.sort(Comparator.comparing(item -> item.instruction.priority()));   // stable: arrival order within a priority
    var accounts = new LinkedHashSet<Long>();
    for (var item : items) Funding.accounts(item, accounts);
    if (!items.isEmpty()) {
      var posting = late ? Books.openLate(tx, accounts, now) : Books.open(tx, accounts, now);
      var screened = clearance.open(tx, items, now);
      for (var item : items) funding.advance(List.of(item), lanes.of(item), posting, screened, now);
      rows.write(tx, items, now, node);
      posting.write();
      screened.write();
    }
    return new Accepted(items, answers(batch, known, first, items, now));
  }

  private static List<Submitted> answers(List<Instruction> batch, Map<UUID, SettlementRows.Known> known, Map<UUID, Instruction> first, List<Item> items, Instant now) {
    var created = new HashMap<UUID, Item>();
    for (var item : items) created.put(item.instruction.key(), item);
    var answers = new ArrayList<Submitted>(batch.size());
    for (var i : batch) {
      var earlier = known.get(i.key());
      var made = first.get(i.key());
      if (made == i) {
        var item = created.get(i.key());
        answers.add(new Created(i.id(), item.state(), item.seq(), item.cause(), i.createdAt(), now));
      } else {
        var id = earlier != null ? earlier.id() : made.id();
        var fingerprint = earlier != null ? earlier.fingerprint() : made.fingerprint();
        var at = earlier != null ? earlier.createdAt() : now;
        answers.add(fingerprint.equals(i.fingerprint()) ? new Submitted.Replayed(id, at) : new Submitted.Conflict(id, Difference.coarse(i.fingerprint(), fingerprint)));
      }
    }
    return answers;
  }
}
