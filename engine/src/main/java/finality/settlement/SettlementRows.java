package finality.settlement;

import finality.database.BinaryArrays;
import finality.database.CopyRows;
import finality.money.Asset;
import finality.money.Money;
import finality.rail.Party;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The SQL of schema {@code settlement}: one statement a table and batch, never one a row. */
final class SettlementRows {
  static final String INSTRUCTION = """
      i.tenant, i.id, i.key, i.fingerprint, i.kind, i.debtor, i.transit, i.destination, i.connection, i.amount, i.asset, i.priority,
      i.max_attempts, i.creditor_name, i.requested_date, i.reference, i.purpose, i.details, i.reverses, i.created_at, i.created_by,
      i.creditor_account, i.creditor_bank, i.creditor_country""";
  static final String LIVE = """
      l.state, l.version, l.fence, l.funds, l.held_seq, l.attempt, l.series, l.id_open, l.unproven, l.tries, l.budget,
      l.intent_at, l.valid_until, l.taken, l.returned, l.lookups, l.withdrawing""";

  /** Log rows of the shortest history in which a payment was posted and taken back: accepted, settled, in review, failed. */
  private static final int FOUND_UNPAID = 4;

  // A look-up for each row, whatever the statistics say: of a queue that was empty when it was last looked at they say that it has one row,
  // and a join planned on that compares each row of it with each id that is asked for.
  static final String BY_KEY = "SELECT * FROM settlement.instruction i WHERE i.tenant = %1$s.tenant AND i.id = %1$s.id OFFSET 0";

  /** What rows do not say: an asset's scale, a nostro's number. */
  private final Function<String, Asset> assets;
  private final Function<Long, @Nullable String> accountNumbers;

  SettlementRows(Function<String, Asset> assets, Function<Long, @Nullable String> accountNumbers) {
    this.assets = assets;
    this.accountNumbers = accountNumbers;
  }

  /** The first instruction of each key. */
  record Known(UUID id, UUID fingerprint, Instant createdAt) {}

  /** Which of these keys made an instruction already: one array query; the unique index stays the arbiter. */
  Map<UUID, Known> known(Connection tx, List<Instruction> asked) throws SQLException {
    return known(tx, BinaryArrays.ints(tx, asked, Instruction::tenant), BinaryArrays.uuids(tx, asked, Instruction::key));
  }

  Optional<Known> known(Connection tx, int tenant, UUID key) throws SQLException {
    return Optional.ofNullable(known(tx, BinaryArrays.ints(tx, List.of(tenant), t -> t), BinaryArrays.uuids(tx, List.of(key), k -> k)).get(key));
  }

  private static Map<UUID, Known> known(Connection tx, Array tenants, Array keys) throws SQLException {
    var known = new HashMap<UUID, Known>();
    try (var select = tx.prepareStatement("""
        SELECT i.key, i.id, i.fingerprint, i.created_at
          FROM unnest(?::int[], ?::uuid[]) AS k(tenant, key)
         CROSS JOIN LATERAL (SELECT * FROM settlement.instruction i WHERE i.tenant = k.tenant AND i.key = k.key OFFSET 0) i
        """)) {
      select.setArray(1, tenants);
      select.setArray(2, keys);
      try (var found = select.executeQuery()) {
        while (found.next()) known.put(uuid(found, 1), new Known(uuid(found, 2), uuid(found, 3), instant(found, 4)));
      }
    }
    return known;
  }

  /** @param instructions in key order, so that two writers meet the same keys in the same order and cannot deadlock */
  void insert(Connection tx, List<Instruction> instructions) throws SQLException {
    var copy = new CopyRows("settlement.instruction (tenant, id, key, fingerprint, kind, debtor, transit, destination, connection, amount, asset, priority,"
        + " max_attempts, creditor_name, creditor_account, creditor_bank, creditor_country, requested_date, reference, purpose, details, reverses, created_at, created_by)", instructions.size());
    for (var i : instructions) {
      copy.row().put(i.tenant()).put(i.id()).put(i.key()).put(i.fingerprint()).putShort(i.kind().code).put(i.debtor());
      if (i.transit() == null) copy.putNull(); else copy.put((long) i.transit());
      copy.put(i.destination()).put(i.connection()).put(i.amount().amount()).put(i.amount().asset().code()).putShort(i.priority().code());
      if (i.maxAttempts() == null) copy.putNull(); else copy.putShort(i.maxAttempts());
      creditor(copy, i.creditor());
      copy.put(i.requestedDate()).put(i.reference()).put(i.purpose())
          .put(i.details()).put(i.reverses()).put(i.createdAt()).put(i.by());
    }
    copy.into(tx);
  }

