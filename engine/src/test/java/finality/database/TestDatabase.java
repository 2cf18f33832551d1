package finality.database;

import com.zaxxer.hikari.HikariDataSource;
import finality.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.Map;

/**
 * A database of its own on the tests' shared server, migrated, with the engine's two pools and their pulse.
 *
 * @param ownerUrl for what neither pool may do; with credentials
 */
public record TestDatabase(String ownerUrl, HikariDataSource api, HikariDataSource pipeline, Pulse pulse) implements AutoCloseable {

  public static TestDatabase fresh() {
    var url = TestPostgres.freshDatabase();
    // nothing is closed with the Database itself: the server is shared, and outlives it
    @SuppressWarnings("resource") var database = Database.open(new DatabaseSettings(Path.of("."), url, null, null, 0, Map.of()));
    var pools = new DatabaseConfiguration();
    var pulse = pools.databasePulse(database);
    return new TestDatabase(url, pools.apiDataSource(database, pulse), pools.pipelineDataSource(database, pulse), pulse);
  }

  @Override public void close() {
    api.close();
    pipeline.close();
    pulse.close();
  }
}
