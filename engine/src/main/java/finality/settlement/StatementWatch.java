package finality.settlement;

import finality.database.BinaryArrays;
import finality.ledger.Account;
import finality.money.Money;
import finality.rail.Answer;
import finality.rail.Rail;
import finality.rail.RailUnavailable;
import finality.rail.Statement;
import finality.settlement.Facts.Heard;
import finality.settlement.SettlementRows.Ref;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what a bank's own statement says it paid against what these books say became of it. A bank that paid what it had
 * called rejected, paid twice, or paid another amount shows here even when it never says so in an answer. What it finds
 * is a fact like any other. A statement that does not add up has lost or doubled a line: of such a one, how often a line stands there says nothing. It remembers what it has compared, so that a day's statement is not compared line by line each minute.
 */
final class StatementWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StatementWatch.class);

  /** What these books say of an order that stands on a statement. */
  private record Known(Money ordered, State state, int series) {}

  /** What the statement says of one order: how often, how much in one go, under which reference. */
  private record Paid(int times, BigDecimal amount, String reference, Instant at) {}

  private final Rail rail;
  private final Database database;
  private final SettlementRows rows;
  private final Function<Heard, ? extends CompletableFuture<?>> facts;
  /** Lines that agreed, by statement. */
  private final Map<String, Set<String>> agreed = new HashMap<>();

  StatementWatch(Rail rail, Database database, SettlementRows rows, Function<Heard, ? extends CompletableFuture<?>> facts) {
    this.rail = rail;
    this.database = database;
    this.rows = rows;
    this.facts = facts;
  }

  /** @throws RailUnavailable when the bank cannot be asked now */
  void compare(Account nostro, LocalDate day, Instant now) throws SQLException {
    var statement = rail.statement(nostro.number(), day);
    var known = agreed.computeIfAbsent(nostro.id() + " " + day, _ -> new HashSet<>());
    var fresh = new HashSet<String>();
    for (var line : statement.lines()) if (line.endToEndId() != null && line.signedAmount().signum() < 0 && !known.contains(line.id())) fresh.add(line.endToEndId());
    if (fresh.isEmpty()) return;
    boolean foots = statement.foots();
    if (!foots) LOG.warn("{}: the bank's statement of {} for {} does not add up, so a line is lost or doubled: only what it says was paid and these books say was not is concluded from it", rail.profile().connection(), nostro.code(), day);
    compare(nostro, paid(statement, fresh, foots), now);
    for (var line : statement.lines()) known.add(line.id());
    agreed.keySet().removeIf(key -> !key.endsWith(" " + day) && !key.endsWith(" " + day.minusDays(1)));
  }

  private static Map<String, Paid> paid(Statement statement, Set<String> ids, boolean foots) {
    var paid = new HashMap<String, Paid>();
    for (var line : statement.lines()) {
      if (line.endToEndId() == null || line.signedAmount().signum() >= 0 || !ids.contains(line.endToEndId())) continue;
      var one = new Paid(1, line.signedAmount().negate(), line.reference() == null ? line.id() : line.reference(), line.bookedAt());
      paid.merge(line.endToEndId(), one, (a, b) -> new Paid(foots ? a.times + 1 : 1, a.amount.max(b.amount), a.reference, a.at));
    }
    return paid;
  }

  private void compare(Account nostro, Map<String, Paid> paid, Instant now) throws SQLException {
    var ids = paid.keySet().stream().flatMap(text -> EndToEndId.parse(text).stream()).toList();
    var known = known(nostro.tenant(), ids.stream().map(EndToEndId::instruction).distinct().toList());
    var differing = new ArrayList<EndToEndId>();
    for (var id : ids) {
      var here = known.get(id.instruction());
      var said = paid.get(id.toString());
      if (here == null) LOG.error("{}: the bank paid {} {} under our id {}, which these books do not know: were they restored from a back-up? Keep sending off, and ask who sent it",
          rail.profile().connection(), said.amount.toPlainString(), nostro.asset(), id);
      else if (!agrees(here, id, said)) differing.add(id);
    }
    var accepted = accepted(differing.stream().map(EndToEndId::instruction).distinct().toList());
    var told = new ArrayList<CompletableFuture<?>>();
    for (var id : differing) {
      var here = known.get(id.instruction());
      boolean decided = accepted.contains(id.instruction()) && (here.state == State.SETTLED || here.state == State.REVERSED) && id.series() == here.series;
      if (!decided) told.add(tell(nostro, id, paid.get(id.toString()), here, now));
    }
    told.forEach(CompletableFuture::join);   // only what is stored counts as told: of what failed no look-up brings it again
  }

  private CompletableFuture<?> tell(Account nostro, EndToEndId id, Paid said, Known here, Instant now) {
    LOG.warn("{}: the bank's statement and these books differ about {}: paid {} time(s) {} under id {}, here {} {} under id {}", rail.profile().connection(), id.instruction(),
        said.times, said.amount.toPlainString(), id.series(), here.state.word(), here.ordered, here.series);
    var settled = new Answer.Settled(said.reference, new Money(said.amount, nostro.asset()), BigDecimal.ZERO, said.at, said.times);
    return facts.apply(new Heard(new Ref(nostro.tenant(), id.instruction()), new Fact.LookedUp(id.series(), settled, now), Evidence.of(settled, here.ordered)));
  }

  /** Those that two people have looked at. What they called settled is, for these books: how often, or how much, is not brought to them again. */
  private Set<UUID> accepted(List<UUID> instructions) throws SQLException {
    if (instructions.isEmpty()) return Set.of();
    return database.transact(tx -> {
      var accepted = new HashSet<UUID>();
      try (var select = tx.prepareStatement("""
          SELECT a.id FROM unnest(?::uuid[]) AS a(id)
           CROSS JOIN LATERAL (SELECT FROM settlement.log l WHERE l.instruction = a.id AND l.cause = 'reviewed' LIMIT 1) l
          """)) {
        select.setArray(1, BinaryArrays.uuids(tx, instructions, id -> id));
        try (var found = select.executeQuery()) {
          while (found.next()) accepted.add(found.getObject(1, UUID.class));
        }
      }
      return accepted;
    });
  }

  /** What is under way learns its end by look-up; what a person has already is not told again. */
  private static boolean agrees(Known known, EndToEndId id, Paid paid) {
    if (known.state == State.IN_REVIEW) return true;
    if (id.series() != known.series) return false;   // an id that was given up for dead, beside the one that these books know of
    boolean once = paid.times == 1 && paid.amount.compareTo(known.ordered.amount()) == 0;
    return once && known.state != State.FAILED && known.state != State.CANCELLED;
  }

  private Map<UUID, Known> known(int tenant, List<UUID> ids) throws SQLException {
    var known = new HashMap<UUID, Known>();
    for (int from = 0; from < ids.size(); from += 1_000) {
      var part = ids.subList(from, Math.min(ids.size(), from + 1_000)).stream().map(id -> new Ref(tenant, id)).toList();
      for (var item : database.transact(tx -> rows.read(tx, part)).values()) known.put(item.instruction.id(), new Known(item.instruction.amount(), item.state(), item.life().series()));
    }
    return known;
  }
}
