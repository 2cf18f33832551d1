package finality.settlement;

import com.github.f4b6a3.uuid.UuidCreator;
import finality.database.BinaryArrays;
import finality.ledger.Account;
import finality.ledger.AccountKind;
import finality.ledger.Accounts;
import finality.ledger.TransferKind;
import finality.rail.Credits;
import finality.rail.Credits.Credit;
import finality.rail.RailUnavailable;
import finality.settlement.Facts.Heard;
import finality.settlement.SettlementRows.Ref;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * Books what banks tell of money that came in, or came back, on one connection's nostro accounts: each credit once, by
 * the bank's own id; and has the bank's statement compared. Any number of nodes may ask; the cursor's compare-and-set lets one of them book a page.
 */
final class Incoming implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration COMPARED_EVERY = Duration.ofMinutes(1);
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lane lane;
  private final LaneWorker.Node node;
  private final Facts facts;
  private final Accounts accounts;
  private final Facts.HouseAccounts houseAccounts;
  private final Supplier<Collection<Integer>> tenants;
  private final StatementWatch watch;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Incoming(Lane lane, LaneWorker.Node node, Facts facts, Accounts accounts, Facts.HouseAccounts houseAccounts, Supplier<Collection<Integer>> tenants, StatementWatch watch) {
    this.lane = lane;
    this.node = node;
    this.facts = facts;
    this.accounts = accounts;
    this.houseAccounts = houseAccounts;
    this.tenants = tenants;
    this.watch = watch;
  }

  void stop() { stopped.countDown(); }

  @Override public void run() {
    var silent = new HashSet<Long>();
    var compare = node.clock().instant().plus(COMPARED_EVERY);
    try {
      while (!stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        var now = node.clock().instant();
        boolean comparing = !now.isBefore(compare);
        if (comparing) compare = now.plus(COMPARED_EVERY);
        round(comparing, silent, now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends without an exception: a database that is away for a minute must not end the listening for good. */
  private void round(boolean comparing, Set<Long> silent, Instant now) {
    try {
      for (var nostro : nostros()) {
        read(nostro, silent);
        if (comparing && !silent.contains(nostro.id())) compare(nostro, now);
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: what came in is not read now: {}", lane.connection(), e.getMessage());
    }
  }

  /** Today's statement, and for an hour after midnight yesterday's. */
  private void compare(Account nostro, Instant now) {
    try {
      var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      watch.compare(nostro, today, now);
      var yesterday = LocalDate.ofInstant(now.minus(Duration.ofHours(1)), ZoneOffset.UTC);
      if (!yesterday.equals(today)) watch.compare(nostro, yesterday, now);
    } catch (RailUnavailable | SQLException e) {
      LOG.warn("{}: the statement of {} is not compared now: {}", lane.connection(), nostro.code(), e.getMessage());
    }
  }

  private List<Account> nostros() {
    var nostros = new ArrayList<Account>();
    for (int tenant : tenants.get())
      for (var currency : lane.profile().currencies()) nostros.addAll(accounts.find(tenant, AccountKind.NOSTRO, lane.profile().bank(), currency));
    return nostros;
  }

  /** @param silent accounts whose bank does not answer, so that it is said once */
  private void read(Account nostro, Set<Long> silent) {
    try {
      while (stopped.getCount() > 0) {
        var cursor = cursor(nostro);
        var page = lane.rail().credits(nostro.number(), cursor, PAGE);
        if (!page.items().isEmpty()) book(nostro, cursor, page);
        silent.remove(nostro.id());
        if (page.items().size() < PAGE) return;
      }
    } catch (RailUnavailable e) {
      if (silent.add(nostro.id())) LOG.warn("{}: the bank tells nothing of {} now: {}", lane.connection(), nostro.code(), e.getMessage());
    } catch (SQLException | RuntimeException e) {
      if (silent.add(nostro.id())) LOG.warn("{}: credits of {} are not booked now: {}", lane.connection(), nostro.code(), e.getMessage(), Database.isAway(e) ? null : e);
    }
  }

  private @Nullable String cursor(Account nostro) throws SQLException {
    return node.database().transact(tx -> {
      try (var select = tx.prepareStatement("SELECT cursor FROM settlement.incoming_cursor WHERE account = ?")) {
        select.setLong(1, nostro.id());
        try (var found = select.executeQuery()) {
          return found.next() ? found.getString(1) : null;
        }
      }
    });
  }

  private void book(Account nostro, @Nullable String cursor, Credits page) throws SQLException {
    var items = node.database().transact(tx -> {
      var now = node.clock().instant();
      if (!advance(tx, nostro, cursor, page.nextCursor(), now)) return List.<Item>of();   // another node was faster
      var heard = new ArrayList<Heard>();
      var movements = new ArrayList<Movement>();
      var fresh = fresh(tx, nostro, page.items(), now);
      var originals = originals(tx, nostro, fresh);
      for (var credit : fresh) sort(nostro, credit, originals, heard, movements);
      return List.copyOf(facts.record(tx, heard, movements, new ArrayList<>()).values());
    });
    node.lanes().follow(items);
  }

  private static boolean advance(Connection tx, Account nostro, @Nullable String from, @Nullable String to, Instant now) throws SQLException {
    try (var write = tx.prepareStatement("""
        INSERT INTO settlement.incoming_cursor AS c (account, cursor, read_at) VALUES (?, ?, ?::timestamptz)
        ON CONFLICT (account) DO UPDATE SET cursor = EXCLUDED.cursor, read_at = EXCLUDED.read_at WHERE c.cursor IS NOT DISTINCT FROM ?
        """)) {
      write.setLong(1, nostro.id());
      write.setString(2, to);
      write.setString(3, now.toString());
      write.setString(4, from);
      return write.executeUpdate() == 1;
    }
  }

  /** A credit with the event its booking has. */
  private record Fresh(Credit credit, UUID event) {}

  /** Those not booked before, whatever the cursor says: a bank may start its cursors anew. */
  private static List<Fresh> fresh(Connection tx, Account nostro, Collection<Credit> credits, Instant now) throws SQLException {
    var fresh = new ArrayList<Fresh>();
    try (var insert = tx.prepareStatement("""
        INSERT INTO settlement.incoming (account, credit_id, tenant, kind, event, amount, detail, at)
        SELECT ?, n.credit_id, ?, n.kind, n.event, n.amount, n.detail::jsonb, ?::timestamptz
          FROM unnest(?::text[], ?::text[], ?::uuid[], ?::numeric[], ?::text[]) AS n(credit_id, kind, event, amount, detail)
        ON CONFLICT DO NOTHING
        RETURNING credit_id, event
        """)) {
      insert.setLong(1, nostro.id());
      insert.setInt(2, nostro.tenant());
      insert.setString(3, now.toString());
      insert.setArray(4, tx.createArrayOf("text", credits.stream().map(Credit::id).toArray()));
      insert.setArray(5, tx.createArrayOf("text", credits.stream().map(c -> c.kind().name().toLowerCase(Locale.ROOT)).toArray()));
      insert.setArray(6, tx.createArrayOf("uuid", credits.stream().map(c -> UuidCreator.getTimeOrderedEpoch()).toArray()));
      insert.setArray(7, tx.createArrayOf("numeric", credits.stream().map(c -> c.amount().amount()).toArray()));
      insert.setArray(8, tx.createArrayOf("text", credits.stream().map(JSON::writeValueAsString).toArray()));
      try (var found = insert.executeQuery()) {
        while (found.next()) {
          var id = found.getString(1);
          fresh.add(new Fresh(credits.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow(), found.getObject(2, UUID.class)));
        }
      }
    }
    return fresh;
  }

  /** A return goes to its instruction, a credit to the account its reference names, what is left to suspense. */
  private void sort(Account nostro, Fresh fresh, Set<UUID> originals, List<Heard> heard, List<Movement> movements) {
    var credit = fresh.credit;
    if (!credit.amount().asset().equals(nostro.asset())) throw new IllegalStateException("credit " + credit.id() + " is in " + credit.amount().asset() + ", the account in " + nostro.asset());
    var original = original(credit);
    if (original.isPresent() && originals.contains(original.get().instruction())) {
      heard.add(new Heard(new Ref(nostro.tenant(), original.get().instruction()),
          new Fact.Returned(original.get().series(), credit.amount().amount(), credit.id()), JSON.writeValueAsString(credit)));
      return;
    }
    var owner = credit.reference() == null ? null : accounts.find(nostro.tenant(), credit.reference().strip())
        .filter(a -> a.asset().equals(nostro.asset()) && (a.kind() == AccountKind.PARTICIPANT || a.kind() == AccountKind.VOSTRO)).orElse(null);
    long to = owner != null ? owner.id() : houseAccounts.suspense(nostro.tenant(), nostro.asset());
    movements.add(new Movement(fresh.event, nostro.id(), to, credit.amount().amount(), TransferKind.RECEIVED));
  }

  private static Optional<EndToEndId> original(Credit credit) {
    return credit.kind() == Credits.Kind.RETURN && credit.originalEndToEndId() != null ? EndToEndId.parse(credit.originalEndToEndId()) : Optional.empty();
  }

  /** Which instructions that these credits say to return are in these books. */
  private static Set<UUID> originals(Connection tx, Account nostro, List<Fresh> credits) throws SQLException {
    var named = credits.stream().flatMap(fresh -> original(fresh.credit).stream()).map(EndToEndId::instruction).distinct().toList();
    var known = new HashSet<UUID>();
    if (named.isEmpty()) return known;
    try (var select = tx.prepareStatement("""
        SELECT i.id FROM unnest(?::uuid[]) AS n(id)
         CROSS JOIN LATERAL (SELECT id FROM settlement.instruction i WHERE i.tenant = ? AND i.id = n.id OFFSET 0) i
        """)) {
      select.setArray(1, BinaryArrays.uuids(tx, named, id -> id));
      select.setInt(2, nostro.tenant());
      try (var found = select.executeQuery()) {
        while (found.next()) known.add(found.getObject(1, UUID.class));
      }
    }
    return known;
  }
}
