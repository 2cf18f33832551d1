package finality.settlement;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** One node's way to the database, which can be pulled: its sessions end as if the node had died, and nothing it does arrives any more. */
final class Plug extends DelegatingDataSource {
  private final Queue<Connection> open = new ConcurrentLinkedQueue<>();
  private volatile boolean pulled;

  Plug(DataSource server) { super(server); }

  static Plug to(String url) {
    var server = new PGSimpleDataSource();
    server.setUrl(url);
    return new Plug(server);
  }

  @Override public Connection getConnection() throws SQLException {
    if (pulled) throw new SQLNonTransientConnectionException("unplugged", "08006");
    var connection = super.getConnection();
    open.add(connection);
    open.removeIf(Plug::closed);
    return connection;
  }

  private static boolean closed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  void pull() throws SQLException {
    pulled = true;
    for (var connection : open) connection.abort(Runnable::run);
  }

  void backIn() { pulled = false; }
}
