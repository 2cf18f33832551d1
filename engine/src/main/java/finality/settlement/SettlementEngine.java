package finality.settlement;

import finality.ledger.Account;
import finality.ledger.AccountKind;
import finality.ledger.Accounts;
import finality.money.Asset;
import finality.money.Assets;
import finality.rail.Connections;
import finality.rail.Rail;
import finality.screening.Screening;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The settlement room put together on one node; closed in the order that loses nothing. */
public final class SettlementEngine implements AutoCloseable {

  /**
   * @param batch instructions in one transaction at most
   * @param poll how often the work queue is looked at when nobody wakes a lane
   * @param attempts in total, where nothing else says otherwise
   * @param writers transactions of a kind at once
   * @param working this node sends and looks up; otherwise it only accepts
   * @param wall this machine's own clock, held against the database's: the engine's clock, except where a year is settled in a minute
   * @param place where the database's files are, as far as this node can see it (empty: it cannot): a copy of them is somewhere else
   */
  public record Settings(int batch, Duration poll, int attempts, int writers, boolean working, Clock wall, String place) {}

  private final Pipeline pipeline;
  private final House house;

  /**
   * @param news told of every change after its commit; must be quick and throw nothing
   */
  public SettlementEngine(DataSource pool, Accounts accounts, Connections connections, Screening screening, Supplier<? extends Collection<Integer>> tenants, Clock clock, Settings settings, Consumer<Change> news) {
    var database = new Database(pool);
    var lifecycle = new Lifecycle();
    house = new House(pool, settings.place(), tenants, new ClockWatch(settings.wall()));
    var rows = new SettlementRows(Assets::of, id -> accounts.find(id).map(Account::number).orElse(null));
    var lanes = new Lanes(lanes(connections.all(), settings), clock, settings.attempts(), news, house::wakeOthers);
    LongPredicate inactive = account -> accounts.find(account).filter(Account::active).isEmpty();
    var funding = new Funding(lifecycle, account -> inactive.test(account) || !accounts.stopped(List.of(account)).isEmpty(), inactive);
    var reviews = new Reviews();
    var clearance = new Clearance(screening, accounts, reviews);
    var turn = new Turn(rows, account -> receivable(accounts, account), clearance, house.number());
    var reversals = new Reversals(rows, turn, lifecycle, reviews, connection -> lanes.find(connection).isPresent());
    var node = new LaneWorker.Node(database, rows, lifecycle, funding, clearance, turn, reversals, lanes, clock, house, settings.batch(), settings.poll());
    var validator = new Validator(accounts, new Routes(accounts, connections), clock);
    var facts = new Facts(database, rows, lifecycle, turn, lanes, clock, new SecureRandom(), houseAccounts(accounts), reversals);
    pipeline = new Pipeline(validator, reviews, new Intake(database, rows, funding, clearance, lanes, clock, house.number()), facts, node,
        (lane, hear) -> new Incoming(lane, node, facts, accounts, houseAccounts(accounts), house::tenants, new StatementWatch(lane.rail(), database, rows, hear)), settings.writers(), settings.working());
    house.wakes(lanes);
  }

  private List<Lane> lanes(Collection<Rail> rails, Settings settings) {
    var lanes = new ArrayList<Lane>();
    lanes.add(new Lane(Instruction.BOOK, null, () -> false, _ -> false));
    for (var rail : rails) {
      var profile = rail.profile();
      lanes.add(new Lane(profile.connection(), rail, () -> !settings.working() || house.paused(profile.rail(), profile.connection()), house::paused));
    }
    return lanes;
  }

  private static long receivable(Accounts accounts, long account) {
    var of = accounts.find(account).orElseThrow(() -> new IllegalStateException("no account " + account));
    return accounts.house(of.tenant(), AccountKind.RECEIVABLE, of.debtor(), of.asset().code()).id();
  }

  private static Facts.HouseAccounts houseAccounts(Accounts accounts) {
    return new Facts.HouseAccounts() {
      @Override public long charges(int tenant, Asset asset) { return accounts.house(tenant, AccountKind.FEE, "charges", asset.code()).id(); }

      @Override public long suspense(int tenant, Asset asset) { return accounts.house(tenant, AccountKind.SUSPENSE, "suspense", asset.code()).id(); }
    };
  }

  /** A pause or its end was just committed: in force here when this returns, and elsewhere as soon as they hear. */
  void pausesChanged() { house.pausesChanged(); }

  ClockWatch clocks() { return house.clocks(); }

  public Settlements settlements() { return pipeline; }

  public void start() {
    house.start();
    pipeline.start();
  }

  @Override public void close() {
    pipeline.close();
    house.close();
  }
}
