package finality.settlement;

import com.github.f4b6a3.uuid.UuidCreator;
import finality.database.BinaryArrays;
import finality.money.Money;
import finality.settlement.SettlementRows.Ref;
import finality.settlement.Submitted.Problem;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes reversals, never for more than is left to give back, and tells them when money came back. */
final class Reversals {
  private final SettlementRows rows;
  private final Turn turn;
  private final Lifecycle lifecycle;
  private final Reviews reviews;
  private final Predicate<String> configured;

  /** @param configured whether there is such a connection */
  Reversals(SettlementRows rows, Turn turn, Lifecycle lifecycle, Reviews reviews, Predicate<String> configured) {
    this.rows = rows;
    this.turn = turn;
    this.lifecycle = lifecycle;
    this.reviews = reviews;
    this.configured = configured;
  }

  /** What a client asks: the whole, when no amount is said. */
  record Wish(int tenant, UUID original, UUID key, UUID fingerprint, @Nullable BigDecimal amount, String reason, String by) {}

  /** Stored and held: it begins when a second person approves. Empty answer list: there is no such original. */
  @Nullable Submitted make(Connection tx, Wish wish, Instant now) throws SQLException {
    oneAtATime(tx, wish.original);
    var original = rows.lock(tx, List.of(new Ref(wish.tenant, wish.original))).get(wish.original);
    if (original == null) return null;
    var whole = instruction(original, wish, original.instruction.amount().amount(), now);
    var known = rows.known(tx, List.of(whole)).get(wish.key);   // first: what this key made may have taken all that was left
    if (known != null) return known.fingerprint().equals(wish.fingerprint) ? new Submitted.Replayed(known.id(), known.createdAt()) : new Submitted.Conflict(known.id(), Difference.coarse(wish.fingerprint, known.fingerprint()));
    var left = left(tx, original);
    var amount = wish.amount == null ? left : wish.amount;
    var problems = problems(original, amount, left);
    if (!problems.isEmpty()) return new Submitted.Refused(problems);
    var reversal = instruction(original, wish, amount, now);
    rows.insert(tx, List.of(reversal));
    var item = Item.fresh(reversal, 1, now);
    item.take(lifecycle.hold(item.life(), "waits_for_approval"));
    turn.write(tx, List.of(item), now);
    reviews.propose(tx, item, State.PENDING, wish.reason, wish.by);
    return new Submitted.Created(reversal.id(), item.state(), item.seq(), item.cause(), now, now);
  }

