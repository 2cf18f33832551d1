package finality.sandbox;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import tools.jackson.databind.node.ObjectNode;

/** The modes in force: what the admin API set for a client, else bank-wide, else what the process was configured with. They survive restarts. */
final class Modes {
  static final String BANK_WIDE = "*";

  private final DataSource database;
  private final Mode configured;
  private final Map<String, Mode> set = new ConcurrentHashMap<>();

  Modes(DataSource database, Mode configured) throws SQLException {
    this.database = database;
    this.configured = configured;
    try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery("SELECT client, value FROM mode")) {
      while (rows.next()) set.put(rows.getString(1), configured.with(Json.read(rows.getBytes(2))));
    }
  }

  Mode of(String client) {
    var own = set.get(client);
    return own != null ? own : set.getOrDefault(BANK_WIDE, configured);
  }

  /** Lays the fields over the mode in force. */
  synchronized Mode put(String client, Json fields) {
    var mode = of(client).with(fields);
    fields.noOthers();
    try (var connection = database.getConnection();
        var save = connection.prepareStatement("INSERT INTO mode (client, value) VALUES (?, ?::jsonb) ON CONFLICT (client) DO UPDATE SET value = excluded.value")) {
      Batch.set(save, client, mode.json().toString());
      save.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      throw new Problem(503, "unavailable", null, "the bank cannot reach its database now");
    }
    set.put(client, mode);
    return mode;
  }

  ObjectNode json() {
    var json = of(BANK_WIDE).json();
    var clients = Json.object();
    set.forEach((client, mode) -> { if (!client.equals(BANK_WIDE)) clients.set(client, mode.json()); });
    json.set("clients", clients);
    return json;
  }
}
