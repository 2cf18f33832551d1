package finality.sandbox;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * How the process was configured.
 *
 * @param home everything the bank keeps: its database, certificates and its clients' credentials
 * @param adminPort plain HTTP, loopback only
 * @param railPort bankapi over mTLS
 * @param mode what holds until the admin API says otherwise
 */
record Settings(Path home, int adminPort, int railPort, Mode mode) {

  /** @throws IllegalArgumentException whose message is the sentence for the operator */
  static Settings from(Map<String, String> environment) {
    return new Settings(
        Path.of(environment.getOrDefault("FINALITY_DATA", "./data")).toAbsolutePath().normalize().resolve("sandbox"),
        port(environment, "SANDBOX_PORT", 8087), port(environment, "SANDBOX_RAIL_PORT", 8088), mode(environment));
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) return otherwise;
    if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65535) return Integer.parseInt(value);
    throw new IllegalArgumentException(name + " is \"" + value + "\"; expected a port from 1 to 65535, or 0 for any free one.");
  }

  private static Mode mode(Map<String, String> environment) {
    try {
      return Mode.DEFAULT.with(environment);
    } catch (Problem e) {
      var name = "SANDBOX_" + String.valueOf(e.field).toUpperCase(Locale.ROOT);
      throw new IllegalArgumentException(name + " is \"" + environment.get(name) + "\"; it " + e.text() + ".");
    }
  }
}