  private static void creditor(CopyRows copy, @Nullable Party creditor) {
    if (creditor == null) copy.putNull().putNull().putNull().putNull();
    else copy.put(creditor.name()).put(creditor.account()).put(creditor.bank()).put(creditor.country());
  }

  /** An instruction's full key. */
  record Ref(int tenant, UUID id) {}

  /** These instructions, their queue rows locked in id order; those that ended are read from the end of their log. Unknown ones are left out. */
  Map<UUID, Item> lock(Connection tx, Collection<Ref> refs) throws SQLException { return items(tx, refs, "FOR UPDATE OF l"); }

  /** The same, to look at only. */
  Map<UUID, Item> read(Connection tx, Collection<Ref> refs) throws SQLException { return items(tx, refs, ""); }

  private Map<UUID, Item> items(Connection tx, Collection<Ref> refs, String locking) throws SQLException {
    var instructions = instructions(tx, refs);
    var items = new HashMap<UUID, Item>();
    try (var select = tx.prepareStatement("""
        SELECT %s, l.id FROM settlement.live l WHERE l.tenant = ANY (?) AND l.id = ANY (?) ORDER BY l.id %s
        """.formatted(LIVE, locking))) {
      set(select, refs);
      try (var r = select.executeQuery()) {
        while (r.next()) {
          var instruction = instructions.get(uuid(r, 18));
          if (instruction == null) throw new IllegalStateException(uuid(r, 18) + " is under way and there is no such instruction");
          items.put(instruction.id(), liveItem(instruction, r, 0));
        }
      }
    }
    if (items.size() < refs.size()) addEnded(tx, refs.stream().filter(ref -> !items.containsKey(ref.id())).toList(), items);
    return items;
  }

  private Map<UUID, Instruction> instructions(Connection tx, Collection<Ref> refs) throws SQLException {
    var instructions = new HashMap<UUID, Instruction>();
    try (var select = tx.prepareStatement("""
        SELECT %s FROM unnest(?::int[], ?::uuid[]) AS k(tenant, id) CROSS JOIN LATERAL (%s) i
        """.formatted(INSTRUCTION, BY_KEY.formatted("k")))) {
      set(select, refs);
      try (var r = select.executeQuery()) {
        while (r.next()) instructions.put(uuid(r, 2), instruction(r));
      }
    }
    return instructions;
  }

  private void addEnded(Connection tx, List<Ref> refs, Map<UUID, Item> items) throws SQLException {
    try (var select = tx.prepareStatement("""
        SELECT %s, o.state, o.seq, o.attempt, o.series, o.id_open, o.reference, o.returned
          FROM unnest(?::int[], ?::uuid[]) AS k(tenant, id)
         CROSS JOIN LATERAL (%s) i
         CROSS JOIN LATERAL (SELECT * FROM settlement.log x WHERE x.instruction = i.id ORDER BY x.seq DESC LIMIT 1) o
        """.formatted(INSTRUCTION, BY_KEY.formatted("k")))) {
      set(select, refs);
      try (var r = select.executeQuery()) {
        while (r.next()) {
          var state = State.of(r.getInt(25));
          var funds = state == State.SETTLED || state == State.REVERSED ? Funds.PAID : Funds.FREE;
          var life = new Life(state, funds, r.getInt(27), r.getInt(28), r.getBoolean(29), 0, 0, r.getInt(27), null, null, r.getString(30), r.getBigDecimal(31), 0, false);
          var instruction = instruction(r);
          items.put(instruction.id(), new Item(instruction, life, false, false, r.getInt(26), 0, 0));
        }
      }
    }
  }

