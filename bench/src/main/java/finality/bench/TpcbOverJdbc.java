package finality.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** pgbench's transaction, tables and order of statements, where there is no pgbench. */
final class TpcbOverJdbc implements Workload {
  private final Server server;
  private final int scale;

  TpcbOverJdbc(Server server, int scale) {
    this.server = server;
    this.scale = scale;
  }

  @Override public String name() { return Report.YARDSTICK; }

  @Override public String what() { return "TPC-B over JDBC (no pgbench on this machine), scale " + scale + ", " + Tpcb.CLIENTS + " clients, prepared"; }

  @Override public void prepare() throws SQLException {
    try (var connection = server.bench()) {
      Server.run(connection,
          "CREATE TABLE pgbench_branches (bid int NOT NULL, bbalance int, filler char(88)) WITH (fillfactor = 100)",
          "CREATE TABLE pgbench_tellers (tid int NOT NULL, bid int, tbalance int, filler char(84)) WITH (fillfactor = 100)",
          "CREATE TABLE pgbench_accounts (aid int NOT NULL, bid int, abalance int, filler char(84)) WITH (fillfactor = 100)",
          "CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))",
          "INSERT INTO pgbench_branches (bid, bbalance) SELECT n, 0 FROM generate_series(1, " + scale + ") n",
          "INSERT INTO pgbench_tellers (tid, bid, tbalance) SELECT n, (n - 1) / 10 + 1, 0 FROM generate_series(1, " + scale * 10 + ") n",
          "INSERT INTO pgbench_accounts (aid, bid, abalance, filler) SELECT n, (n - 1) / 100000 + 1, 0, '' FROM generate_series(1, " + scale * 100_000 + ") n",
          "ALTER TABLE pgbench_branches ADD PRIMARY KEY (bid)", "ALTER TABLE pgbench_tellers ADD PRIMARY KEY (tid)", "ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)",
          "VACUUM ANALYZE pgbench_branches", "VACUUM ANALYZE pgbench_tellers", "VACUUM ANALYZE pgbench_accounts", "VACUUM ANALYZE pgbench_history");
    }
  }

  @Override public Slice run(Duration warmUp, Duration measured) throws Exception {
    try (var clients = new Clients(server, Tpcb.CLIENTS, connection -> new Client(connection, scale))) {
      return clients.measure(warmUp, measured);
    }
  }

  private static final class Client implements Clients.Client {
    private final Connection connection;
    private final int scale;
    private final List<PreparedStatement> updates = new ArrayList<>();
    private final PreparedStatement select;
    private final PreparedStatement history;

    Client(Connection connection, int scale) throws SQLException {
      this.connection = connection;
      this.scale = scale;
      updates.add(connection.prepareStatement("UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?"));
      select = connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?");
      updates.add(connection.prepareStatement("UPDATE pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?"));
      updates.add(connection.prepareStatement("UPDATE pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?"));
      history = connection.prepareStatement("INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)");
    }

    @Override public boolean once() throws SQLException {
      var chance = ThreadLocalRandom.current();
      int account = 1 + chance.nextInt(scale * 100_000), teller = 1 + chance.nextInt(scale * 10), branch = 1 + chance.nextInt(scale), delta = chance.nextInt(-5_000, 5_001);
      update(0, delta, account);
      select.setInt(1, account);
      try (var found = select.executeQuery()) {
        found.next();
      }
      update(1, delta, teller);
      update(2, delta, branch);
      history.setInt(1, teller);
      history.setInt(2, branch);
      history.setInt(3, account);
      history.setInt(4, delta);
      history.executeUpdate();
      connection.commit();
      return true;
    }

    private void update(int n, int delta, int id) throws SQLException {
      var update = updates.get(n);
      update.setInt(1, delta);
      update.setInt(2, id);
      if (update.executeUpdate() != 1) throw new IllegalStateException("TPC-B lost a row");
    }
  }
}
