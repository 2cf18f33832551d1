package finality.settlement;

import finality.database.DatabaseIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node among others on one database: its number, the lock that shows that it lives, wake-ups from elsewhere, what
 * is paused, whether its clock is right, and the leases of nodes that died. One connection of its own, looked at every second.
 */
final class House implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(House.class);

  /** Class of the advisory locks that nodes hold on their numbers. */
  private static final int NODE_LOCKS = 77_001;
  private static final String CHANNEL = "settlement";

  /** What is switched off: scope and name, as table {@code pause} has them. */
  private record Pause(String scope, String name) {}

  private final DataSource pool;
  private final int number;
  private final Supplier<? extends Collection<Integer>> tenants;
  private final ClockWatch clocks;
  private volatile Set<Pause> pauses = Set.of();
  private volatile Collection<Integer> activeTenants;
  private volatile @Nullable Lanes lanes;
  private volatile boolean closed;
  private @Nullable Thread watch;
  private final CountDownLatch standing = new CountDownLatch(1);

  /** @param place where the database's files are, as far as this node can see it; a copy of them is somewhere else */
  House(DataSource pool, String place, Supplier<? extends Collection<Integer>> tenants, ClockWatch clocks) {
    this.pool = pool;
    this.clocks = clocks;
    this.tenants = tenants;
    activeTenants = tenants.get();
    try (var connection = pool.getConnection()) {
      number = number(connection);
      identify(connection, place);
      pauses = pauses(connection);
      clocks.read(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot register this node: " + e.getMessage(), e);
    }
  }

  int number() { return number; }

  ClockWatch clocks() { return clocks; }

  /**
   * Another database than the last time, an older copy of it, or one that a replica took over: rails may have been told
   * what these books do not know. Everything under way is looked up, and nothing is sent until a person allows it.
   */
  private static void identify(Connection connection, String place) throws SQLException {
    var now = DatabaseIdentity.of(connection);
    connection.setAutoCommit(false);
    try (var select = connection.prepareStatement("SELECT system_identifier, timeline, data_directory FROM settlement.house FOR UPDATE"); var found = select.executeQuery()) {
      if (!found.next()) {
        remember(connection, "INSERT INTO settlement.house (system_identifier, timeline, data_directory) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", now, place);
      } else if (found.getLong(1) != now.systemIdentifier() || found.getInt(2) != now.timeline() || !place.isEmpty() && !found.getString(3).equals(place)) {
        LOG.error("this database was restored, copied or failed over: sending is off until a person allows it (PUT /v1/sending), and everything under way is looked up");
        run(connection, "INSERT INTO settlement.pause (scope, name, by, reason) VALUES ('all', '', 'engine', 'the database was restored, copied or failed over: compare with the banks before you resume') ON CONFLICT (scope, name) DO UPDATE SET reason = EXCLUDED.reason, by = EXCLUDED.by, since = now()");
        run(connection, "UPDATE settlement.live SET due = now(), owner = 0 WHERE state IN (5, 6, 7)");
        remember(connection, "UPDATE settlement.house SET system_identifier = ?, timeline = ?, data_directory = ?, epoch = epoch + 1", now, place);
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void remember(Connection connection, String sql, DatabaseIdentity identity, String place) throws SQLException {
    try (var write = connection.prepareStatement(sql)) {
      write.setLong(1, identity.systemIdentifier());
      write.setInt(2, identity.timeline());
      write.setString(3, place);
      if (write.executeUpdate() > 1) throw new IllegalStateException("there is more than one house");
    }
  }

  void wakes(Lanes lanes) { this.lanes = lanes; }

  /** Switched off, or this node's clock is wrong. */
  boolean paused(String rail, String connection) {
    if (!clocks.isRight()) return true;
    var now = pauses;
    return !now.isEmpty() && (now.contains(new Pause("all", "")) || now.contains(new Pause("rail", rail)) || now.contains(new Pause("connection", connection)));
  }

  boolean paused(int tenant) {
    var now = pauses;
    return !now.isEmpty() && now.contains(new Pause("tenant", Integer.toString(tenant)));
  }

  Collection<Integer> tenants() { return activeTenants; }

  /** Those whose sending is not switched off. */
  Collection<Integer> sendingTenants() {
    return pauses.isEmpty() ? activeTenants : activeTenants.stream().filter(t -> !paused(t)).toList();
  }

  void pausesChanged() {
    try (var connection = pool.getConnection()) {
      pauses = pauses(connection);
    } catch (SQLException e) {
      LOG.warn("the pauses are not read now, but within a second of the database's return: {}", e.getMessage());
    }
    wakeOthers();
  }

  /** There is work that this node leaves to others. They would find it within a second; this tells them now. */
  void wakeOthers() {
    try (var connection = pool.getConnection()) {
      run(connection, "NOTIFY " + CHANNEL);
    } catch (SQLException e) {
      LOG.debug("nobody was woken: {}", e.getMessage());
    }
  }

  /** Returns when this node holds the lock on its number: a lease taken before would look like one of the dead. */
  void start() {
    watch = Thread.ofPlatform().name("house").daemon().start(this::watch);
    try {
      if (!standing.await(10, TimeUnit.SECONDS)) LOG.warn("this node does not hold its lock yet: until it does, others may look up what it is sending");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (!closed) {
      try (var connection = pool.getConnection()) {
        connection.setAutoCommit(true);
        run(connection, "SELECT pg_advisory_lock(" + NODE_LOCKS + ", " + number + ")");
        run(connection, "LISTEN " + CHANNEL);
        standing.countDown();
        try {
          while (!closed) look(connection);
        } finally {
          leave(connection);
        }
      } catch (SQLException e) {
        if (closed) return;
        LOG.warn("the house's connection is lost ({}); trying again", e.getMessage());
        pause();
      }
    }
  }

  private void look(Connection connection) throws SQLException {
    var woken = connection.unwrap(PGConnection.class).getNotifications(1000);
    boolean rightAgain = clocks.read(connection);
    pauses = pauses(connection);
    activeTenants = tenants.get();
    int freed = freeLeasesOfTheDead(connection);
    if (freed > 0) LOG.warn("{} settlements were under way on a node that is gone: looking them up", freed);
    var lanes = this.lanes;
    if (lanes != null && (rightAgain || freed > 0 || woken != null && woken.length > 0)) lanes.wakeAll();
  }

  /** A node that lives holds the lock on its number; the leases of one that does not are over. */
  private static int freeLeasesOfTheDead(Connection connection) throws SQLException {
    try (var update = connection.prepareStatement("""
        UPDATE settlement.live SET due = now(), owner = 0
         WHERE state IN (5, 6, 7) AND owner <> 0
           AND owner NOT IN (SELECT objid::int FROM pg_locks WHERE locktype = 'advisory' AND classid = ? AND granted
                            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))   -- a node of the same number may live in a database beside this one
        """)) {
      update.setInt(1, NODE_LOCKS);
      return update.executeUpdate();   // any number is right: nobody may have died
    }
  }

  private static Set<Pause> pauses(Connection connection) throws SQLException {
    var pauses = new HashSet<Pause>();
    try (var select = connection.prepareStatement("SELECT scope, name FROM settlement.pause"); var found = select.executeQuery()) {
      while (found.next()) pauses.add(new Pause(found.getString(1), found.getString(2)));
    }
    return Set.copyOf(pauses);
  }

  private static int number(Connection connection) throws SQLException {
    try (var next = connection.prepareStatement("SELECT nextval('settlement.node')"); var found = next.executeQuery()) {
      found.next();
      return found.getInt(1);
    }
  }

  private static void leave(Connection connection) throws SQLException {
    if (connection.isClosed()) return;
    run(connection, "UNLISTEN *");
    run(connection, "SELECT pg_advisory_unlock_all()");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  @Override public void close() {
    closed = true;
    try {
      if (watch != null && watch.isAlive()) wakeOthers();   // its own watch too, which listens for up to a second
      if (watch != null) watch.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
