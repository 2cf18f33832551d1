package finality.settlement;

import finality.ledger.Account;
import finality.ledger.Accounts;
import finality.money.Assets;
import finality.rail.Rail;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The settlement room put together on one node; closed in the order that loses nothing. */
public final class SettlementEngine implements AutoCloseable {

  /**
   * @param batch instructions in one transaction at most
   * @param poll how often the work queue is looked at when nobody wakes a lane
   * @param attempts in total, where nothing else says otherwise
   * @param working this node sends and looks up; otherwise it only accepts
   */
  public record Settings(int batch, Duration poll, int attempts, boolean working) {}

  private final Pipeline pipeline;
  private final House house;

  /** @param news told of every change after its commit; must be quick and throw nothing */
  public SettlementEngine(DataSource pool, Accounts accounts, List<Rail> rails, Supplier<Collection<Integer>> tenants, Clock clock, Settings settings, Consumer<Change> news) {
    var database = new Database(pool);
    var lifecycle = new Lifecycle();
    house = new House(pool, clock);
    var rows = new SettlementRows(Assets::of, id -> accounts.find(id).map(Account::number).orElse(null));
    var lanes = new Lanes(lanes(rails, settings), clock, settings.attempts(), news);
    var funding = new Funding(lifecycle, account -> accounts.find(account).filter(Account::active).isEmpty() || !accounts.stopped(List.of(account)).isEmpty());
    var turn = new Turn(rows, house.number());
    var node = new LaneWorker.Node(database, rows, lifecycle, funding, turn, lanes, clock, house.number(), settings.batch(), settings.poll(), () -> house.sendingTenants(tenants.get()));
    var validator = new Validator(accounts, routes(rails), clock);
    pipeline = new Pipeline(validator, new Intake(database, rows, funding, lanes, clock, house.number()),
        new Facts(database, rows, lifecycle, turn, lanes, clock, new SecureRandom()), node, settings.working());
    house.wakes(lanes);
  }

  private List<Lane> lanes(List<Rail> rails, Settings settings) {
    var lanes = new ArrayList<Lane>();
    lanes.add(new Lane(Instruction.BOOK, null, () -> false));
    for (var rail : rails) {
      var profile = rail.profile();
      lanes.add(new Lane(profile.connection(), rail, () -> !settings.working() || house.paused(profile.rail(), profile.connection())));
    }
    return lanes;
  }

  private static Validator.Routes routes(List<Rail> rails) {
    return (rail, currency) -> rails.stream()
        .filter(r -> (rail == null || r.profile().rail().equals(rail)) && r.profile().currencies().contains(currency))
        .findFirst();
  }

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
