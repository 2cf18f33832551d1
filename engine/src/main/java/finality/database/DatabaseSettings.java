package finality.database;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the operator says about the database.
 *
 * @param data the engine's data directory; the embedded server lives in {@code postgres} below it
 * @param url the external database, for the role that migrates; null: the embedded one
 * @param apiUrl the external database, for reads and small writes; null: derived
 * @param pipelineUrl the external database, for the hot path; null: derived
 * @param port of the embedded server; 0: the one it had last, or any free one
 * @param server settings of the embedded server
 */
record DatabaseSettings(Path data, @Nullable String url, @Nullable String apiUrl, @Nullable String pipelineUrl, int port, Map<String, String> server) {
  static final String DATA = "FINALITY_DATA";
  static final String URL = "DATABASE_URL";
  static final String API_URL = "DATABASE_API_URL";
  static final String PIPELINE_URL = "DATABASE_PIPELINE_URL";
  static final String PORT = "DATABASE_PORT";
  private static final String SERVER = "finality.database.server";

  // Redo after a crash is bounded by max_wal_size and must end within 30 s; JIT costs more than it gains on short statements;
  // the work queue fills with dead rows within a minute.
  private static final Map<String, String> SERVER_DEFAULTS = Map.of("shared_buffers", "256MB", "max_connections", "100", "max_wal_size", "4GB", "wal_buffers", "64MB",
      "checkpoint_timeout", "15min", "jit", "off", "autovacuum_naptime", "15s");

  static DatabaseSettings from(Environment environment) {
    var url = text(environment, URL);
    for (var dependent : new String[] {API_URL, PIPELINE_URL}) {
      if (url == null && text(environment, dependent) != null) throw new WrongConfiguration(dependent + " is set while " + URL + " is not: set both for an external database, neither for the embedded one.");
    }
    var server = new HashMap<>(SERVER_DEFAULTS);
    server.putAll(Binder.get(environment).bind(SERVER, Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
    return new DatabaseSettings(Path.of(environment.getProperty(DATA, "./data")).toAbsolutePath().normalize(), url, text(environment, API_URL), text(environment, PIPELINE_URL), port(environment), server);
  }

  private static @Nullable String text(Environment environment, String name) {
    var text = environment.getProperty(name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static int port(Environment environment) {
    var text = text(environment, PORT);
    if (text == null) return 0;
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) throw new WrongConfiguration(PORT, "\"" + text + "\"", "a port from 0 (any) to 65535 for the embedded database");
    return Integer.parseInt(text);
  }
}
