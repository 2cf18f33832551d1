package finality.settlement;

import finality.access.TenantSql;
import finality.ledger.Account;
import finality.ledger.Accounts;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.Connections;
import finality.rail.Party;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.settlement.Settlement.Birth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looking at instructions, one tenant's at a time. */
@Component
public class SettlementReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Ids carry the millisecond of their making; created_at is taken a moment later. */
  private static final Duration ID_SLACK = Duration.ofMinutes(1);

  private static final String SELECT = """
      SELECT i.id, i.kind, i.debtor, i.transit, i.destination, i.connection, i.amount, i.asset, i.priority, i.creditor_name, i.creditor_account, i.creditor_bank, i.creditor_country, i.requested_date, i.reference, i.purpose,
             i.details, i.reverses, i.created_at, i.created_by, l.due, g.state, g.seq AS version, g.attempt, g.series, g.returned, g.at, g.cause
        FROM settlement.instruction i
        LEFT JOIN settlement.live l ON l.tenant = i.tenant AND l.id = i.id
       CROSS JOIN LATERAL (SELECT * FROM settlement.log r WHERE r.instruction = i.id ORDER BY r.seq DESC LIMIT 1) g
       WHERE i.tenant = :tenant
      """;
  private static final String LOG = "SELECT seq, at, path, cause, by, evidence FROM settlement.log WHERE instruction = :id AND seq <= :version ORDER BY seq";
  private static final String PROPOSAL = "SELECT decision, reason, proposed_by, proposed_at, version FROM settlement.review WHERE tenant = :tenant AND instruction = :id AND approved_by IS NULL";
  private static final String BIRTH = """
      SELECT g.path, g.seq, g.cause, g.at, i.created_at
        FROM settlement.instruction i JOIN settlement.log g ON g.instruction = i.id AND g.seq = 1
       WHERE i.tenant = :tenant AND i.id = :id
      """;

  private final TenantSql tenants;
  private final Accounts accounts;
  private final Connections connections;

  SettlementReader(TenantSql tenants, Accounts accounts, Connections connections) {
    this.tenants = tenants;
    this.accounts = accounts;
    this.connections = connections;
  }

  /** What one person proposed and another has not approved yet. {@code current}: nothing has become known since. */
  public record Proposal(String decision, String reason, String by, Instant at, boolean current) {}

  /** An instruction, its history up to the version shown, and what waits for a second person. */
  public record WithHistory(Settlement settlement, List<Entry> history, @Nullable Proposal proposal) {}

  public Optional<WithHistory> find(int tenant, UUID id) {
    return tenants.read(tenant, sql -> sql.sql(SELECT + " AND i.id = :id").param("tenant", tenant).param("id", id).query((row, _) -> settlement(row)).optional()
        .map(found -> new WithHistory(found, history(sql, found), proposal(sql, tenant, found))));
  }

  private static List<Entry> history(JdbcClient sql, Settlement found) {
    return Entry.expand(sql.sql(LOG).param("id", found.id()).param("version", found.version())
        .query((row, _) -> new Entry.Row(row.getInt(1), instant(row, "at"), row.getBytes(3), row.getString(4), row.getString(5), row.getString(6))).list());
  }

  private static @Nullable Proposal proposal(JdbcClient sql, int tenant, Settlement found) {
    if (found.state() != State.HELD && found.state() != State.IN_REVIEW) return null;
    return sql.sql(PROPOSAL).param("tenant", tenant).param("id", found.id())
        .query((row, _) -> new Proposal(row.getString(1), row.getString(2), row.getString(3), instant(row, "proposed_at"), row.getInt(5) == found.version())).optional().orElse(null);
  }

  /** The state that the commit which created it decided. */
  public Optional<Birth> birth(int tenant, UUID id) {
    return tenants.read(tenant, sql -> sql.sql(BIRTH).param("tenant", tenant).param("id", id).query((row, _) -> {
      var path = row.getBytes(1);
      return new Birth(id, State.of(path[path.length - 1]), row.getInt(2), row.getString(3), instant(row, "created_at"), instant(row, "at"));
    }).optional());
  }

  /**
   * Which instructions to list; everything that is {@code null} or empty does not matter.
   *
   * @param rail as {@link #rail} gives it
   * @param from on the time of creation, inclusive
   * @param to exclusive
   * @param before id of the last one of the page before
   */
  public record Filter(Set<State> states, @Nullable String currency, @Nullable String rail, @Nullable Instant from, @Nullable Instant to, @Nullable String reference, @Nullable UUID before) {}

  /** Newest first, at most {@code rows}. */
  public List<Settlement> list(int tenant, Filter filter, int rows) {
    var where = new StringBuilder(SELECT);
    var values = new HashMap<String, Object>(Map.of("tenant", tenant, "rows", rows));
    if (!filter.states.isEmpty()) states(filter.states, where, values);
    if (filter.reference != null) and(where, values, "i.reference = :reference", "reference", filter.reference);
    if (filter.currency != null) and(where, values, "i.asset = :currency", "currency", filter.currency);
    if (filter.rail != null) and(where, values, "i.connection = ANY(:connections)", "connections", connectionsOf(filter.rail));
    if (filter.from != null) {
      and(where, values, "i.created_at >= :from", "from", filter.from.atOffset(ZoneOffset.UTC));
      and(where, values, "i.id >= :fromId", "fromId", firstIdOf(filter.from.minus(ID_SLACK)));
    }
    if (filter.to != null) {
      and(where, values, "i.created_at < :to", "to", filter.to.atOffset(ZoneOffset.UTC));
      and(where, values, "i.id < :toId", "toId", firstIdOf(filter.to.plus(ID_SLACK)));
    }
    if (filter.before != null) and(where, values, "i.id < :before", "before", filter.before);
    where.append(" ORDER BY i.id DESC LIMIT :rows");
    return tenants.read(tenant, sql -> sql.sql(where.toString()).params(values).query((row, _) -> settlement(row)).list());
  }

  // Where a state is rare, its own small index leads and the instructions follow.
  private static void states(Set<State> states, StringBuilder where, Map<String, Object> values) {
    values.put("states", states.stream().map(s -> (int) s.code).toArray(Integer[]::new));
    if (states.stream().noneMatch(State::ended)) {
      where.append(" AND l.state = ANY(:states::smallint[])");
      return;
    }
    where.append(" AND g.state = ANY(:states::smallint[])");
    if (states.stream().allMatch(s -> s.ended() && s != State.SETTLED))
      where.append(" AND i.id IN (SELECT x.instruction FROM settlement.log x WHERE x.tenant = :tenant AND x.state > 8 AND NOT x.paid AND x.state = ANY(:states::smallint[]))");
  }

  private static void and(StringBuilder where, Map<String, Object> values, String condition, String name, Object value) {
    where.append(" AND ").append(condition);
    values.put(name, value);
  }

  /** No id made at or after this moment is smaller. */
  static UUID firstIdOf(Instant at) { return new UUID((at.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L); }

  private Settlement settlement(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var asset = Assets.of(row.getString("asset"));
    var creditor = row.getString("creditor_account");
    var details = row.getString("details") == null ? JSON.createObjectNode() : JSON.readTree(row.getString("details"));
    var connection = row.getString("connection");
    int series = row.getInt("series");
    return new Settlement(id, Kind.of(row.getInt("kind")), State.of(row.getInt("state")), new Money(row.getBigDecimal("amount"), asset), code(row.getLong("debtor")),
        creditor == null ? null : new Party(row.getString("creditor_name"), creditor, row.getString("creditor_bank"), row.getString("creditor_country")), connection.equals(Instruction.BOOK) ? code(row.getLong("destination")) : null,
        railOf(connection), connection, Priority.of(row.getInt("priority")), row.getObject("requested_date", LocalDate.class), row.getString("purpose"),
        row.getString("reference"), details.has("metadata") ? details.get("metadata").toString() : null, text(details, "from_bank"), text(details, "to_bank"), text(details, "obligation_id"), row.getObject("reverses", UUID.class),
        series == 0 ? null : new EndToEndId(id, series).toString(), row.getInt("attempt"), row.getBigDecimal("returned").setScale(asset.scale()), due(row), row.getString("cause"), row.getInt("version"),
        instant(row, "created_at"), row.getString("created_by"), instant(row, "at"));
  }

  /** {@code null} when the connection is no longer configured. */
  private @Nullable String railOf(String connection) {
    return connection.equals(Instruction.BOOK) ? Instruction.BOOK : connections.find(connection).map(rail -> rail.profile().rail()).orElse(null);
  }

  /** A rail by one of its names. @throws IllegalArgumentException naming the rails there are */
  public String rail(String name) {
    if (name.equalsIgnoreCase(Instruction.BOOK)) return Instruction.BOOK;
    return connections.rail(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a rail here; they are "
        + Stream.concat(connections.all().stream().map(c -> c.profile().rail()).distinct().sorted(), Stream.of(Instruction.BOOK)).collect(Collectors.joining(", "))));
  }

  private String[] connectionsOf(String rail) {
    if (rail.equals(Instruction.BOOK)) return new String[] {Instruction.BOOK};
    return connections.all().stream().map(Rail::profile).filter(p -> p.rail().equals(rail)).map(Profile::connection).toArray(String[]::new);
  }

  private static @Nullable Instant due(ResultSet row) throws SQLException {
    var due = row.getObject("due", OffsetDateTime.class);
    return due == null || !due.toInstant().isBefore(Lifecycle.NEVER) ? null : due.toInstant();
  }

  private @Nullable String code(long account) { return accounts.find(account).map(Account::code).orElse(null); }

  private static @Nullable String text(JsonNode details, String name) { return details.has(name) ? details.get(name).asString() : null; }

  private static Instant instant(ResultSet row, String column) throws SQLException { return row.getObject(column, OffsetDateTime.class).toInstant(); }
}