  List<Item> liveItems(PreparedStatement select) throws SQLException {
    var items = new ArrayList<Item>();
    try (var r = select.executeQuery()) {
      while (r.next()) items.add(liveItem(instruction(r), r, 24));
    }
    return items;
  }

  /** Where {@code l.due} follows the columns: each with the time at which it is due. */
  List<Item> liveItemsAndDue(PreparedStatement select) throws SQLException {
    var items = new ArrayList<Item>();
    try (var r = select.executeQuery()) {
      while (r.next()) {
        var item = liveItem(instruction(r), r, 24);
        item.due(Objects.requireNonNull(instant(r, 42)));
        items.add(item);
      }
    }
    return items;
  }

  /** @param before columns before those of the work queue */
  private static Item liveItem(Instruction instruction, ResultSet r, int before) throws SQLException {
    var life = new Life(State.of(r.getInt(before + 1)), Funds.of(r.getInt(before + 4)), r.getInt(before + 6), r.getInt(before + 7), r.getBoolean(before + 8), r.getLong(before + 9),
        r.getInt(before + 10), r.getInt(before + 11), instant(r, before + 12), instant(r, before + 13), r.getString(before + 14), r.getBigDecimal(before + 15),
        r.getInt(before + 16), r.getBoolean(before + 17));
    return new Item(instruction, life, false, true, r.getInt(before + 2), r.getInt(before + 3), r.getInt(before + 5));
  }

  private Instruction instruction(ResultSet r) throws SQLException {
    var asset = assets.apply(r.getString(11));
    long transit = r.getLong(7);
    boolean book = r.wasNull();
    int attempts = r.getInt(13);
    Integer maxAttempts = r.wasNull() ? null : attempts;
    var creditor = r.getString(22);
    return new Instruction(r.getInt(1), uuid(r, 2), uuid(r, 3), uuid(r, 4), Kind.of(r.getInt(5)),
        r.getLong(6), book ? null : transit, r.getLong(8), book ? null : accountNumbers.apply(r.getLong(8)), r.getString(9),
        new Money(r.getBigDecimal(10), asset), Priority.of(r.getInt(12)), maxAttempts, creditor == null ? null : new Party(r.getString(14), creditor, r.getString(23), r.getString(24)),
        r.getObject(15, LocalDate.class), r.getString(16), r.getString(17), r.getString(18), r.getObject(19, UUID.class), instant(r, 20), r.getString(21));
  }

  /**
   * Writes what a transaction decided: log and work queue. The log's key is the compare-and-set.
   * @param owner this node, for rows it goes on working on
   */
  void write(Connection tx, Collection<Item> items, Instant now, int owner) throws SQLException {
    var log = new CopyRows("settlement.log (instruction, at, valid_until, seq, tenant, state, attempt, series, paid, id_open, path, cause, by, reference, returned, evidence)", items.size());
    var entering = new CopyRows("settlement.live (tenant, id, state, version, fence, owner, due, priority, connection, funds, held_seq, attempt, series, id_open,"
        + " unproven, tries, budget, intent_at, valid_until, taken, returned, lookups, withdrawing)");
    var staying = new ArrayList<Item>();
    var leaving = new ArrayList<Item>();
    var paidBefore = paidBefore(tx, items);
    for (var item : items) {
      if (!item.changed()) continue;
      var i = item.instruction;
      var life = item.life();
      boolean paid = life.state().ended() && life.funds() == Funds.PAID && item.fundsBefore() != Funds.PAID && !paidBefore.contains(i.id());
      log.row().put(i.id()).put(now).put(item.intending() ? life.validUntil() : null).put(item.seq()).put(i.tenant()).putShort(life.state().code).putShort(life.attempt()).putShort(life.series())
          .put(paid).put(life.idOpen()).put(item.path()).put(item.cause()).put(item.by()).put(life.taken()).put(life.returned()).put(item.evidence());
      if (life.state().ended()) {
        if (item.queued) leaving.add(item);
      } else if (item.queued) {
        staying.add(item);
      } else {
        live(entering.row(), item, item.intending() ? owner : 0);
      }
    }
    delete(tx, leaving);   // the queue before the log: whoever claims locks here first too, so that the two cannot wait for each other
    update(tx, staying, owner);
    log.into(tx);
    entering.into(tx);
  }