  /** Two wishes for one original are looked at one after the other, so that together they never exceed it. */
  private static void oneAtATime(Connection tx, UUID original) throws SQLException {
    try (var lock = tx.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "reverse " + original);
      lock.execute();
    }
  }

  private List<Problem> problems(Item original, BigDecimal amount, BigDecimal left) {
    if (original.state() != State.SETTLED) return List.of(new Problem("id", "not_settled", "is " + original.state().word() + ": only what is settled can be reversed; what is not can be cancelled"));
    if (original.instruction.kind() == Kind.REVERSAL) return List.of(new Problem("id", "is_a_reversal", "is a reversal itself"));
    var connection = original.instruction.connection();
    if (!configured.test(connection)) return List.of(new Problem("id", "connection_not_configured", "was paid over connection \"" + connection + "\", which is not configured: nobody can be asked to give it back; configure it again and restart"));
    try {
      var wanted = new Money(amount, original.instruction.amount().asset());
      if (wanted.amount().compareTo(left) > 0) return List.of(new Problem("amount", "exceeds_original", "only " + left.toPlainString() + " of it is left to give back"));
      return List.of();
    } catch (Money.NotAnAmount e) {
      return List.of(new Problem("amount", "invalid_amount", left.signum() == 0 ? "all of it was given back, or is being asked back" : e.getMessage()));
    }
  }

  /** The amount less what came back and what unfinished or settled reversals ask for beyond that. */
  private BigDecimal left(Connection tx, Item original) throws SQLException {
    var i = original.instruction;
    var asked = BigDecimal.ZERO;
    var settled = BigDecimal.ZERO;
    for (var reversal : of(tx, List.of(original), Map.of())) {
      var state = reversal.state();
      if (state == State.FAILED || state == State.CANCELLED) continue;
      asked = asked.add(reversal.instruction.amount().amount());
      settled = settled.add(reversal.instruction.isBook() && state == State.SETTLED ? reversal.instruction.amount().amount() : reversal.life().returned());
    }
    return i.amount().amount().subtract(original.life().returned()).subtract(asked.subtract(settled)).max(BigDecimal.ZERO);
  }

  /** The reversals of these originals, oldest first, their queue rows locked. @param atHand those among them that this transaction has locked already */
  private List<Item> of(Connection tx, Collection<Item> originals, Map<UUID, Item> atHand) throws SQLException {
    var refs = new ArrayList<Ref>();
    try (var select = tx.prepareStatement("""
        SELECT r.tenant, r.id
          FROM unnest(?::int[], ?::uuid[]) AS o(tenant, id)
         CROSS JOIN LATERAL (SELECT i.tenant, i.id FROM settlement.instruction i WHERE i.tenant = o.tenant AND i.reverses = o.id OFFSET 0) r
         ORDER BY r.id
        """)) {
      select.setArray(1, BinaryArrays.ints(tx, originals, o -> o.instruction.tenant()));
      select.setArray(2, BinaryArrays.uuids(tx, originals, o -> o.instruction.id()));
      try (var found = select.executeQuery()) {
        while (found.next()) refs.add(new Ref(found.getInt(1), found.getObject(2, UUID.class)));
      }
    }
    var missing = refs.stream().filter(ref -> !atHand.containsKey(ref.id())).toList();
    var locked = missing.isEmpty() ? Map.<UUID, Item>of() : rows.lock(tx, missing);
    return refs.stream().map(ref -> Objects.requireNonNull(atHand.getOrDefault(ref.id(), locked.get(ref.id())))).toList();
  }

  /** Money that came back on an original. */
  record Back(Item original, BigDecimal amount) {}

  /**
   * Those that waited for this money, oldest first, with what is theirs of it; to be written with their originals.
   *
   * @param atHand what this transaction has locked already, reversals among it
   */
  Set<Item> returned(Connection tx, List<Back> backs, Map<UUID, Item> atHand) throws SQLException {
    var told = new LinkedHashSet<Item>();
    if (backs.isEmpty()) return told;
    var reversals = of(tx, backs.stream().map(Back::original).distinct().toList(), atHand);
    for (var back : backs) {
      var amount = back.amount;
      for (var reversal : reversals) {
        if (amount.signum() == 0 || !Recall.awaits(reversal.life()) || !back.original.instruction.id().equals(reversal.instruction.reverses())) continue;
        var asked = reversal.instruction.amount().amount();
        var share = amount.min(asked.subtract(reversal.life().returned()));
        reversal.take(Recall.returned(reversal.life(), share, asked));
        amount = amount.subtract(share);
        told.add(reversal);
      }
    }
    return told;
  }

  /** The originals of the book transfers among these that were just given back, to be written with them. */
  List<Item> booked(Connection tx, List<Item> items) throws SQLException {
    var given = items.stream().filter(i -> i.instruction.kind() == Kind.REVERSAL && i.instruction.isBook() && i.state() == State.SETTLED).toList();
    if (given.isEmpty()) return List.of();
    var originals = rows.lock(tx, given.stream().map(i -> new Ref(i.instruction.tenant(), i.instruction.reverses())).distinct().toList());
    for (var reversal : given) {
      var original = originals.get(reversal.instruction.reverses());
      original.take(lifecycle.givenBack(original.life(), reversal.instruction.amount().amount(), original.instruction.amount()));
    }
    return List.copyOf(originals.values());
  }

  private static Instruction instruction(Item original, Wish wish, BigDecimal amount, Instant now) {
    var o = original.instruction;
    boolean book = o.isBook();
    return new Instruction(o.tenant(), UuidCreator.getTimeOrderedEpoch(), wish.key, wish.fingerprint, Kind.REVERSAL,
        book ? o.destination() : o.debtor(), o.transit(), book ? o.debtor() : o.destination(), o.sourceNumber(), o.connection(),
        new Money(amount, o.amount().asset()), o.priority(), 1, o.creditor(), null, o.reference(), o.purpose(),
        Details.ofReversal(wish.reason, book ? null : original.endToEndId()), o.id(), now, wish.by);
  }
}
