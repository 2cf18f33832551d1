package finality.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;

/** A JVM that owns a server, adds rows for ever and prints each row's number once it is committed; to be killed. */
final class Owner {
  private Owner() {}

  public static void main(String[] arguments) throws Exception {
    var server = EmbeddedPostgres.start(Path.of(arguments[0]), 0, Map.of());
    System.out.println("server " + server.pid());
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password()); var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE acknowledged (number int PRIMARY KEY)");
      for (int number = 1; ; number++) {
        statement.executeUpdate("INSERT INTO acknowledged VALUES (" + number + ")");
        System.out.println(number);
      }
    }
  }
}
