package finality.edge;

import java.util.Map;

/**
 * An answer ready to be sent: what is stored for a replay is what was sent, byte by byte.
 *
 * @param body JSON text; empty for none
 */
public record Reply(int status, String body, Map<String, String> headers) {

  public static Reply of(int status, String body) { return new Reply(status, body, Map.of()); }

  public Reply with(String header, String value) {
    var more = new java.util.LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, body, more);
  }
}
