package finality.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the server is told on its command line, which outranks its files: the fixed part, then the caller's. */
record Settings(Map<String, String> extra) {

  /** Where a caller could lose money, a neighbour get in, or this launcher lose sight of its server. */
  private static final Set<String> FIXED = Set.of("fsync", "synchronous_commit", "full_page_writes", "listen_addresses", "port",
      "unix_socket_directories", "data_directory", "hba_file", "ident_file", "external_pid_file", "password_encryption");

  Settings {
    extra = new LinkedHashMap<>(extra);
    for (var name : extra.keySet()) {
      if (FIXED.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("The setting " + name + " of the embedded PostgreSQL is fixed; remove it. Use an external server to choose it.");
      }
      if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) throw new IllegalArgumentException("\"" + name + "\" is not the name of a PostgreSQL setting.");
    }
  }

  List<String> arguments(int port) {
    var all = new LinkedHashMap<String, String>();
    all.put("timezone", "UTC");
    all.put("log_timezone", "UTC");
    all.putAll(extra);
    all.put("fsync", "on");
    all.put("synchronous_commit", "on");
    all.put("full_page_writes", "on");
    all.put("password_encryption", "scram-sha-256");
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    all.put("port", Integer.toString(port));
    var arguments = new ArrayList<String>();
    all.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }
}