  /**
   * Of those that become paid now, the ones posted as paid once already: two people found them unpaid then, and they were tried again or
   * paid after all. The guard against paying twice is for what no person has looked at. Few have so long a history, so that few are asked about.
   */
  private static Set<UUID> paidBefore(Connection tx, Collection<Item> items) throws SQLException {
    var decided = items.stream().filter(i -> i.version >= FOUND_UNPAID && i.life().funds() == Funds.PAID && i.fundsBefore() != Funds.PAID).map(i -> new Ref(i.instruction.tenant(), i.instruction.id())).toList();
    if (decided.isEmpty()) return Set.of();
    var paid = new HashSet<UUID>();
    try (var select = tx.prepareStatement("SELECT o.instruction FROM unnest(?::int[], ?::uuid[]) AS k(tenant, id) JOIN settlement.log o ON o.tenant = k.tenant AND o.instruction = k.id WHERE o.paid")) {
      set(select, decided);
      try (var found = select.executeQuery()) {
        while (found.next()) paid.add(uuid(found, 1));
      }
    }
    return paid;
  }

  private static void live(CopyRows row, Item item, int owner) {
    var i = item.instruction;
    var life = item.life();
    row.put(i.tenant()).put(i.id()).putShort(life.state().code).put(item.seq()).put(item.fence + 1).put(owner).put(item.due()).putShort(i.priority().code()).put(i.connection())
        .putShort(life.funds().ordinal()).put(Bookings.heldSeq(item)).putShort(life.attempt()).putShort(life.series()).put(life.idOpen())
        .put(life.unproven()).putShort(life.tries()).putShort(life.budget()).put(life.intentAt()).put(life.validUntil()).put(life.taken()).put(life.returned())
        .putShort(life.lookups()).put(life.withdrawing());
  }

  private static boolean keepsLease(Item item) { return item.due().equals(Lifecycle.KEEP); }

  private void update(Connection tx, List<Item> items, int owner) throws SQLException {
    if (items.isEmpty()) return;
    try (var update = tx.prepareStatement("""
        UPDATE settlement.live l
           SET state = d.state, version = d.version, fence = l.fence + 1, owner = coalesce(d.owner, l.owner), due = coalesce(d.due, l.due), funds = d.funds, held_seq = d.held_seq, attempt = d.attempt,
               series = d.series, id_open = d.id_open, unproven = d.unproven, tries = d.tries, budget = d.budget, intent_at = d.intent_at, valid_until = d.valid_until,
               taken = d.taken, returned = d.returned, lookups = d.lookups, withdrawing = d.withdrawing
          FROM (SELECT d.*, x.place FROM unnest(?::int[], ?::uuid[], ?::int[], ?::smallint[], ?::int[], ?::int[], ?::timestamptz[], ?::smallint[], ?::int[], ?::smallint[], ?::smallint[], ?::boolean[], ?::bigint[],
                      ?::smallint[], ?::smallint[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::numeric[], ?::smallint[], ?::boolean[])
            AS d(tenant, id, was, state, version, owner, due, funds, held_seq, attempt, series, id_open, unproven, tries, budget, intent_at, valid_until, taken, returned, lookups, withdrawing)
                 CROSS JOIN LATERAL (SELECT ctid AS place FROM settlement.live x WHERE x.tenant = d.tenant AND x.id = d.id AND x.version = d.was OFFSET 0) x
                OFFSET 0) d   -- rows that this transaction has locked stay where they are
         WHERE l.ctid = d.place
        """)) {
      var arrays = new Arrays(tx, update, items);
      arrays.key().set("int", x -> x.version).set("smallint", x -> (int) x.life().state().code)
          .set("int", Item::seq).set("int", x -> x.intending() ? (Integer) owner : keepsLease(x) ? null : (Integer) 0).set("timestamptz", x -> keepsLease(x) ? null : time(x.due())).set("smallint", x -> x.life().funds().ordinal()).set("int", Bookings::heldSeq)
          .set("smallint", x -> x.life().attempt()).set("smallint", x -> x.life().series()).set("boolean", x -> x.life().idOpen()).set("bigint", x -> x.life().unproven())
          .set("smallint", x -> x.life().tries()).set("smallint", x -> x.life().budget()).set("timestamptz", x -> time(x.life().intentAt())).set("timestamptz", x -> time(x.life().validUntil()))
          .set("text", x -> x.life().taken()).set("numeric", x -> x.life().returned()).set("smallint", x -> x.life().lookups()).set("boolean", x -> x.life().withdrawing());
      exactly(items.size(), update.executeUpdate(), "rows of the work queue changed");
    }
  }

  /** Goes on working on these without a change of their life: nobody else takes them before the lease ends. */
  void lease(Connection tx, List<Item> items, Instant until, int owner) throws SQLException {
    if (items.isEmpty()) return;
    try (var update = tx.prepareStatement("""
        UPDATE settlement.live l SET fence = l.fence + 1, owner = ?, due = ?
         WHERE tenant = ANY (?) AND id = ANY (?)
        """)) {
      update.setInt(1, owner);
      set(update, 2, until);
      new Arrays(tx, update, items, 2).key();
      exactly(items.size(), update.executeUpdate(), "leases taken");
    }
  }

  /** By key alone: the array is gone through in the index's order, so that two transactions cannot wait for each other. */
  private void delete(Connection tx, List<Item> items) throws SQLException {
    if (items.isEmpty()) return;
    try (var delete = tx.prepareStatement("""
        DELETE FROM settlement.live WHERE tenant = ANY (?) AND id = ANY (?)
        """)) {
      new Arrays(tx, delete, items).key();
      exactly(items.size(), delete.executeUpdate(), "rows left the work queue");
    }
  }

  /** One array parameter after another, each a column over all items. */
  private static final class Arrays {
    private final Connection tx;
    private final PreparedStatement statement;
    private final List<Item> items;
    private int parameter;

    Arrays(Connection tx, PreparedStatement statement, List<Item> items) { this(tx, statement, items, 0); }

    Arrays(Connection tx, PreparedStatement statement, List<Item> items, int before) {
      this.tx = tx;
      this.statement = statement;
      this.items = items;
      this.parameter = before;
    }

    /** Tenant and id of each. */
    Arrays key() throws SQLException {
      statement.setArray(++parameter, BinaryArrays.ints(tx, items, item -> item.instruction.tenant()));
      statement.setArray(++parameter, BinaryArrays.uuids(tx, items, item -> item.instruction.id()));
      return this;
    }

    Arrays set(String type, Function<Item, @Nullable Object> column) throws SQLException {
      statement.setArray(++parameter, tx.createArrayOf(type, items.stream().map(column).toArray()));
      return this;
    }
  }

  static void exactly(int expected, int changed, String what) {
    if (changed != expected) throw new Overtaken(changed + " " + what + " where " + expected + " were expected");
  }

  /** Somebody else changed a row first: the transaction is rolled back and decided again on what is there now. */
  static final class Overtaken extends RuntimeException {
    Overtaken(String what) { super(what); }
  }

  static void set(PreparedStatement statement, int parameter, Instant at) throws SQLException { statement.setObject(parameter, at.atOffset(ZoneOffset.UTC)); }

  /** The first two parameters: tenants and ids. */
  static void set(PreparedStatement statement, Collection<Ref> refs) throws SQLException {
    statement.setArray(1, BinaryArrays.ints(statement.getConnection(), refs, Ref::tenant));
    statement.setArray(2, BinaryArrays.uuids(statement.getConnection(), refs, Ref::id));
  }

  /** As text with its zone: a Timestamp's text has none, and is ambiguous for an hour a year. */
  private static @Nullable String time(@Nullable Instant at) { return at == null ? null : at.toString(); }

  private static @Nullable Instant instant(ResultSet r, int column) throws SQLException {
    var at = r.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static UUID uuid(ResultSet r, int column) throws SQLException { return r.getObject(column, UUID.class); }
}
